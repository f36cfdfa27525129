// SPDX-License-Identifier: Apache-2.0
// What `check` found, as SARIF 2.1.0 (OASIS standard, 27 March 2020), which code scanning of GitHub
// and many editors read.
#pragma once

#include <string>

#include "report/check_report.hpp"

namespace proxyenv {

// One log with one run, on one line, ended by a newline. The rules are all kinds of findings. A
// result has the file and the line where they are known, and as logical location the environment.
// What is ignored is left out and counted in the run's properties: code scanning of GitHub shows
// results with suppressions as if they had none. There is no helpUri, which must be absolute,
// because the documents come with the program and have no address of their own.
[[nodiscard]] std::string render_check_sarif(const CheckReport& report);

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// What `check` found, as workflow commands that GitHub Actions turns into annotations of files
// (docs.github.com, "Workflow commands"; actions/runner, src/Runner.Common/ActionCommand.cs).
#pragma once

#include <string>

#include "report/check_report.hpp"

namespace proxyenv {

// `::error file=F,line=N,title=proxyenv quotes::MESSAGE`, one line for each finding and each source
// that could not be read, then the counts. Notes become `::notice`. A finding without a file has no
// place.
[[nodiscard]] std::string render_check_github(const CheckReport& report);

}  // namespace proxyenv

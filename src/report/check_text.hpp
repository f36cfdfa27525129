// SPDX-License-Identifier: Apache-2.0
// What `check` found, for a person.
#pragma once

#include <string>

#include "report/check_report.hpp"
#include "text/layout.hpp"

namespace proxyenv {

// For each environment what was looked at, and below it each finding: "FILE:LINE: SEVERITY: NAME:
// MESSAGE" with indented lines for why it matters, for the fix and, where that is certain, for a
// line to paste (`export NAME=VALUE`; of a file what to write there). What several environments of
// a source have alike is told below the first, which names the others. At the end the counts. One
// environment alone is told in one line where nothing is wrong with it. Why a source could not be
// read stands on standard error. The text is escaped.
[[nodiscard]] std::string render_check_text(const CheckReport& report, const Layout& layout = {});

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// One source of `check`, from its environments to their findings.
#pragma once

#include <string>
#include <vector>

#include "commands/check_request.hpp"
#include "commands/source.hpp"
#include "report/check_report.hpp"

namespace proxyenv::commands {

// The findings of each environment, with what its reader noticed, sorted; those are marked that the
// rules of the request or a comment in the text ignore. `path`: of a file, `-` for standard input;
// else empty. `applied`: for each rule whether it ignored something so far. An Error says what is
// wrong with a comment.
[[nodiscard]] Result<CheckedSource> check_source(const SubjectSource& source,
                                                 const std::string& path,
                                                 const CheckRequest& request,
                                                 std::vector<bool>& applied);

// A source that could not be read. `name`: "process 7"; empty for a file.
[[nodiscard]] CheckedSource unread_source(const Error& error, const std::string& name,
                                          const std::string& path);

}  // namespace proxyenv::commands

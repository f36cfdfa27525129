// SPDX-License-Identifier: Apache-2.0
// Messages on standard error, one line each: "proxyenv: TEXT". Bytes from outside are
// escaped here for all messages; callers must redact secrets. A message never keeps the command
// from starting: a closed standard error is ignored, and a SIGPIPE that writing raised is removed.
// Signal mask, dispositions and pending signals stay as before.
#pragma once

#include <string_view>

namespace proxyenv::os {

void log_message(std::string_view text);

// Lines of our own on standard error, as they are. They hold nothing from outside.
void log_lines(std::string_view lines);

}  // namespace proxyenv::os

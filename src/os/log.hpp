// SPDX-License-Identifier: Apache-2.0
// Messages on standard error, one line each: "proxyenv: TEXT". spdlog stays behind this header.
// Bytes from outside are escaped here, once for all messages; secrets must be redacted before.
// A message never keeps the command from starting: a closed standard error is ignored, and a
// SIGPIPE that writing has raised is taken back. Signal mask, dispositions and pending signals are
// as before.
#pragma once

#include <string_view>

namespace proxyenv::os {

void log_message(std::string_view text);

}  // namespace proxyenv::os

// SPDX-License-Identifier: Apache-2.0
#include "os/log.hpp"

#include <cstdio>
#include <string>

#include "os/write_signals.hpp"
#include "text/display.hpp"

namespace proxyenv::os {

void log_message(std::string_view text) {
  const HoldWriteSignals guard;
  const std::string line = "proxyenv: " + escape_for_display(text) + "\n";
  // If this fails, there is no place left to report it.
  (void)std::fwrite(line.data(), 1, line.size(), stderr);
}

void log_lines(std::string_view lines) {
  const HoldWriteSignals guard;
  (void)std::fwrite(lines.data(), 1, lines.size(), stderr);
}

}  // namespace proxyenv::os

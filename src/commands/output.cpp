// SPDX-License-Identifier: Apache-2.0
#include "commands/commands.hpp"
#include "os/file.hpp"
#include "os/log.hpp"

namespace proxyenv::commands {

int fail_with(const Error& error) {
  os::log_message(error.message);
  return kExitOwnFailure;
}

int print(std::string_view text, const Style& style) {
  const auto written = os::write_standard_output(text, style);
  return written ? 0 : fail_with(written.error());
}

}  // namespace proxyenv::commands

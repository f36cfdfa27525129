// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include "commands/commands.hpp"
#include "os/file.hpp"
#include "os/log.hpp"

namespace proxyenv::commands {

int report(const Error& error) {
  os::log_message(error.message);
  return kExitOwnFailure;
}

int print(std::string_view text) {
  const auto written = os::write_all(STDOUT_FILENO, text);
  if (!written) return report(Error{"cannot write to standard output: " + written.error().message});
  return 0;
}

}  // namespace proxyenv::commands

// SPDX-License-Identifier: Apache-2.0
#include "os/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

namespace proxyenv::os {

bool standard_output_is_terminal() {
  return ::isatty(STDOUT_FILENO) == 1;
}

std::size_t columns_of_standard_output() {
  struct winsize size {};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

}  // namespace proxyenv::os

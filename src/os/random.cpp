// SPDX-License-Identifier: Apache-2.0
#include "os/random.hpp"

#include <sys/random.h>

#include <cerrno>
#include <vector>

#include "os/file.hpp"
#include "text/hex.hpp"

namespace proxyenv::os {

Result<std::string> random_digits(std::size_t bytes) {
  std::vector<unsigned char> random(bytes);
  std::size_t filled = 0;
  while (filled < bytes) {
    const ssize_t got = ::getrandom(&random[filled], bytes - filled, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail("no random bytes: " + error_text(errno), errno);
    filled += static_cast<std::size_t>(got);
  }
  std::string digits;
  for (const unsigned char byte : random) text::append_hex(digits, byte, 2);
  return digits;
}

}  // namespace proxyenv::os

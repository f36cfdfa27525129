// SPDX-License-Identifier: Apache-2.0
#include "os/random.hpp"

#include <sys/random.h>

#include <cerrno>
#include <string_view>

#include "os/file.hpp"

namespace proxyenv::os {

Result<std::string> random_digits(std::size_t bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits;
  while (digits.size() < 2 * bytes) {
    unsigned char byte = 0;
    const ssize_t got = ::getrandom(&byte, 1, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got != 1) return fail("no random bytes: " + error_text(errno), errno);
    digits.push_back(kDigits[byte >> 4U]);
    digits.push_back(kDigits[byte & 0xfU]);
  }
  return digits;
}

}  // namespace proxyenv::os

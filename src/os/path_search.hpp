// SPDX-License-Identifier: Apache-2.0
// What the two searches in PATH have in common: that of exec(), and that of src/start, which ends
// before the C library begins.
#pragma once

#include <cerrno>
#include <string_view>

namespace proxyenv::os {

// What is searched if PATH is unset: glibc's confstr(_CS_PATH).
inline constexpr std::string_view kDefaultPath = "/bin:/usr/bin";

// Whether the next directory of PATH is tried after this error. The list has the errors of
// execvp(3), and those for an element that is too long and for a loop of links, because shells do
// not stop there either.
[[nodiscard]] constexpr bool is_worth_searching_on(int os_error) {
  return os_error == ENOENT || os_error == ENOTDIR || os_error == EACCES || os_error == ESTALE ||
         os_error == ENODEV || os_error == ETIMEDOUT || os_error == ENAMETOOLONG ||
         os_error == ELOOP;
}

}  // namespace proxyenv::os

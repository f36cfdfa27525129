// SPDX-License-Identifier: Apache-2.0
#include "os/busybox.hpp"

#include <unistd.h>

#include <array>
#include <cstddef>
#include <string_view>

namespace proxyenv::os {

bool wget_is_busybox() {
  constexpr std::size_t kMost = 64;
  std::array<char, kMost> target;  // NOLINT(*-member-init): readlink(2) fills it
  const ssize_t size = ::readlink("/usr/bin/wget", target.data(), target.size());
  if (size < 0 || static_cast<std::size_t>(size) == target.size()) return false;
  return std::string_view(target.data(), static_cast<std::size_t>(size)).ends_with("/busybox");
}

}  // namespace proxyenv::os

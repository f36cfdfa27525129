// SPDX-License-Identifier: Apache-2.0
// Whether the wget of this image is BusyBox's, without the C library (os/busybox.hpp has the rule).
#pragma once

#include <cstddef>

#include "start/literal.hpp"
#include "start/plain_plan.hpp"
#include "start/system_call.hpp"

namespace proxyenv::start {

[[nodiscard]] inline bool wget_is_busybox() {
  constexpr std::size_t kMost = 64;
  char path[2 * kWordSize];
  constexpr Literal kWget("/usr/bin/wget", std::string_view("\0", 1));
  (void)write_bytes<kWget>(path);
  char target[kMost];
  const long size = call_readlink(path, target, sizeof target);
  constexpr Literal kEnd("/busybox");
  static_assert(kEnd.size == kWordSize);
  return size >= static_cast<long>(kWordSize) && size < static_cast<long>(kMost) &&
         load_word(target + size - kWordSize) == kEnd.word_at(0);
}

}  // namespace proxyenv::start

// SPDX-License-Identifier: Apache-2.0
// Where reading a source ends (docs/limits.md).
#pragma once

#include <cstddef>
#include <string_view>

namespace proxyenv::sources {

// What the kernel hands to a program in one string, without its NUL: 32 pages (MAX_ARG_STRLEN).
// Whatever searches a list for each of many targets takes long for longer lists.
inline constexpr std::size_t kLongestEntry = 131'071;
inline constexpr std::string_view kTooLong = " is longer than a variable can be (128 KiB)";

}  // namespace proxyenv::sources

// SPDX-License-Identifier: Apache-2.0
// inet_aton(3), by which several clients and the C library's resolver read IPv4 addresses.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace proxyenv::clients {

// The address as a number. Also takes `10.1`, hexadecimal and octal parts, and text behind a blank.
[[nodiscard]] std::optional<std::uint32_t> inet_aton_of(std::string_view text);

}  // namespace proxyenv::clients

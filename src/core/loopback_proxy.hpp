// SPDX-License-Identifier: Apache-2.0
// --loopback-proxy: a proxy that names this machine gets another host.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace proxyenv {

// The value with its host replaced by another one, and otherwise unchanged. Returns no value if its
// host is not this machine (net::names_this_machine), or if it cannot be read.
[[nodiscard]] std::optional<std::string> with_loopback_replaced(std::string_view value,
                                                                std::string_view host);

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// --loopback-proxy: a proxy that names loopback gets another host.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace proxyenv {

// The value with its loopback host replaced by another host, and otherwise unchanged. Returns no
// value if it does not name loopback, or cannot be read.
[[nodiscard]] std::optional<std::string> with_loopback_replaced(std::string_view value,
                                                                std::string_view host);

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// What urllib, requests, httpx and aiohttp share: Python's reading of the proxy variables and of
// the exemption list. CPython Lib/urllib/request.py getproxies_environment (3.13 has it rewritten
// for speed, with the same result) and proxy_bypass_environment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "clients/route.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients {

// str.strip() and int() also strip the four ASCII separators.
inline constexpr std::string_view kPythonSpace = " \t\n\v\f\r\x1c\x1d\x1e\x1f";

// getproxies()[key]: names that end in `_proxy` in lower case decide over those that do so in
// another case, the last in the environment over those before it; an empty one of the first kind
// deletes what the others said, an empty one of the second is skipped.
[[nodiscard]] std::optional<Variable> python_proxy(const Environment& environment,
                                                   std::string_view key);

// Direct, as `key` has no proxy: says which empty variable hides one, or that CGI does.
[[nodiscard]] Route without_python_proxy(const Environment& environment, std::string_view key);

// proxy_bypass(host): the entry of the list that covers `host`, which may have a port.
[[nodiscard]] std::optional<Route> python_bypass(const Environment& environment,
                                                 std::string_view host);

// int(text): blanks round it, a sign, single underscores between the digits.
[[nodiscard]] std::optional<std::int64_t> python_int(std::string_view text);

}  // namespace proxyenv::clients

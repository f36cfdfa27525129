// SPDX-License-Identifier: Apache-2.0
// `url.parse(text)` of Node.js, which clients older than `new URL()` use, as far as they need it to
// find a proxy. Read in lib/url.js of Node.js 20 (Url.prototype.parse, parseHost, getHostname).
// Internationalized names are not implemented, nor a tab or a line end in the scheme.
#pragma once

#include <optional>
#include <string_view>

#include "clients/rules/whatwg_url.hpp"

namespace proxyenv::clients {

// The scheme is empty if there is none, and so is the host, which has no brackets. The port is
// as written; one out of range is above 65535. User and password are not filled. Returns no value
// if url.parse() throws: for credentials that do not percent-decode, or a bracket in a host.
[[nodiscard]] std::optional<WhatwgUrl> parse_legacy_url(std::string_view text);

}  // namespace proxyenv::clients

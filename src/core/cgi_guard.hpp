// SPDX-License-Identifier: Apache-2.0
// The guard against httpoxy (CVE-2016-5385 and others). A web server gives each header of a request
// to a CGI process as a variable: `Proxy:` becomes HTTP_PROXY. So that name is neither trusted nor
// written there. The plan's lines for it are in plan/cgi_rules.hpp.
#pragma once

#include <array>
#include <string_view>

#include "core/family.hpp"

namespace proxyenv {

// A process in whose environment one of these stands, even empty, is a CGI process: RFC 3875, 4.1.
inline constexpr std::array<std::string_view, 2> kCgiMarkers{"REQUEST_METHOD", "GATEWAY_INTERFACE"};

// Whether a request can set this spelling. `in_cgi`: whether a marker is present.
[[nodiscard]] constexpr bool is_set_by_requests(bool in_cgi, Family family, Case letter_case) {
  return in_cgi && family == Family::http && letter_case == Case::upper;
}

}  // namespace proxyenv

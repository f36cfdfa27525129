// SPDX-License-Identifier: Apache-2.0
// A host name in the form used in requests: ASCII, lower case, other scripts as punycode (IDNA 2008
// with the mapping of UTS 46). No other file uses libidn2.
#pragma once

#include <string>
#include <string_view>

#include "text/result.hpp"

namespace proxyenv::dify {

// An Error is the end of a sentence about the name.
[[nodiscard]] Result<std::string> ascii_host_name(std::string_view name);

// Whether the last label is a number. Clients read such a name as an IPv4 address (WHATWG URL,
// "ends in a number"), even 127.1 and 0x7f000001.
[[nodiscard]] bool reads_as_ipv4(std::string_view name);

// Whether the text can be the name of a container: a single label that may hold underscores, which
// no domain name does (ssrf_proxy).
[[nodiscard]] bool is_container_name(std::string_view text);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// A host name in the form that stands in requests: ASCII, lower case, other scripts as punycode
// (IDNA 2008 with the mapping of UTS 46). libidn2 stays behind this header.
#pragma once

#include <string>
#include <string_view>

#include "text/result.hpp"

namespace proxyenv::dify {

// An Error says what is wrong, as the end of a sentence about the name.
[[nodiscard]] Result<std::string> ascii_host_name(std::string_view name);

// The last label is a number: clients read the whole as an IPv4 address (WHATWG URL, "ends in a
// number"), 127.1 and 0x7f000001 too.
[[nodiscard]] bool reads_as_ipv4(std::string_view name);

// A single label, in which an underscore may stand, as in no domain name: ssrf_proxy.
[[nodiscard]] bool is_container_name(std::string_view text);

}  // namespace proxyenv::dify

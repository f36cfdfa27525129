// SPDX-License-Identifier: Apache-2.0
// How urllib3 reads the URL of a proxy. requests and botocore connect by it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace proxyenv::clients::urllib3 {

struct Authority {
  std::string scheme;  // empty: none written
  std::string_view userinfo;
  std::string_view host;
  std::int64_t port = 0;  // 0: none
  std::string_view behind;
};

// parse_url(). A dotless text before a colon is a scheme. Returns no value if it raises, or if
// urlsplit of the standard library does, which both clients call for the credentials.
[[nodiscard]] std::optional<Authority> parse_url(std::string_view value);

}  // namespace proxyenv::clients::urllib3

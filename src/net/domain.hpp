// SPDX-License-Identifier: Apache-2.0
// Whether a domain covers a host, comparing whole labels. Some clients compare the ends of texts
// instead (`example.com` covers `notexample.com`); src/clients has their code.
#pragma once

#include <string_view>

namespace proxyenv::net {

// Whether `host` is `domain`, or ends in "." and `domain`; case is ignored. False for an empty
// domain. Neither may have a dot in front.
[[nodiscard]] bool is_in_domain(std::string_view host, std::string_view domain);

}  // namespace proxyenv::net

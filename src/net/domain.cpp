// SPDX-License-Identifier: Apache-2.0
#include "net/domain.hpp"

#include "text/ascii.hpp"

namespace proxyenv::net {

bool is_in_domain(std::string_view host, std::string_view domain) {
  if (domain.empty() || !ascii::ends_with_ignoring_case(host, domain)) return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

}  // namespace proxyenv::net

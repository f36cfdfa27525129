// SPDX-License-Identifier: Apache-2.0
#include "net/domain.hpp"

#include "text/ascii.hpp"

namespace proxyenv::net {

bool is_in_domain(std::string_view host, std::string_view domain) {
  if (domain.empty() || host.size() < domain.size()) return false;
  const std::size_t front = host.size() - domain.size();
  // First what rules out most pairs: lists may be long, and each target is compared with all of it.
  if (front > 0 && host[front - 1] != '.') return false;
  return ascii::equal_ignoring_case(host.substr(front), domain);
}

}  // namespace proxyenv::net

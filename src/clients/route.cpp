// SPDX-License-Identifier: Apache-2.0
#include "clients/route.hpp"

#include <utility>

namespace proxyenv {

Route Route::direct(std::string_view rule, std::string_view variable) {
  return {RouteKind::direct, {}, std::string(variable), std::string(rule)};
}

Route Route::unread(std::string_view rule) {
  Route route = direct(rule);
  route.reads_nothing = true;
  return route;
}

Route Route::through(std::string_view scheme, std::string_view host, std::int64_t port,
                     std::string_view variable) {
  std::string proxy(scheme);
  proxy.append("://").append(host).append(":").append(std::to_string(port));
  return {RouteKind::proxy, std::move(proxy), std::string(variable),
          "from " + std::string(variable)};
}

Route Route::error(std::string_view rule, std::string_view variable) {
  return {RouteKind::error, {}, std::string(variable), std::string(rule)};
}

Route Route::exempt(std::string_view entry, std::string_view variable) {
  Route route = direct("exempt by an entry of the list", variable);
  route.entry.emplace(entry);
  return route;
}

Route Route::no_scheme(std::string_view client, std::string_view scheme, std::string_view advice) {
  std::string rule(client);
  rule.append(" has no scheme ").append(scheme).append("://");
  if (!advice.empty()) rule.append("; ").append(advice);
  return {RouteKind::no_scheme, {}, {}, std::move(rule)};
}

}  // namespace proxyenv

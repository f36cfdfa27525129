// SPDX-License-Identifier: Apache-2.0
#include "clients/route.hpp"

#include "core/redaction.hpp"

namespace proxyenv {

Route Route::exempt(std::string_view entry, std::string_view variable) {
  return direct("exempt by the entry `" + redact_list(entry) + "`", variable);
}

Route Route::no_scheme(std::string_view client, std::string_view scheme, std::string_view advice) {
  std::string rule(client);
  rule.append(" has no scheme ").append(scheme).append("://");
  if (!advice.empty()) rule.append("; ").append(advice);
  return {RouteKind::no_scheme, {}, {}, std::move(rule)};
}

}  // namespace proxyenv

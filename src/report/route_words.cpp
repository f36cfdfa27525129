// SPDX-License-Identifier: Apache-2.0
#include "report/route_words.hpp"

#include "clients/near_miss.hpp"

namespace proxyenv {

namespace {

// "; `*.corp` does not exempt it, `.corp` would"
std::string near_miss_of(const Route& route) {
  return route.near_miss ? "; " + route.near_miss->text : std::string();
}

// Whether the rule of before says it all. What a variable decided before it still decides where the
// way is the same, even if the client now takes another spelling of it. But "none of its variables
// is set" holds no longer where one is now.
bool is_one_rule(const Route& before, const Route& after) {
  if (near_miss_of(before) != near_miss_of(after)) return false;
  if (before.rule == after.rule) return true;
  return way_of(before) == way_of(after) && !before.variable.empty();
}

const Route& route_under(const Route& route, Condition condition) {
  const bool is_other = route.otherwise && route.otherwise->condition == condition;
  return is_other ? route.otherwise->route : route;
}

// "; if socksio is installed: direct  ->  socks5://p:1": where the client goes under the condition
// of `route`, which is one of the two. What a name resolves into is said, too.
std::string clause_for(const Route& route, const ClientRoutes& routes) {
  if (!route.otherwise) return {};
  const OtherRoute& other = *route.otherwise;
  const Route& before = route_under(routes.before, other.condition);
  const Route& after = route_under(routes.after, other.condition);
  std::string text = "; ";
  text.append(clause_of(other)).append(": ");
  if (way_of(before) != way_of(after)) text.append(way_of(before)).append("  ->  ");
  text.append(way_of(after));
  if (row_of(other.condition).kind == ConditionKind::resolution) {
    text.append(" (").append(other.route.rule).append(")");
  }
  return text;
}

}  // namespace

bool has_scheme(const ClientRoutes& routes) {
  return routes.after.kind != RouteKind::no_scheme;
}

std::string rule_of(const ClientRoutes& routes) {
  const auto& [before, after] = routes;
  std::string rule = before.rule + near_miss_of(before);
  if (!is_one_rule(before, after)) {
    rule.append("  ->  ").append(after.rule).append(near_miss_of(after));
  }
  rule.append(clause_for(before, routes));
  const bool is_same = before.otherwise && after.otherwise &&
                       before.otherwise->condition == after.otherwise->condition;
  if (!is_same) rule.append(clause_for(after, routes));
  return rule;
}

}  // namespace proxyenv

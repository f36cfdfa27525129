// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "report/route_words.hpp"
#include "report/routes.hpp"
#include "text/display.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

std::string name_of(const Route& route) {
  return escape_for_display(way_of(route));
}

struct Group {
  std::string before;
  std::string after;
  std::vector<std::size_t> members;  // positions in the list of clients
};

std::vector<Group> group(const TargetRoutes& routes) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < routes.clients.size(); ++i) {
    if (!has_scheme(routes.clients[i])) continue;
    const std::string before = name_of(routes.clients[i].before);
    const std::string after = name_of(routes.clients[i].after);
    auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& it) {
      return it.before == before && it.after == after;
    });
    if (same == groups.end()) same = groups.insert(groups.end(), Group{before, after, {}});
    same->members.push_back(i);
  }
  // The number of clients with the same route after normalization. The groups with the most come
  // last.
  std::map<std::string, std::size_t> followers;
  for (const Group& it : groups) followers[it.after] += it.members.size();
  std::stable_sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) {
    return followers[a.after] < followers[b.after];
  });
  return groups;
}

// "  rule: client, client", one line for each rule in the group.
void append_rules(std::string& text, std::span<const AskedClient> asked, const TargetRoutes& routes,
                  const Group& group) {
  std::vector<std::pair<std::string, std::string>> rules;
  for (const std::size_t i : group.members) {
    const std::string rule = rule_of(routes.clients[i]);
    auto same =
        std::find_if(rules.begin(), rules.end(), [&](const auto& it) { return it.first == rule; });
    if (same == rules.end()) same = rules.insert(rules.end(), {rule, ""});
    same->second.append(same->second.empty() ? "" : ", ").append(label_of(asked[i]));
  }
  for (const auto& [rule, clients] : rules) {
    text.append("      ")
        .append(clients)
        .append(": ")
        .append(escape_for_display(rule))
        .append("\n");
  }
}

// "  no grpc://: curl, wget": the clients that do not know the scheme, in one line.
void append_without_scheme(std::string& text, std::span<const AskedClient> asked,
                           const TargetRoutes& routes) {
  std::string names;
  for (std::size_t i = 0; i < routes.clients.size(); ++i) {
    if (has_scheme(routes.clients[i])) continue;
    names.append(names.empty() ? "" : ", ").append(label_of(asked[i]));
  }
  if (names.empty()) return;
  text.append("  no ").append(routes.target.scheme).append("://: ").append(names).append("\n");
}

}  // namespace

std::string label_of(const AskedClient& asked) {
  const bool named = asked.version_text != version_range(*asked.client, asked.version);
  const std::string name =
      std::string(asked.client->name) + (named ? "@" + asked.version_text : "");
  return asked.alias.empty() ? name : text::concatenated({asked.alias, " (", name, ")"});
}

std::string heading_of(const Target& target) {
  std::string text = escape_for_display(target.text);
  if (!target.scheme_is_assumed) return text;
  text.append("  (").append(target.scheme).append(":// is assumed");
  if (target.scheme == "https") text.append("; for gRPC write grpcs://");
  return text.append(")");
}

std::string way_of(const Route& route) {
  switch (route.kind) {
    case RouteKind::direct:
      return "direct";
    case RouteKind::proxy:
      return route.proxy;
    case RouteKind::error:
    case RouteKind::no_scheme:
      return "fails";
  }
  return "fails";
}

bool clients_disagree(const TargetRoutes& routes) {
  const auto counts = [](const ClientRoutes& client) {
    return has_scheme(client) && !client.after.reads_nothing;
  };
  const auto first = std::find_if(routes.clients.begin(), routes.clients.end(), counts);
  return std::any_of(first, routes.clients.end(), [&](const ClientRoutes& client) {
    return counts(client) && name_of(client.after) != name_of(first->after);
  });
}

std::string render_routes_text(std::span<const AskedClient> asked, const TargetRoutes& routes,
                               const Layout& layout) {
  std::string text = layout.style.painted(Ink::heading, heading_of(routes.target)) + "\n";
  for (const Group& it : group(routes)) {
    const bool is_changed = it.after != it.before;
    const bool fails = routes.clients[it.members.front()].after.kind == RouteKind::error;
    // Clients that go where they went are no news, unless they fail.
    std::string after = it.after;
    if (is_changed || fails) after = layout.style.painted(fails ? Ink::error : Ink::changed, after);
    text.append("  ").append(is_changed ? it.before + "  ->  " : "").append(after).append("\n");
    append_rules(text, asked, routes, it);
  }
  append_without_scheme(text, asked, routes);
  return wrapped_lines(text, layout.width);
}

}  // namespace proxyenv

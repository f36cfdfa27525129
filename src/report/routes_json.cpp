// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "report/json.hpp"
#include "report/route_json.hpp"
#include "report/routes.hpp"

namespace proxyenv {

namespace {

namespace json = boost::json;

json::value asked_as(const AskedClient& asked) {
  if (asked.alias.empty()) return nullptr;
  return json::value(json_text(asked.alias));
}

json::object client_object(const AskedClient& asked, const ClientRoutes& routes) {
  return {{"client", json::string(asked.client->name)},
          {"asked_as", asked_as(asked)},
          {"version", json::string(asked.version_text)},
          {"before", route_object(routes.before)},
          {"after", route_object(routes.after)}};
}

bool is_same(const Route& a, const Route& b) {
  const bool is_same_here = a.kind == b.kind && a.proxy == b.proxy && a.variable == b.variable &&
                            a.rule == b.rule && a.near_miss == b.near_miss;
  if (!is_same_here || !a.otherwise || !b.otherwise) {
    return is_same_here && a.otherwise == b.otherwise;
  }
  return a.otherwise->condition == b.otherwise->condition &&
         a.otherwise->holds == b.otherwise->holds &&
         is_same(a.otherwise->route, b.otherwise->route);
}

}  // namespace

const std::string& RoutesJson::text_of(std::size_t client, const ClientRoutes& routes) {
  constexpr std::size_t kMost = 8;
  known_.resize(asked_.size());
  std::vector<Known>& known = known_[client];
  const auto same = std::find_if(known.begin(), known.end(), [&](const Known& it) {
    return is_same(it.routes.before, routes.before) && is_same(it.routes.after, routes.after);
  });
  if (same != known.end()) return same->text;
  if (known.size() == kMost) known.erase(known.begin());
  known.push_back({routes, json::serialize(client_object(asked_[client], routes))});
  return known.back().text;
}

void RoutesJson::add(const TargetRoutes& routes) {
  if (!std::exchange(is_first_, false)) text_.push_back(',');
  text_.append(R"({"url":)").append(json::serialize(json_text(routes.target.text)));
  text_.append(R"(,"scheme_assumed":)").append(routes.target.scheme_is_assumed ? "true" : "false");
  text_.append(R"(,"clients":[)");
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    text_.append(i == 0 ? "" : ",").append(text_of(i, routes.clients[i]));
  }
  text_.append("]}");
}

std::string RoutesJson::take() {
  return std::exchange(text_, {});
}

std::string RoutesJson::finish() {
  return std::move(text_.append("]}\n"));
}

}  // namespace proxyenv

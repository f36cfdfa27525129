// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "report/json.hpp"
#include "report/routes.hpp"

namespace proxyenv {

namespace {

namespace json = boost::json;

json::value text_or_null(std::string_view text) {
  if (text.empty()) return nullptr;
  return json::value(json_text(text));
}

std::string_view name_of(RouteKind kind) {
  switch (kind) {
    case RouteKind::direct:
      return "direct";
    case RouteKind::proxy:
      return "proxy";
    case RouteKind::error:
    case RouteKind::no_scheme:
      return "error";
  }
  return "error";
}

json::object route_object(const Route& route) {
  return {{"route", json::string(name_of(route.kind))},
          {"proxy", text_or_null(route.proxy)},
          {"variable", text_or_null(route.variable)},
          {"rule", json_text(route.rule)}};
}

json::object target_object(std::span<const AskedClient> asked, const TargetRoutes& routes) {
  json::array clients;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    clients.push_back(json::object{{"client", json::string(asked[i].client->name)},
                                   {"version", json::string(asked[i].version_text)},
                                   {"before", route_object(routes.clients[i].before)},
                                   {"after", route_object(routes.clients[i].after)}});
  }
  return {{"url", json_text(routes.target.text)}, {"clients", std::move(clients)}};
}

}  // namespace

void RoutesJson::add(const TargetRoutes& routes) {
  if (!std::exchange(is_first_, false)) text_.push_back(',');
  text_.append(json::serialize(target_object(asked_, routes)));
}

std::string RoutesJson::finish() {
  return std::move(text_.append("]}\n"));
}

}  // namespace proxyenv

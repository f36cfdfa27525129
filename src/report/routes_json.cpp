// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "report/routes.hpp"
#include "text/display.hpp"

namespace proxyenv {

namespace {

namespace json = boost::json;

json::value text_or_null(std::string_view text) {
  if (text.empty()) return nullptr;
  return json::value(json::string(escape_for_display(text)));
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
          {"rule", json::string(escape_for_display(route.rule))}};
}

}  // namespace

std::string render_routes_json(std::span<const AskedClient> asked, const TargetRoutes& routes) {
  json::array clients;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    clients.push_back(json::object{{"client", json::string(asked[i].client->name)},
                                   {"version", json::string(asked[i].version_text)},
                                   {"before", route_object(routes.clients[i].before)},
                                   {"after", route_object(routes.clients[i].after)}});
  }
  return json::serialize(json::object{{"url", json::string(escape_for_display(routes.target.text))},
                                      {"clients", std::move(clients)}});
}

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
#include "report/route_json.hpp"

#include "report/json.hpp"

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

}  // namespace

boost::json::object route_object(const Route& route) {
  return {{"route", json::string(name_of(route.kind))},
          {"proxy", text_or_null(route.proxy)},
          {"variable", text_or_null(route.variable)},
          {"rule", json_text(route.rule)}};
}

}  // namespace proxyenv

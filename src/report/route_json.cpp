// SPDX-License-Identifier: Apache-2.0
#include "report/route_json.hpp"

#include "clients/near_miss.hpp"
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
      return "error";
    case RouteKind::no_scheme:
      return "no_scheme";
  }
  return "error";
}

std::string_view name_of(ConditionKind kind) {
  switch (kind) {
    case ConditionKind::package:
      return "package";
    case ConditionKind::argument:
      return "argument";
    case ConditionKind::setting:
      return "setting";
    case ConditionKind::agent:
      return "agent";
    case ConditionKind::resolution:
      return "resolution";
  }
  return "package";
}

json::object plain_object(const Route& route) {
  return {{"route", json::string(name_of(route.kind))},
          {"proxy", text_or_null(route.proxy)},
          {"variable", text_or_null(route.variable)},
          {"rule", json_text(route.rule)}};
}

json::value condition_object(const Route& route) {
  if (!route.otherwise) return nullptr;
  const OtherRoute& other = *route.otherwise;
  const ConditionRow& row = row_of(other.condition);
  json::object object = {{"condition", json::string(row.name)},
                         {"kind", json::string(name_of(row.kind))},
                         {"holds", other.holds},
                         {"text", json::string(clause_of(other))}};
  for (auto& field : plain_object(other.route)) object.insert(std::move(field));
  return object;
}

json::value near_miss_object(const Route& route) {
  if (!route.near_miss) return nullptr;
  const NearMiss& near = *route.near_miss;
  return json::object{{"entry", json_text(near.entry)},
                      {"instead", text_or_null(near.instead)},
                      {"text", json_text(near.text)}};
}

}  // namespace

boost::json::object route_object(const Route& route) {
  json::object object = plain_object(route);
  object["if"] = condition_object(route);
  object["near_miss"] = near_miss_object(route);
  return object;
}

}  // namespace proxyenv

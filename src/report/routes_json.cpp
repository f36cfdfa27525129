// SPDX-License-Identifier: Apache-2.0
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

json::object target_object(std::span<const AskedClient> asked, const TargetRoutes& routes) {
  json::array clients;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    clients.push_back(json::object{{"client", json::string(asked[i].client->name)},
                                   {"asked_as", asked_as(asked[i])},
                                   {"version", json::string(asked[i].version_text)},
                                   {"before", route_object(routes.clients[i].before)},
                                   {"after", route_object(routes.clients[i].after)}});
  }
  return {{"url", json_text(routes.target.text)},
          {"scheme_assumed", routes.target.scheme_is_assumed},
          {"clients", std::move(clients)}};
}

}  // namespace

void RoutesJson::add(const TargetRoutes& routes) {
  if (!std::exchange(is_first_, false)) text_.push_back(',');
  text_.append(json::serialize(target_object(asked_, routes)));
}

std::string RoutesJson::take() {
  return std::exchange(text_, {});
}

std::string RoutesJson::finish() {
  return std::move(text_.append("]}\n"));
}

}  // namespace proxyenv

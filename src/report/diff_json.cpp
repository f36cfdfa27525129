// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "report/diff.hpp"
#include "report/json.hpp"
#include "report/route_json.hpp"

namespace proxyenv {

namespace {

namespace json = boost::json;

json::object variable_object(const VariableDifference& it) {
  return {{"variable", json_text(it.variable)},
          {"difference", json_text(to_string(it.kind))},
          {"a", json_setting(it.a)},
          {"b", json_setting(it.b)},
          {"detail", json_text(it.detail)}};
}

json::object target_object(const EnvironmentDiff& diff, const TargetDifference& target) {
  json::array clients;
  for (const ClientDifference& it : target.clients) {
    const AskedClient& asked = diff.asked[it.client];
    clients.push_back(json::object{{"client", json_text(asked.client->name)},
                                   {"version", json_text(asked.version_text)},
                                   {"a", route_object(it.a)},
                                   {"b", route_object(it.b)}});
  }
  return {{"url", json_text(target.target.text)},
          {"scheme_assumed", target.target.scheme_is_assumed},
          {"clients", std::move(clients)}};
}

}  // namespace

std::string render_diff_json(const EnvironmentDiff& diff) {
  json::array variables;
  for (const VariableDifference& it : diff.variables.differences) {
    variables.push_back(variable_object(it));
  }
  json::array targets;
  for (const TargetDifference& it : diff.targets) targets.push_back(target_object(diff, it));
  return render_json_line(json::object{{"schema", 1},
                                       {"a", json_text(diff.name_a)},
                                       {"b", json_text(diff.name_b)},
                                       {"normalized", diff.is_normalized},
                                       {"same", diff.variables.same},
                                       {"variables", std::move(variables)},
                                       {"targets", std::move(targets)}});
}

}  // namespace proxyenv

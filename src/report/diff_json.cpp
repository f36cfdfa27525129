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

void append_remarks(json::array& remarks, const DiffSide& side, std::string_view name) {
  for (const DiffRemark& it : side.remarks) {
    json::object object = finding_object(parts_of(it.finding), "variable");
    object["side"] = json_text(name);
    object["line"] = it.line == 0 ? json::value(nullptr) : json::value(it.line);
    remarks.push_back(std::move(object));
  }
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
  json::array remarks;
  append_remarks(remarks, diff.a, "a");
  append_remarks(remarks, diff.b, "b");
  return render_json_line(json::object{{"schema", 2},
                                       {"a", json_text(diff.a.name)},
                                       {"b", json_text(diff.b.name)},
                                       {"normalized", diff.is_normalized},
                                       {"all_known", is_all_known(diff)},
                                       {"same", diff.variables.same},
                                       {"remarks", std::move(remarks)},
                                       {"variables", std::move(variables)},
                                       {"targets", std::move(targets)}});
}

}  // namespace proxyenv

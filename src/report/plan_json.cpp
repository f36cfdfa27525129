// SPDX-License-Identifier: Apache-2.0
#include "report/plan_json.hpp"

#include "report/json.hpp"

namespace proxyenv {

namespace json = boost::json;

std::string render_plan_json(const Plan& plan) {
  const auto text = [](std::string_view view) { return json::string(view.data(), view.size()); };
  json::array changes;
  for (const Change& change : plan.changes) {
    changes.push_back(json::object{{"variable", text(change.variable)},
                                   {"family", text(change.family)},
                                   {"action", text(to_string(change.action))},
                                   {"before", json_setting(change.before)},
                                   {"after", json_setting(change.after)},
                                   {"reason", text(to_string(change.reason))},
                                   {"detail", text(change.detail)}});
  }
  return render_json_line(json::object{{"schema", 1}, {"changes", std::move(changes)}});
}

}  // namespace proxyenv

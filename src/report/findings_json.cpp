// SPDX-License-Identifier: Apache-2.0
#include "report/findings_json.hpp"

#include <boost/json.hpp>

#include "text/display.hpp"

namespace proxyenv {

std::string render_findings_json(std::span<const Finding> findings) {
  namespace json = boost::json;
  const auto text = [](std::string_view view) { return json::string(escape_for_display(view)); };
  json::array list;
  for (const Finding& finding : findings) {
    const FindingRow& row = row_of(finding.kind);
    list.push_back(json::object{{"name", text(row.name)},
                                {"severity", text(to_string(row.severity))},
                                {"variable", text(finding.variable)},
                                {"message", text(finding.message)},
                                {"advice", text(row.advice)}});
  }
  return json::serialize(json::object{{"schema", 1}, {"findings", std::move(list)}}) + "\n";
}

}  // namespace proxyenv

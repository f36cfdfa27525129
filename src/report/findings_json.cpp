// SPDX-License-Identifier: Apache-2.0
#include "report/findings_json.hpp"

#include "report/json.hpp"

namespace proxyenv {

std::string render_findings_json(std::span<const Finding> findings) {
  namespace json = boost::json;
  json::array list;
  for (const Finding& finding : findings) {
    list.push_back(finding_object(parts_of(finding), "variable"));
  }
  return render_json_line(json::object{{"schema", 1}, {"findings", std::move(list)}});
}

}  // namespace proxyenv

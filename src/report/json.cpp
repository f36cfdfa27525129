// SPDX-License-Identifier: Apache-2.0
#include "report/json.hpp"

#include "text/display.hpp"

namespace proxyenv {

boost::json::string json_text(std::string_view text) {
  return boost::json::string(escape_for_display(text));
}

boost::json::value json_setting(const std::optional<SettingValue>& value) {
  if (!value) return nullptr;
  return boost::json::value(json_text(value->redacted()));
}

boost::json::object finding_object(const FindingParts& finding, std::string_view subject_name) {
  return {{"name", json_text(finding.name)},
          {"severity", json_text(to_string(finding.severity))},
          {subject_name, json_text(finding.subject)},
          {"message", json_text(finding.message)},
          {"advice", json_text(finding.advice)}};
}

std::string render_json_line(const boost::json::object& object) {
  return boost::json::serialize(object) + "\n";
}

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
#include "report/check_json.hpp"

#include "report/finding_line.hpp"
#include "report/json.hpp"

namespace proxyenv {

namespace {

namespace json = boost::json;

json::value text_or_null(std::string_view text) {
  return text.empty() ? json::value(nullptr) : json::value(json_text(text));
}

json::array edits_of(const CheckedFinding& checked) {
  json::array edits;
  for (const Edit& edit : checked.edits) {
    json::value value = edit.value ? json::value(json_text(*edit.value)) : json::value(nullptr);
    edits.push_back(json::object{{"variable", json_text(edit.name)}, {"value", std::move(value)}});
  }
  return edits;
}

json::object finding_of(const CheckedSource& source, const CheckedEnvironment& environment,
                        const CheckedFinding& checked) {
  json::object object = finding_object(parts_of(checked.finding), "variable");
  object["why"] = text_or_null(checked.finding.why);
  object["source"] = text_or_null(source.label);
  object["environment"] = text_or_null(environment.name);
  object["line"] = checked.line == 0 ? json::value(nullptr) : json::value(checked.line);
  if (!checked.value_file.empty()) {
    const json::value line =
        checked.value_line == 0 ? json::value(nullptr) : json::value(checked.value_line);
    object["value_at"] = json::object{{"file", json_text(checked.value_file)}, {"line", line}};
  }
  object["edits"] = edits_of(checked);
  object["anchor"] = json_text(anchor_of(checked.finding.kind));
  return object;
}

json::object source_of(const CheckedSource& source) {
  json::array environments;
  for (const CheckedEnvironment& each : source.environments) {
    environments.push_back(json::object{{"name", text_or_null(each.name)},
                                        {"entries", each.amount.entries},
                                        {"proxy_variables", each.amount.proxy_variables},
                                        {"unknown_values", each.amount.unknown_values}});
  }
  return {{"source", text_or_null(source.label)},
          {"format", text_or_null(source.format)},
          {"error", text_or_null(source.trouble)},
          {"environments", std::move(environments)}};
}

}  // namespace

std::string render_check_json(const CheckReport& report) {
  json::array findings;
  json::array sources;
  for (const CheckedSource& source : report.sources) {
    sources.push_back(source_of(source));
    for (const CheckedEnvironment& environment : source.environments) {
      for (const CheckedFinding& each : environment.findings) {
        if (!each.ignored) findings.push_back(finding_of(source, environment, each));
      }
    }
  }
  return render_json_line(json::object{{"schema", 1},
                                       {"findings", std::move(findings)},
                                       {"ignored", count(report).ignored},
                                       {"sources", std::move(sources)}});
}

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
#include "report/check_sarif.hpp"

#include <string_view>

#include "report/finding_line.hpp"
#include "report/json.hpp"
#include "text/ascii.hpp"
#include "text/hex.hpp"

namespace proxyenv {

namespace {

namespace json = boost::json;

json::object message(std::string_view text) {
  return {{"text", json_text(text)}};
}

// "two_words" as "Two words".
std::string title_of(std::string_view name) {
  std::string title(name);
  for (char& c : title) c = c == '_' ? ' ' : c;
  if (!title.empty() && ascii::is_lower(title[0]))
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

std::string_view level_of(Severity severity) {
  return to_string(severity);  // SARIF has the same words for its levels: note, warning, error
}

json::array rules() {
  json::array rules;
  for (const FindingRow& row : kFindings) {
    const std::string help =
        "What to do: " + std::string(row.advice) + ". More: " + anchor_of(row.kind);
    rules.push_back(json::object{
        {"id", json_text(row.name)},
        {"shortDescription", message(title_of(row.name))},
        {"help", message(help)},
        {"defaultConfiguration", json::object{{"level", json_text(level_of(row.severity))}}},
        {"properties",
         json::object{{"anchor", json_text(anchor_of(row.kind))},
                      {"problem.severity",
                       json_text(row.severity == Severity::note ? "recommendation"
                                                                : level_of(row.severity))}}}});
  }
  return rules;
}

// The path as a URI reference (RFC 3986): relative to the folder of the call, where it is relative.
std::string uri_of(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (ascii::is_alnum(c) || std::string_view("/-._~").find(c) != std::string_view::npos) {
      uri.push_back(c);
    } else {
      uri.push_back('%');
      text::append_hex(uri, static_cast<unsigned char>(c), 2);
    }
  }
  return uri;
}

json::object artifact(const CheckedSource& source, std::size_t line) {
  json::object physical{
      {"artifactLocation", json::object{{"uri", json_text(uri_of(source.path))}}}};
  if (line > 0) physical["region"] = json::object{{"startLine", line}};
  return physical;
}

json::array locations(const CheckedSource& source, const CheckedEnvironment& environment,
                      std::size_t line) {
  json::object location;
  if (!source.path.empty()) location["physicalLocation"] = artifact(source, line);
  std::string_view name = environment.name;
  if (name.empty() && source.path.empty()) name = source.name.empty() ? "environment" : source.name;
  if (!name.empty()) {
    location["logicalLocations"] = json::array{json::object{{"name", json_text(name)}}};
  }
  return {std::move(location)};
}

json::object result_of(const CheckedSource& source, const CheckedEnvironment& environment,
                       const CheckedFinding& checked) {
  const FindingParts parts = parts_of(checked.finding);
  std::string text;
  if (!environment.name.empty()) text.append(environment.name).append(": ");
  text.append(parts.message);
  if (!parts.why.empty()) text.append(" (").append(parts.why).append(")");
  text.append("; ").append(parts.advice);
  return {{"ruleId", json_text(parts.name)},
          {"ruleIndex", static_cast<std::size_t>(checked.finding.kind)},
          {"level", json_text(level_of(parts.severity))},
          {"message", message(text)},
          {"locations", locations(source, environment, checked.line)}};
}

json::object invocation(const CheckReport& report) {
  json::array notifications;
  for (const CheckedSource& source : report.sources) {
    if (source.trouble.empty()) continue;
    json::object notification{{"level", "error"}, {"message", message(source.trouble)}};
    if (!source.path.empty()) notification["locations"] = locations(source, {}, 0);
    notifications.push_back(std::move(notification));
  }
  return {{"executionSuccessful", notifications.empty()},
          {"toolExecutionNotifications", std::move(notifications)}};
}

}  // namespace

std::string render_check_sarif(const CheckReport& report) {
  json::array results;
  for (const CheckedSource& source : report.sources) {
    for (const CheckedEnvironment& environment : source.environments) {
      for (const CheckedFinding& each : environment.findings) {
        if (!each.ignored) results.push_back(result_of(source, environment, each));
      }
    }
  }
  const CheckCounts counts = count(report);
  json::object driver{
      {"name", "proxyenv"}, {"version", json_text(report.version)}, {"rules", rules()}};
  json::object run{{"tool", json::object{{"driver", std::move(driver)}}},
                   {"invocations", json::array{invocation(report)}},
                   {"results", std::move(results)},
                   {"properties", json::object{{"ignored", counts.ignored},
                                               {"environments", counts.environments},
                                               {"proxyVariables", counts.proxy_variables}}}};
  return render_json_line(json::object{{"$schema",
                                        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/"
                                        "os/schemas/sarif-schema-2.1.0.json"},
                                       {"version", "2.1.0"},
                                       {"runs", json::array{std::move(run)}}});
}

}  // namespace proxyenv

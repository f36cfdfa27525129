// SPDX-License-Identifier: Apache-2.0
#include "report/check_sarif.hpp"

#include <string_view>

#include "report/finding_line.hpp"
#include "report/json.hpp"
#include "text/ascii.hpp"
#include "text/hex.hpp"

namespace proxyenv {

namespace {

// The log is written as text: to build it from Boost's values costs three times the code.
std::string quoted(std::string_view text) {
  return boost::json::serialize(json_text(text));
}

std::string message(std::string_view text) {
  return "{\"text\":" + quoted(text) + "}";
}

// `,` between the members of a list.
void append_member(std::string& list, std::string_view member) {
  if (list.back() != '[') list.push_back(',');
  list.append(member);
}

// "two_words" as "Two words".
std::string title_of(std::string_view name) {
  std::string title(name);
  for (char& c : title) c = c == '_' ? ' ' : c;
  if (!title.empty() && ascii::is_lower(title.front())) {
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
  }
  return title;
}

std::string_view level_of(Severity severity) {
  return to_string(severity);  // SARIF has the same words for its levels: note, warning, error
}

std::string rule_of(const FindingRow& row) {
  const std::string anchor = anchor_of(row.kind);
  const std::string help = "What to do: " + std::string(row.advice) + ". More: " + anchor;
  std::string rule = "{\"id\":" + quoted(row.name);
  rule.append(",\"shortDescription\":").append(message(title_of(row.name)));
  rule.append(",\"help\":").append(message(help));
  rule.append(",\"defaultConfiguration\":{\"level\":").append(quoted(level_of(row.severity)));
  return rule.append("},\"properties\":{\"anchor\":").append(quoted(anchor)).append("}}");
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

std::string locations(const CheckedSource& source, std::string_view environment,
                      const FindingPlace& place) {
  std::string location = "[{";
  if (!place.path.empty()) {
    location.append("\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
    location.append(quoted(uri_of(place.path))).append("}");
    if (place.line > 0) {
      location.append(",\"region\":{\"startLine\":" + std::to_string(place.line) + "}");
    }
    location.append("}");
  }
  if (environment.empty() && source.path.empty()) {
    environment = source.name.empty() ? "environment" : std::string_view(source.name);
  }
  if (!environment.empty()) {
    if (!place.path.empty()) location.append(",");
    location.append("\"logicalLocations\":[{\"name\":").append(quoted(environment)).append("}]");
  }
  return location.append("}]");
}

std::string result_of(const CheckedSource& source, const CheckedEnvironment& environment,
                      const CheckedFinding& checked) {
  const FindingParts parts = parts_of(checked.finding);
  std::string text;
  if (!environment.name.empty()) text.append(environment.name).append(": ");
  text.append(parts.message);
  if (!parts.why.empty()) text.append(" (").append(parts.why).append(")");
  text.append("; ").append(parts.advice);
  std::string result = "{\"ruleId\":" + quoted(parts.name);
  result.append(",\"ruleIndex\":" + std::to_string(static_cast<std::size_t>(checked.finding.kind)));
  result.append(",\"level\":").append(quoted(level_of(parts.severity)));
  result.append(",\"message\":").append(message(text)).append(",\"locations\":");
  return result.append(locations(source, environment.name, place_of(source, checked))).append("}");
}

std::string notification_of(const CheckedSource& source) {
  std::string notification = "{\"level\":\"error\",\"message\":" + message(source.trouble);
  if (!source.path.empty()) {
    notification.append(",\"locations\":" + locations(source, {}, {source.path, 0}));
  }
  return notification.append("}");
}

}  // namespace

std::string render_check_sarif(const CheckReport& report) {
  std::string rules = "[";
  for (const FindingRow& row : kFindings) append_member(rules, rule_of(row));
  std::string results = "[";
  std::string notifications = "[";
  for (const CheckedSource& source : report.sources) {
    if (!source.trouble.empty()) append_member(notifications, notification_of(source));
    for (const CheckedEnvironment& environment : source.environments) {
      for (const CheckedFinding& each : environment.findings) {
        if (!each.ignored) append_member(results, result_of(source, environment, each));
      }
    }
  }
  const CheckCounts counts = count(report);
  std::string log =
      "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
      "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"proxyenv\",\"version\":";
  log.append(quoted(report.version)).append(",\"rules\":").append(rules);
  log.append("]}},\"invocations\":[{\"executionSuccessful\":");
  log.append(counts.unread == 0 ? "true" : "false");
  log.append(",\"toolExecutionNotifications\":").append(notifications);
  log.append("]}],\"results\":").append(results);
  log.append("],\"properties\":{\"ignored\":" + std::to_string(counts.ignored));
  log.append(",\"environments\":" + std::to_string(counts.environments));
  return log.append(",\"proxyVariables\":" + std::to_string(counts.proxy_variables) + "}}]}\n");
}

}  // namespace proxyenv

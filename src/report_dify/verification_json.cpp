// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "report_dify/verification.hpp"
#include "text/display.hpp"

namespace proxyenv {

namespace {

namespace json = boost::json;

json::string text(std::string_view view) {
  return json::string(escape_for_display(view));
}

json::string name_of(dify::Verdict verdict) {
  json::string name(dify::to_string(verdict));
  for (char& c : name) c = c == ' ' ? '_' : c;
  return name;
}

json::array texts(const std::vector<std::string>& list) {
  json::array array;
  for (const std::string& item : list) array.push_back(text(item));
  return array;
}

json::object host_object(const dify::HostReport& host) {
  json::object object{{"host", text(host.host)}, {"expected", host.listed ? "upstream" : "direct"}};
  for (std::size_t i = 0; i < dify::kWays; ++i) {
    const auto way = static_cast<dify::Way>(i);
    object[dify::to_string(way)] = host.tally.of(way);
  }
  object["verdict"] = name_of(host.verdict);
  return object;
}

json::object finding_object(const dify::VerifyFinding& finding) {
  const dify::VerifyFindingRow& row = dify::row_of(finding.kind);
  return {{"name", text(row.name)},
          {"severity", text(to_string(row.severity))},
          {"subject", text(finding.subject)},
          {"message", text(finding.message)},
          {"advice", text(finding.advice)}};
}

}  // namespace

std::string render_verification_json(const VerifyReport& report) {
  const dify::Expectation& expectation = *report.expectation;
  json::object object{{"schema", 1},
                      {"verified", dify::holds(report.findings)},
                      {"expected", json::object{{"upstream", text(expectation.upstream)},
                                                {"everything", expectation.everything},
                                                {"domains", texts(expectation.domains)},
                                                {"direct", texts(expectation.direct)}}}};
  if (report.log != nullptr) {
    const dify::LogTally& log = report.log->log;
    object["lines"] = json::object{
        {"access", log.access_lines}, {"messages", log.message_lines}, {"other", log.other_lines}};
    object["upstream_addresses"] = texts(log.upstream_addresses);
    json::array hosts;
    for (const dify::HostReport& host : report.log->hosts) hosts.push_back(host_object(host));
    object["hosts"] = std::move(hosts);
  }
  json::array findings;
  for (const dify::VerifyFinding& finding : report.findings) {
    findings.push_back(finding_object(finding));
  }
  object["findings"] = std::move(findings);
  return json::serialize(object) + "\n";
}

}  // namespace proxyenv

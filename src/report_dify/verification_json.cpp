// SPDX-License-Identifier: Apache-2.0
#include "report/json.hpp"
#include "report_dify/verification.hpp"
#include "report_dify/verify_finding_parts.hpp"

namespace proxyenv {

namespace {

namespace json = boost::json;

json::string name_of(dify::Verdict verdict) {
  json::string name(dify::to_string(verdict));
  for (char& c : name) c = c == ' ' ? '_' : c;
  return name;
}

json::array texts(const std::vector<std::string>& list) {
  json::array array;
  for (const std::string& item : list) array.push_back(json_text(item));
  return array;
}

json::object host_object(const dify::JudgedHost& host) {
  json::object object{{"host", json_text(host.host)},
                      {"expected", host.listed ? "upstream" : "direct"}};
  for (std::size_t i = 0; i < dify::kWays; ++i) {
    const auto way = static_cast<dify::Way>(i);
    object[dify::to_string(way)] = host.counts.of(way);
  }
  object["verdict"] = name_of(host.verdict);
  return object;
}

}  // namespace

std::string render_verification_json(const VerifyResult& result) {
  const dify::Expectation& expectation = result.expectation;
  json::object object{{"schema", 1},
                      {"verified", dify::holds(result.findings)},
                      {"expected", json::object{{"upstream", json_text(expectation.upstream)},
                                                {"everything", expectation.everything},
                                                {"domains", texts(expectation.domains)},
                                                {"direct", texts(expectation.direct)}}}};
  if (result.log) {
    const dify::LogCounts& log = result.log->counts;
    object["lines"] = json::object{
        {"access", log.access_lines}, {"messages", log.message_lines}, {"other", log.other_lines}};
    json::array stops;
    for (const dify::Stop& stop : log.stops) {
      const bool is_agent = stop.writer == dify::LogWriter::agent_ssrf_proxy;
      stops.push_back(json::object{
          {"squid", is_agent ? json_text("agent_ssrf_proxy") : json_text(expectation.squid)},
          {"death", dify::text_of(stop.message.death).name}});
    }
    object["stops"] = std::move(stops);
    object["upstream_addresses"] = texts(log.upstream_addresses);
    json::array hosts;
    for (const dify::JudgedHost& host : result.log->hosts) hosts.push_back(host_object(host));
    object["hosts"] = std::move(hosts);
  }
  json::array findings;
  for (const dify::VerifyFinding& finding : result.findings) {
    findings.push_back(finding_object(parts_of(finding), "subject"));
  }
  object["findings"] = std::move(findings);
  return render_json_line(object);
}

}  // namespace proxyenv

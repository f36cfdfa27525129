// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/verification.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "dify/verify/log_findings.hpp"
#include "dify/verify/unlisted_findings.hpp"

namespace proxyenv::dify {

namespace {

// In the order in which hosts are shown. Hosts of the same group keep their alphabetical order.
std::vector<JudgedHost> judge_hosts(std::map<std::string, HostCounts>&& hosts,
                                    const Expectation& expectation) {
  const ExpectedWays expected(expectation);
  const bool upstream_is_address = is_address(expectation.upstream);
  std::map<std::pair<Verdict, bool>, std::vector<JudgedHost>> places;
  for (auto& [host, counts] : hosts) {
    const bool listed = expected.should_use_upstream(host);
    const Verdict verdict = judge_host(counts, listed, upstream_is_address);
    const bool is_problem = listed || (verdict != Verdict::failed && verdict != Verdict::denied);
    const Verdict rank = is_problem ? std::min(verdict, Verdict::no_answer) : Verdict::no_answer;
    auto& place = places[{rank, !listed}];
    place.push_back({host, listed, std::move(counts), verdict});
  }
  std::vector<JudgedHost> judged;
  for (auto& [place, hosts_there] : places) {
    for (JudgedHost& one : hosts_there) judged.push_back(std::move(one));
  }
  return judged;
}

void append(std::vector<VerifyFinding>& findings, std::vector<VerifyFinding> more) {
  for (VerifyFinding& finding : more) findings.push_back(std::move(finding));
}

}  // namespace

Verification verify_log(LogCounts counts, const Expectation& expectation) {
  std::vector<JudgedHost> hosts = judge_hosts(std::exchange(counts.hosts, {}), expectation);
  const Wording wording(expectation.commands, expectation.squid);
  std::vector<VerifyFinding> findings;
  for (const JudgedHost& judged : hosts) {
    if (auto finding = explain_host(judged, expectation.upstream, wording)) {
      findings.push_back(*std::move(finding));
    }
  }
  append(findings, explain_stops(counts.stops, expectation));
  append(findings, explain_refused_clients(counts.refused_clients, wording));
  append(findings, explain_unlisted(hosts, wording));
  append(findings, explain_certificates(hosts, counts.certificate_lines));
  append(findings, explain_addresses(counts.upstream_addresses, expectation.upstream));
  append(findings, explain_absence(hosts, counts.access_lines, expectation.domains, wording));
  return {std::move(counts), std::move(hosts), std::move(findings)};
}

bool holds(std::span<const VerifyFinding> findings) {
  return std::none_of(findings.begin(), findings.end(), [](const VerifyFinding& finding) {
    return row_of(finding.kind).severity >= Severity::warning;
  });
}

}  // namespace proxyenv::dify

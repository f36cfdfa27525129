// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/log_findings.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace proxyenv::dify {

namespace {

using Kind = VerifyFindingKind;

// A plugin that ignores the variables never shows up in squid's log. So missing log lines must not
// look like success, and neither must an unknown peer.
bool shows_where_it_went(const JudgedHost& judged) {
  return judged.listed && judged.verdict != Verdict::no_answer &&
         judged.verdict != Verdict::unproven;
}

std::string domains_not_seen(std::span<const JudgedHost> hosts,
                             const std::vector<std::string>& domains) {
  const CoverIndex index(domains);
  std::unordered_set<std::string_view> seen;
  for (const JudgedHost& judged : hosts) {
    for (const std::string_view domain : index.entries_covering(judged.host)) seen.insert(domain);
  }
  std::string missing;
  for (const std::string& domain : domains) {
    if (!seen.contains(domain)) missing.append(missing.empty() ? "" : ", ").append(domain);
  }
  return missing;
}

}  // namespace

std::vector<VerifyFinding> explain_stops(std::span<const Stop> stops) {
  std::vector<VerifyFinding> findings;
  for (const Stop& stop : stops) {
    const std::string squid =
        stop.writer == LogWriter::agent_ssrf_proxy ? "agent_ssrf_proxy" : "ssrf_proxy";
    if (stop.message.kind == SquidMessageKind::fatal) {
      findings.push_back({Kind::squid_stopped, squid,
                          "squid stopped with a fatal error: " + stop.message.detail,
                          "run dify init again; docker compose logs " + squid +
                              " shows the error (do not paste it: it may hold the upstream's "
                              "password)"});
    } else if (stop.message.kind == SquidMessageKind::entrypoint_gave_up) {
      findings.push_back({Kind::squid_stopped, squid,
                          "squid was not started: the mounted entrypoint does not know this "
                          "release's configuration",
                          "run dify init again, with the newest proxyenv"});
    }
  }
  return findings;
}

std::vector<VerifyFinding> explain_addresses(std::span<const std::string> addresses,
                                             const std::string& upstream) {
  constexpr std::size_t kMostShown = 8;
  if (addresses.size() < 2) return {};
  std::string shown;
  for (std::size_t i = 0; i < std::min(addresses.size(), kMostShown); ++i) {
    shown.append(i == 0 ? "" : ", ").append(addresses[i]);
  }
  if (addresses.size() > kMostShown) shown.append(" ...");
  return {{Kind::several_upstreams, upstream,
           "the upstream " + upstream + " is known by name alone, and tunnels went to " +
               std::to_string(addresses.size()) + " addresses (" + shown +
               "): one may be that of another parent",
           "give dify init the upstream's address, or see that Dify's template has no cache_peer "
           "of its own"}};
}

std::vector<VerifyFinding> explain_absence(std::span<const JudgedHost> hosts,
                                           std::size_t access_lines,
                                           const Expectation& expectation) {
  if (std::none_of(hosts.begin(), hosts.end(), shows_where_it_went)) {
    return {{Kind::nothing_verified, "log",
             access_lines == 0
                 ? "there is no line of squid's access log: nothing went through it yet, or this "
                   "is another log (where Compose or kubectl says who wrote a line, only those of "
                   "one Dify's ssrf_proxy count)"
                 : "no request for a listed host shows where it went, so nothing is proven",
             "use a listed provider once, wait, and look again: a tunnel is logged when it closes, "
             "which may take minutes; if no line comes, the process does not use ssrf_proxy"}};
  }
  const std::string missing = domains_not_seen(hosts, expectation.domains);
  if (missing.empty()) return {};
  return {{Kind::listed_not_seen, "log", "not asked for in this log: " + missing,
           "that is no fault; a tunnel is logged when it closes"}};
}

}  // namespace proxyenv::dify

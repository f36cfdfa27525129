// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/log_findings.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "dify/verify/cause_text.hpp"

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
  constexpr std::size_t kMostShown = 8;
  std::string missing;
  std::size_t count = 0;
  for (const std::string& domain : domains) {
    if (seen.contains(domain) || ++count > kMostShown) continue;
    missing.append(count == 1 ? "" : ", ").append(domain);
  }
  if (count > kMostShown) {
    missing.append(" and ").append(std::to_string(count - kMostShown)).append(" more");
  }
  return missing;
}

// A server's half of a TLS handshake has a certificate, and so at least some 500 bytes; chains
// seldom make it more than 8 KiB. Clients that refuse it leave all their tunnels at the same byte.
bool ends_with_handshakes(const HostCounts& counts) {
  constexpr std::size_t kFewestTunnels = 3;
  constexpr std::uint64_t kShortest = 500;
  constexpr std::uint64_t kLongest = 8192;
  return counts.tunnels >= kFewestTunnels && counts.tunnel_bytes >= kShortest &&
         counts.tunnel_bytes <= kLongest;
}

}  // namespace

std::vector<VerifyFinding> explain_stops(std::span<const Stop> stops,
                                         const Expectation& expectation) {
  std::vector<VerifyFinding> findings;
  for (const Stop& stop : stops) {
    const std::string squid =
        stop.writer == LogWriter::agent_ssrf_proxy ? "agent_ssrf_proxy" : expectation.squid;
    const DeathText& text = text_of(stop.message.death);
    std::string message =
        stop.message.death == Death::layout_unknown ? "squid was not started: " : "squid stopped: ";
    message.append(text.sentence);
    if (!stop.message.detail.empty()) message.append(" (").append(stop.message.detail).append(")");
    findings.push_back({Kind::squid_stopped, squid, std::move(message),
                        Wording(expectation.commands, squid).of(text.advice)});
  }
  return findings;
}

std::vector<VerifyFinding> explain_refused_clients(const std::set<std::string>& clients,
                                                   const Wording& wording) {
  if (clients.empty()) return {};
  std::string shown;
  for (const std::string& client : clients) shown.append(shown.empty() ? "" : ", ").append(client);
  return {
      {Kind::client_refused, *clients.begin(),
       "squid does not take requests from " + shown +
           ": its client_localnet holds private networks alone (10.0.0.0/8, 172.16.0.0/12, "
           "192.168.0.0/16 and the like), and these containers have other addresses",
       wording.of(
           "give Docker a private range (default-address-pools in /etc/docker/daemon.json, or ipam "
           "of the networks in an override), then {compose} down and {up}; on "
           "Kubernetes let squid's configuration allow the network of the pods")}};
}

std::vector<VerifyFinding> explain_certificates(std::span<const JudgedHost> hosts,
                                                std::size_t lines) {
  constexpr std::string_view kAdvice =
      "if a proxy inspects TLS, its certificate authority must be known in the containers: mount a "
      "bundle with it, and set SSL_CERT_FILE and REQUESTS_CA_BUNDLE in api, worker and "
      "plugin_daemon, which passes both on to plugins";
  std::vector<VerifyFinding> findings;
  if (lines > 0) {
    findings.push_back({Kind::certificate_refused, "log",
                        "a client says " + times(lines) + " that it does not trust a certificate",
                        std::string(kAdvice)});
  }
  for (const JudgedHost& judged : hosts) {
    if (!judged.listed || !ends_with_handshakes(judged.counts)) continue;
    findings.push_back({Kind::certificate_refused, judged.host,
                        "each of the " + std::to_string(judged.counts.tunnels) + " tunnels to " +
                            judged.host + " carried " + std::to_string(judged.counts.tunnel_bytes) +
                            " bytes to its client: so it looks where clients do not trust the "
                            "certificate and leave, though short answers may look alike",
                        "look at the client's own error; " + std::string(kAdvice)});
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
                                           const std::vector<std::string>& domains,
                                           const Wording& wording) {
  if (std::none_of(hosts.begin(), hosts.end(), shows_where_it_went)) {
    return {
        {Kind::nothing_verified, "log",
         wording.of(
             access_lines == 0
                 ? "there is no line of squid's access log: nothing went through it yet, or this "
                   "is another log (where Compose or kubectl says who wrote a line, only those of "
                   "one Dify's {squid} count)"
                 : "no request for a listed host shows where it went, so nothing is proven"),
         wording.of(
             "use a listed provider once, wait, and look again: a tunnel is logged when it closes, "
             "which may take minutes; if no line comes, the process does not use {squid}")}};
  }
  const std::string missing = domains_not_seen(hosts, domains);
  if (missing.empty()) return {};
  return {{Kind::listed_not_seen, "log", "not asked for in this log: " + missing,
           "that is no fault; a tunnel is logged when it closes"}};
}

}  // namespace proxyenv::dify

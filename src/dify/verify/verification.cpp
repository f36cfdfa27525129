// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/verification.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace proxyenv::dify {

namespace {

constexpr std::string_view kUp = "docker compose up -d --force-recreate ssrf_proxy";

Verdict judge_listed(const Tally& tally, bool upstream_is_address) {
  // An attempt to go direct is one, also where it failed.
  if (tally.of(Way::direct) > 0 || tally.causes.contains(Cause::host_unreachable)) {
    return Verdict::went_direct;
  }
  if (tally.causes.contains(Cause::other_peer_failed) ||
      (tally.of(Way::other_peer) > 0 && upstream_is_address)) {
    return Verdict::other_peer;
  }
  if (tally.of(Way::failed) > 0) return Verdict::failed;
  if (tally.of(Way::denied) > 0) return Verdict::denied;
  if (tally.of(Way::other_peer) > 0) return Verdict::unproven;
  return tally.of(Way::upstream) > 0 ? Verdict::as_configured : Verdict::no_answer;
}

Verdict judge_unlisted(const Tally& tally) {
  // An attempt counts, also where it failed.
  if (tally.of(Way::upstream) > 0 || tally.failed_at_upstream > 0) return Verdict::through_upstream;
  if (tally.foreign_tunnels > 0) return Verdict::other_peer;
  // The sandbox's own port is a peer, too; refusing is the SSRF guard's work.
  return tally.of(Way::direct) > 0 ? Verdict::as_configured : Verdict::not_judged;
}

struct CauseText {
  Cause cause;
  std::string_view sentence;
  std::string_view advice;
};
constexpr std::array<CauseText, 11> kCauses = {{
    {Cause::upstream_unreachable, "squid could not connect to the upstream",
     "let the upstream listen on an address that containers reach (not 127.0.0.1), open the "
     "firewall for its port, and check host and port given to dify init"},
    {Cause::upstream_answered_error, "the connection broke at the upstream, or behind it",
     "ask the upstream for the host from the same machine (curl -v -x UPSTREAM https://HOST); its "
     "own log says why"},
    {Cause::upstream_wants_password, "the upstream wants a user and a password (407)",
     "run dify init again with the upstream's URL, credentials included, from standard input or a "
     "file"},
    {Cause::upstream_refused, "the upstream refused the host (403 or the like)",
     "let the upstream's own rules allow the host"},
    {Cause::no_living_upstream, "squid holds the upstream for dead and may not go direct",
     "start the upstream, and check host and port given to dify init; a name that could not be "
     "looked up when squid started needs a restart of ssrf_proxy"},
    {Cause::name_unknown, "squid found no address for the name",
     "check the name servers of the ssrf_proxy container"},
    {Cause::host_unreachable, "squid went to the host directly, and it did not answer", ""},
    {Cause::other_peer_failed, "squid went to another peer, and it failed", ""},
    {Cause::port_denied, "CONNECT to a port other than 443 is refused in every release of Dify",
     "use port 443, or exempt an endpoint of the intranet with dify init --exempt"},
    {Cause::guard_denied, "the SSRF guard refused it: the name has a private address here",
     "check what name server answers inside ssrf_proxy, and that the domain was listed when "
     "ssrf_proxy was created"},
    {Cause::invalid_request, "squid found the request invalid", "look at what sent it"},
}};

constexpr const CauseText& text_of(Cause cause) {
  return kCauses[static_cast<std::size_t>(cause)];
}

std::string times(std::size_t count) {
  return count == 1 ? "once" : count == 2 ? "twice" : std::to_string(count) + " times";
}

std::size_t total(const Tally& tally) {
  std::size_t sum = 0;
  for (const std::size_t count : tally.ways) sum += count;
  return sum;
}

// "x failed 3 of 5 times: a (twice), b (once)", and the advice for the commonest cause.
VerifyFinding explain_causes(VerifyFindingKind kind, const HostReport& report, Way way) {
  std::string causes;
  std::size_t most = 0;
  std::string_view advice;
  for (const auto& [cause, count] : report.tally.causes) {
    const bool is_refusal = cause >= Cause::port_denied;
    if (is_refusal != (way == Way::denied)) continue;
    causes.append(causes.empty() ? "" : ", ").append(text_of(cause).sentence);
    causes.append(" (").append(times(count)).append(")");
    if (count > most) {
      most = count;
      advice = text_of(cause).advice;
    }
  }
  const std::string what = way == Way::failed ? " failed " : " was denied ";
  return {kind, report.host,
          report.host + what + std::to_string(report.tally.of(way)) + " of " +
              std::to_string(total(report.tally)) + " times: " + causes,
          std::string(advice)};
}

std::optional<VerifyFinding> explain(const HostReport& report, const std::string& upstream) {
  using Kind = VerifyFindingKind;
  const std::string& host = report.host;
  switch (report.verdict) {
    case Verdict::went_direct: {
      const std::size_t attempts =
          report.tally.of(Way::direct) + report.tally.of(Cause::host_unreachable);
      return VerifyFinding{Kind::listed_direct, host,
                           host + " is listed and went direct " + times(attempts) +
                               ": the squid that wrote this log does not have the present list",
                           "run " + std::string(kUp) +
                               ", then look at new lines alone (docker "
                               "compose logs --since 5m ssrf_proxy)"};
    }
    case Verdict::other_peer:
      if (!report.listed) {
        return VerifyFinding{
            Kind::unlisted_other_peer, host,
            host + " is not listed and went to a peer other than the upstream " + upstream + " " +
                times(report.tally.foreign_tunnels) +
                ": squid has a second parent, or an older one",
            "remove other cache_peer lines from Dify's template, then run " + std::string(kUp)};
      }
      return VerifyFinding{
          Kind::listed_other_peer, host,
          host + " is listed and went to a peer other than the upstream " + upstream + " " +
              times(report.tally.of(Way::other_peer) + report.tally.of(Cause::other_peer_failed)) +
              ": an older upstream, or the sandbox of a template without access rules",
          "remove other cache_peer lines from Dify's template, then run " + std::string(kUp)};
    case Verdict::through_upstream:
      return VerifyFinding{
          Kind::unlisted_upstream, host,
          host + " is not listed and went to the upstream " +
              times(report.tally.of(Way::upstream) + report.tally.failed_at_upstream) +
              ": the squid that wrote this log has another list",
          "list it, or run " + std::string(kUp)};
    case Verdict::failed:
      return explain_causes(Kind::listed_failed, report, Way::failed);
    case Verdict::denied:
      return explain_causes(Kind::listed_denied, report, Way::denied);
    case Verdict::unproven:
      return VerifyFinding{
          Kind::peer_unproven, host,
          host +
              " went through a peer whose address is not known to be the upstream's: the "
              "upstream has a name, and no tunnel to port 443 has told its address yet",
          "ask for a listed host over https, then look again"};
    case Verdict::no_answer:
      if (report.tally.of(Way::unanswered) == 0) break;
      return VerifyFinding{
          Kind::listed_unanswered, host,
          host + " was asked for, and the client left before squid had an answer " +
              times(report.tally.of(Way::unanswered)) + ": nothing shows where it went",
          "look how long the client waits: an address that never answers looks "
          "like this"};
    case Verdict::as_configured:
    case Verdict::not_judged:
      break;
  }
  return std::nullopt;
}

void explain_stops(const std::vector<Stop>& stops, std::vector<VerifyFinding>& findings) {
  for (const Stop& stop : stops) {
    const std::string squid =
        stop.writer == LogWriter::agent_ssrf_proxy ? "agent_ssrf_proxy" : "ssrf_proxy";
    if (stop.message.kind == SquidMessageKind::fatal) {
      findings.push_back({VerifyFindingKind::squid_stopped, squid,
                          "squid stopped with a fatal error: " + stop.message.detail,
                          "run dify init again; docker compose logs " + squid +
                              " shows the error (do not paste it: it may hold the upstream's "
                              "password)"});
    } else if (stop.message.kind == SquidMessageKind::entrypoint_gave_up) {
      findings.push_back({VerifyFindingKind::squid_stopped, squid,
                          "squid was not started: the mounted entrypoint does not know this "
                          "release's configuration",
                          "run dify init again, with the newest proxyenv"});
    }
  }
}

// Where the upstream has a name, an address of another parent's cannot be told from one of its own.
void explain_addresses(const std::vector<std::string>& addresses, const std::string& upstream,
                       std::vector<VerifyFinding>& findings) {
  constexpr std::size_t kMostShown = 8;
  if (addresses.size() < 2) return;
  std::string shown;
  for (std::size_t i = 0; i < std::min(addresses.size(), kMostShown); ++i) {
    shown.append(i == 0 ? "" : ", ").append(addresses[i]);
  }
  if (addresses.size() > kMostShown) shown.append(" ...");
  findings.push_back(
      {VerifyFindingKind::several_upstreams, upstream,
       "the upstream " + upstream + " is known by name alone, and tunnels went to " +
           std::to_string(addresses.size()) + " addresses (" + shown +
           "): one may be that of another parent",
       "give dify init the upstream's address, or see that Dify's template has no cache_peer of "
       "its own"});
}

void explain_absence(const Verification& verification, const Expectation& expectation,
                     std::vector<VerifyFinding>& findings) {
  // A plugin that ignores the variables never shows up here: silence must not read as success, nor
  // must a peer of whom nobody knows who it is.
  const bool seen =
      std::any_of(verification.hosts.begin(), verification.hosts.end(), [](const auto& report) {
        return report.listed && report.verdict != Verdict::no_answer &&
               report.verdict != Verdict::unproven;
      });
  if (!seen) {
    findings.push_back(
        {VerifyFindingKind::nothing_verified, "log",
         verification.log.access_lines == 0
             ? "there is no line of squid's access log: nothing went through it yet, or this is "
               "another log (lines that Compose marks as another service's do not count)"
             : "no request for a listed host shows where it went, so nothing is proven",
         "use a listed provider once, wait, and look again: a tunnel is logged when it closes, "
         "which may take minutes; if no line comes, the process does not use ssrf_proxy"});
    return;
  }
  std::string missing;
  for (const std::string& domain : expectation.domains) {
    const bool matched =
        std::any_of(verification.hosts.begin(), verification.hosts.end(),
                    [&](const HostReport& report) { return is_covered(report.host, {domain}); });
    if (!matched) missing.append(missing.empty() ? "" : ", ").append(domain);
  }
  if (!missing.empty()) {
    findings.push_back({VerifyFindingKind::listed_not_seen, "log",
                        "not asked for in this log: " + missing,
                        "that is no fault; a tunnel is logged when it closes"});
  }
}

}  // namespace

bool holds(std::span<const VerifyFinding> findings) {
  return std::none_of(findings.begin(), findings.end(), [](const VerifyFinding& finding) {
    return row_of(finding.kind).severity >= Severity::warning;
  });
}

Verification verify_log(LogTally log, const Expectation& expectation) {
  Verification verification;
  verification.log = std::move(log);
  const bool upstream_is_address = is_address(expectation.upstream);
  for (auto& [host, tally] : verification.log.hosts) {
    HostReport report{host, should_use_upstream(host, expectation), std::move(tally), {}};
    report.verdict = report.listed ? judge_listed(report.tally, upstream_is_address)
                                   : judge_unlisted(report.tally);
    verification.hosts.push_back(std::move(report));
  }
  verification.log.hosts.clear();
  // Verdicts stand in order of their weight; the map has the hosts in alphabetical order.
  const auto weight = [](const HostReport& report) {
    const bool is_wrong = report.verdict < Verdict::no_answer;
    return std::pair(is_wrong ? report.verdict : Verdict::no_answer, !report.listed);
  };
  std::stable_sort(verification.hosts.begin(), verification.hosts.end(),
                   [&](const HostReport& a, const HostReport& b) { return weight(a) < weight(b); });
  for (const HostReport& report : verification.hosts) {
    if (auto finding = explain(report, expectation.upstream)) {
      verification.findings.push_back(*std::move(finding));
    }
  }
  explain_stops(verification.log.stops, verification.findings);
  explain_addresses(verification.log.upstream_addresses, expectation.upstream,
                    verification.findings);
  explain_absence(verification, expectation, verification.findings);
  return verification;
}

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, 9> kNames = {
      "went direct", "another peer", "through the upstream", "failed",    "denied",
      "not proven",  "no answer",    "as configured",        "not judged"};
  return kNames[static_cast<std::size_t>(verdict)];
}

}  // namespace proxyenv::dify

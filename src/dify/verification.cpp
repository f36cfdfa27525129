// SPDX-License-Identifier: Apache-2.0
#include "dify/verification.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "core/ascii.hpp"

namespace proxyenv::dify {

namespace {

constexpr std::string_view kUp = "docker compose up -d --force-recreate ssrf_proxy";

// The address in its one canonical spelling, an IPv4-mapped one as IPv4; nothing for a name.
std::optional<std::string> canonical_address(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const std::string host(text);
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  std::array<char, INET6_ADDRSTRLEN> canonical{};
  if (inet_pton(AF_INET, host.c_str(), bytes.data()) == 1) {
    return inet_ntop(AF_INET, bytes.data(), canonical.data(), canonical.size());
  }
  if (inet_pton(AF_INET6, host.c_str(), bytes.data()) != 1) return std::nullopt;
  constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::equal(kMapped.begin(), kMapped.end(), bytes.begin())) {
    return inet_ntop(AF_INET, bytes.data() + kMapped.size(), canonical.data(), canonical.size());
  }
  return inet_ntop(AF_INET6, bytes.data(), canonical.data(), canonical.size());
}

bool same_address(std::string_view a, std::string_view b) {
  const auto left = canonical_address(a);
  return left && left == canonical_address(b);
}

// A peer with `originserver` (the sandbox) is never sent a CONNECT, save to its own port (squid 5
// and 6, src/neighbors.cc, peerAllowedToUse): a tunnel to 443 is what tells the upstream's address
// where only its name is known.
bool proves_upstream(const AccessRecord& record) {
  return record.hierarchy == Hierarchy::peer && record.method == "CONNECT" && record.port == 443 &&
         !record.server.empty();
}

struct Judgement {
  Way way;
  std::optional<Cause> cause;
};

Judgement judge_refusal(const AccessRecord& record) {
  if (record.method == "CONNECT" && record.port && record.port != 443) {
    return {Way::denied, Cause::port_denied};
  }
  return {Way::denied, Cause::guard_denied};
}

// Squid itself answered.
Judgement judge_own_answer(const AccessRecord& record, bool listed) {
  if (record.status >= 500) {
    return {Way::failed, listed ? Cause::no_living_upstream : Cause::name_unknown};
  }
  if (record.status >= 400) return {Way::denied, Cause::invalid_request};
  return {Way::cached, std::nullopt};
}

// What a status says that came through a peer or from the host. On CONNECT every status but 2xx is
// an answer of the proxies; else 4xx and 500 are the host's own business.
std::optional<Cause> failure(const AccessRecord& record) {
  const bool connect = record.method == "CONNECT";
  const bool gateway_error = record.status >= 502 && record.status <= 504;
  if (record.hierarchy == Hierarchy::direct) {
    return (connect && record.status >= 400) || gateway_error
               ? std::optional(Cause::host_unreachable)
               : std::nullopt;
  }
  if (record.status == 407) return Cause::upstream_wants_password;
  // Squid 5 logs NONE_NONE where the connection to the peer failed; squid 6 TCP_TUNNEL, as it does
  // where the peer answered.
  if (connect && record.status >= 500) {
    return record.tag.starts_with("NONE") ? Cause::upstream_unreachable
                                          : Cause::upstream_answered_error;
  }
  if (connect && record.status >= 400) return Cause::upstream_refused;
  if (gateway_error) return Cause::upstream_answered_error;
  return std::nullopt;
}

Judgement judge(const AccessRecord& record, bool listed,
                const std::vector<std::string>& upstream_addresses) {
  if (record.tag.find("DENIED") != std::string::npos) return judge_refusal(record);
  // The client left first. `*_ABORTED` with a status is a normal end.
  if (record.status == 0) return {Way::unanswered, std::nullopt};
  if (record.hierarchy == Hierarchy::none) return judge_own_answer(record, listed);
  if (const auto cause = failure(record)) return {Way::failed, cause};
  if (record.hierarchy == Hierarchy::direct) return {Way::direct, std::nullopt};
  const bool is_upstream =
      std::any_of(upstream_addresses.begin(), upstream_addresses.end(),
                  [&](const std::string& address) { return same_address(address, record.server); });
  return {is_upstream ? Way::upstream : Way::other_peer, std::nullopt};
}

// A squid that answers has started since.
void forget_stops(std::vector<SquidMessage>& messages) {
  std::erase_if(messages, [](const SquidMessage& message) {
    return message.kind == SquidMessageKind::fatal ||
           message.kind == SquidMessageKind::entrypoint_gave_up;
  });
}

// Calls `take` with each line, without its newline.
template <class Take>
void for_each_line(std::string_view text, Take take) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    take(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

// Where only a name is known the whole log is read for the address first: a request may stand in
// front of the tunnel that tells it.
std::vector<std::string> find_upstream(std::string_view log, const Expectation& expectation) {
  if (canonical_address(expectation.upstream)) return {expectation.upstream};
  std::set<std::string> proven;
  for_each_line(log, [&](std::string_view text) {
    const LogLine line = parse_log_line(text);
    const auto* record = std::get_if<AccessRecord>(&line);
    if (record != nullptr && proves_upstream(*record)) proven.insert(record->server);
  });
  return {proven.begin(), proven.end()};
}

// Inside a company's network such hosts are often exempt by their address: no word on those.
bool is_internal(std::string_view host) {
  return host.find('.') == std::string_view::npos || canonical_address(host).has_value();
}

bool should_use_upstream(std::string_view host, const Expectation& expectation) {
  if (expectation.everything) {
    return !is_covered(host, expectation.direct) && !is_internal(host);
  }
  return is_covered(host, expectation.domains);
}

Verdict judge_listed(const Tally& tally, bool upstream_is_address) {
  // An attempt to go direct is one, also where it failed.
  if (tally.of(Way::direct) > 0 || tally.causes.contains(Cause::host_unreachable)) {
    return Verdict::went_direct;
  }
  if (tally.of(Way::other_peer) > 0 && upstream_is_address) return Verdict::other_peer;
  if (tally.of(Way::failed) > 0) return Verdict::failed;
  if (tally.of(Way::denied) > 0) return Verdict::denied;
  if (tally.of(Way::other_peer) > 0) return Verdict::unproven;
  return tally.of(Way::upstream) > 0 ? Verdict::as_configured : Verdict::no_answer;
}

Verdict judge_unlisted(const std::string& host, const Tally& tally,
                       const Expectation& expectation) {
  if (expectation.everything && is_internal(host)) return Verdict::not_judged;
  if (tally.of(Way::upstream) > 0) return Verdict::through_upstream;
  // The sandbox's own port is a peer, too; refusing is the SSRF guard's work.
  return tally.of(Way::direct) > 0 ? Verdict::as_configured : Verdict::not_judged;
}

struct CauseText {
  Cause cause;
  std::string_view sentence;
  std::string_view advice;
};
constexpr std::array<CauseText, 10> kCauses = {{
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
      const auto failed = report.tally.causes.find(Cause::host_unreachable);
      const std::size_t attempts =
          report.tally.of(Way::direct) + (failed == report.tally.causes.end() ? 0 : failed->second);
      return VerifyFinding{Kind::listed_direct, host,
                           host + " is listed and went direct " + times(attempts) +
                               ": the squid that wrote this log does not have the present list",
                           "run " + std::string(kUp) +
                               ", then look at new lines alone (docker "
                               "compose logs --since 5m ssrf_proxy)"};
    }
    case Verdict::other_peer:
      return VerifyFinding{
          Kind::listed_other_peer, host,
          host + " is listed and went to a peer other than the upstream " + upstream + " " +
              times(report.tally.of(Way::other_peer)) +
              ": an older upstream, or the sandbox of a template without access rules",
          "remove other cache_peer lines from Dify's template, then run " + std::string(kUp)};
    case Verdict::through_upstream:
      return VerifyFinding{Kind::unlisted_upstream, host,
                           host + " is not listed and went through the upstream " +
                               times(report.tally.of(Way::upstream)) +
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
    case Verdict::as_configured:
    case Verdict::not_judged:
      break;
  }
  return std::nullopt;
}

void explain_stops(const std::vector<SquidMessage>& messages,
                   std::vector<VerifyFinding>& findings) {
  for (const SquidMessage& message : messages) {
    if (message.kind == SquidMessageKind::fatal) {
      findings.push_back({VerifyFindingKind::squid_stopped, "ssrf_proxy",
                          "squid stopped with a fatal error: " + message.detail,
                          "run dify init again; docker compose logs ssrf_proxy shows the error "
                          "(do not paste it: it may hold the upstream's password)"});
    } else if (message.kind == SquidMessageKind::entrypoint_gave_up) {
      findings.push_back({VerifyFindingKind::squid_stopped, "ssrf_proxy",
                          "squid was not started: the mounted entrypoint does not know this "
                          "release's configuration",
                          "run dify init again, with the newest proxyenv"});
    }
  }
}

void explain_absence(const Verification& verification, const Expectation& expectation,
                     std::vector<VerifyFinding>& findings) {
  // A plugin that ignores the variables never shows up here: silence must not read as success.
  const bool seen = std::any_of(verification.hosts.begin(), verification.hosts.end(),
                                [](const HostReport& report) {
                                  return report.listed && report.verdict != Verdict::no_answer;
                                });
  if (!seen) {
    findings.push_back(
        {VerifyFindingKind::nothing_verified, "log",
         verification.log.access_lines == 0
             ? "there is no line of squid's access log: nothing went through it yet, or this is "
               "another log"
             : "no listed host was asked for, so nothing is proven",
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

bool is_covered(std::string_view host, const std::vector<std::string>& domains) {
  return std::any_of(domains.begin(), domains.end(), [&](const std::string& domain) {
    if (!domain.starts_with('.')) return host == domain;
    return domain.size() > 1 && (host.ends_with(domain) || host == domain.substr(1));
  });
}

LogTally count_log(std::string_view log, const Expectation& expectation) {
  LogTally tally;
  tally.upstream_addresses = find_upstream(log, expectation);
  for_each_line(log, [&](std::string_view text) {
    LogLine line = parse_log_line(text);
    if (const auto* record = std::get_if<AccessRecord>(&line)) {
      ++tally.access_lines;
      forget_stops(tally.messages);
      if (record->host.empty()) return;
      const Judgement judgement =
          judge(*record, should_use_upstream(record->host, expectation), tally.upstream_addresses);
      Tally& host = tally.hosts[record->host];
      ++host.ways[static_cast<std::size_t>(judgement.way)];
      if (judgement.cause) ++host.causes[*judgement.cause];
    } else if (auto* message = std::get_if<SquidMessage>(&line)) {
      ++tally.message_lines;
      if (std::find(tally.messages.begin(), tally.messages.end(), *message) ==
          tally.messages.end()) {
        tally.messages.push_back(std::move(*message));
      }
    } else if (!ascii::trimmed(text).empty()) {
      ++tally.other_lines;
    }
  });
  return tally;
}

bool holds(std::span<const VerifyFinding> findings) {
  return std::none_of(findings.begin(), findings.end(), [](const VerifyFinding& finding) {
    return row_of(finding.kind).severity >= Severity::warning;
  });
}

Verification verify_log(std::string_view log, const Expectation& expectation) {
  Verification verification;
  verification.log = count_log(log, expectation);
  const bool upstream_is_address = canonical_address(expectation.upstream).has_value();
  for (auto& [host, tally] : verification.log.hosts) {
    HostReport report{host, should_use_upstream(host, expectation), std::move(tally), {}};
    report.verdict = report.listed ? judge_listed(report.tally, upstream_is_address)
                                   : judge_unlisted(host, report.tally, expectation);
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
  explain_stops(verification.log.messages, verification.findings);
  explain_absence(verification, expectation, verification.findings);
  return verification;
}

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, 9> kNames = {
      "went direct", "another peer", "through the upstream", "failed",    "denied",
      "not proven",  "no answer",    "as configured",        "not judged"};
  return kNames[static_cast<std::size_t>(verdict)];
}

std::string_view to_string(Way way) {
  constexpr std::array<std::string_view, kWays> kNames = {
      "upstream", "direct", "failed", "denied", "other_peer", "cached", "unanswered"};
  return kNames[static_cast<std::size_t>(way)];
}

}  // namespace proxyenv::dify

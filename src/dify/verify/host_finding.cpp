// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/host_finding.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace proxyenv::dify {

namespace {

using Kind = VerifyFindingKind;

// --- Verdicts ---

using Count = std::size_t (*)(const HostCounts& counts);

std::size_t direct_attempts(const HostCounts& counts) {
  return counts.of(Way::direct) + counts.of(Cause::host_unreachable);
}

std::size_t other_peer_attempts(const HostCounts& counts) {
  return counts.of(Way::other_peer) + counts.of(Cause::other_peer_failed);
}

std::size_t foreign_tunnels(const HostCounts& counts) {
  return counts.foreign_tunnels;
}

std::size_t upstream_attempts(const HostCounts& counts) {
  return counts.of(Way::upstream) + counts.failed_at_upstream;
}

std::size_t other_peer_answers(const HostCounts& counts) {
  return counts.of(Way::other_peer);
}

std::size_t unanswered(const HostCounts& counts) {
  return counts.of(Way::unanswered);
}

// {host}, {upstream}, {times} and {recreate} are replaced. There is no finding if the count is 0.
struct VerdictText {
  Verdict verdict;
  bool listed;
  Kind kind;
  Count count;  // what {times} counts
  std::string_view sentence;
  std::string_view advice;
};

// clang-format off
constexpr std::array<VerdictText, 6> kVerdicts = {{
    {Verdict::went_direct, true, Kind::listed_direct, direct_attempts,
     "{host} is listed and went direct {times}: the squid that wrote this log does not have the "
     "present list",
     "run {recreate}, then look at new lines alone (docker compose logs --since 5m ssrf_proxy)"},
    {Verdict::other_peer, true, Kind::listed_other_peer, other_peer_attempts,
     "{host} is listed and went to a peer other than the upstream {upstream} {times}: an older "
     "upstream, or the sandbox of a template without access rules",
     "remove other cache_peer lines from Dify's template, then run {recreate}"},
    {Verdict::other_peer, false, Kind::unlisted_other_peer, foreign_tunnels,
     "{host} is not listed and went to a peer other than the upstream {upstream} {times}: squid "
     "has a second parent, or an older one",
     "remove other cache_peer lines from Dify's template, then run {recreate}"},
    {Verdict::through_upstream, false, Kind::unlisted_upstream, upstream_attempts,
     "{host} is not listed and went to the upstream {times}: the squid that wrote this log has "
     "another list",
     "list it, or run {recreate}"},
    {Verdict::unproven, true, Kind::peer_unproven, other_peer_answers,
     "{host} went through a peer whose address is not known to be the upstream's: the upstream has "
     "a name, and no tunnel to port 443 has told its address yet",
     "ask for a listed host over https, then look again"},
    {Verdict::no_answer, true, Kind::listed_unanswered, unanswered,
     "{host} was asked for, and the client left before squid had an answer {times}: nothing shows "
     "where it went",
     "look how long the client waits: an address that never answers looks like this"},
}};
// clang-format on

std::string times(std::size_t count) {
  return count == 1 ? "once" : count == 2 ? "twice" : std::to_string(count) + " times";
}

using Words = std::array<std::pair<std::string_view, std::string>, 4>;  // a placeholder, its text

std::string filled_in(std::string_view sentence, const Words& words) {
  std::string text;
  while (!sentence.empty()) {
    const auto word = std::find_if(words.begin(), words.end(), [&](const auto& candidate) {
      return sentence.starts_with(candidate.first);
    });
    text.append(word == words.end() ? sentence.substr(0, 1) : std::string_view(word->second));
    sentence.remove_prefix(word == words.end() ? 1 : word->first.size());
  }
  return text;
}

std::optional<VerifyFinding> explain_verdict(const JudgedHost& judged,
                                             const std::string& upstream) {
  const auto* const row =
      std::find_if(kVerdicts.begin(), kVerdicts.end(), [&](const VerdictText& candidate) {
        return candidate.verdict == judged.verdict && candidate.listed == judged.listed;
      });
  if (row == kVerdicts.end()) return std::nullopt;
  const std::size_t count = row->count(judged.counts);
  if (count == 0) return std::nullopt;
  const Words words = {{{"{host}", judged.host},
                        {"{upstream}", upstream},
                        {"{times}", times(count)},
                        {"{recreate}", "docker compose up -d --force-recreate ssrf_proxy"}}};
  return VerifyFinding{row->kind, judged.host, filled_in(row->sentence, words),
                       filled_in(row->advice, words)};
}

// --- Causes ---

struct CauseText {
  Cause cause;
  Way way;  // failed or denied
  std::string_view sentence;
  std::string_view advice;
};

// clang-format off
constexpr std::array<CauseText, 11> kCauses = {{
    {Cause::upstream_unreachable, Way::failed, "squid could not connect to the upstream",
     "let the upstream listen on an address that containers reach (not 127.0.0.1), open the "
     "firewall for its port, and check host and port given to dify init"},
    {Cause::upstream_answered_error, Way::failed,
     "the connection broke at the upstream, or behind it",
     "ask the upstream for the host from the same machine (curl -v -x UPSTREAM https://HOST); its "
     "own log says why"},
    {Cause::upstream_wants_password, Way::failed,
     "the upstream wants a user and a password (407)",
     "run dify init again with the upstream's URL, credentials included, from standard input or a "
     "file"},
    {Cause::upstream_refused, Way::failed, "the upstream refused the host (403 or the like)",
     "let the upstream's own rules allow the host"},
    {Cause::no_living_upstream, Way::failed,
     "squid holds the upstream for dead and may not go direct",
     "start the upstream, and check host and port given to dify init; a name that could not be "
     "looked up when squid started needs a restart of ssrf_proxy"},
    {Cause::name_unknown, Way::failed, "squid found no address for the name",
     "check the name servers of the ssrf_proxy container"},
    {Cause::host_unreachable, Way::failed,
     "squid went to the host directly, and it did not answer", ""},
    {Cause::other_peer_failed, Way::failed, "squid went to another peer, and it failed", ""},
    {Cause::port_denied, Way::denied,
     "CONNECT to a port other than 443 is refused in every release of Dify",
     "use port 443, or exempt an endpoint of the intranet with dify init --exempt"},
    {Cause::guard_denied, Way::denied,
     "the SSRF guard refused it: the name has a private address here",
     "check what name server answers inside ssrf_proxy, and that the domain was listed when "
     "ssrf_proxy was created"},
    {Cause::invalid_request, Way::denied, "squid found the request invalid",
     "look at what sent it"},
}};
// clang-format on

constexpr bool causes_stand_at_their_index() {
  for (std::size_t i = 0; i < kCauses.size(); ++i) {
    if (static_cast<std::size_t>(kCauses[i].cause) != i) return false;
  }
  return true;
}
static_assert(causes_stand_at_their_index(), "text_of() indexes the table by the enumerator");

constexpr const CauseText& text_of(Cause cause) {
  return kCauses[static_cast<std::size_t>(cause)];
}

// "x failed 3 of 5 times: a (twice), b (once)", and the advice for the most frequent cause.
VerifyFinding explain_causes(const JudgedHost& judged, Kind kind, Way way, std::string_view what) {
  const HostCounts& counts = judged.counts;
  std::string causes;
  std::size_t most = 0;
  std::string_view advice;
  for (const auto& [cause, count] : counts.causes) {
    const CauseText& text = text_of(cause);
    if (text.way != way) continue;
    causes.append(causes.empty() ? "" : ", ").append(text.sentence);
    causes.append(" (").append(times(count)).append(")");
    if (count > most) {
      most = count;
      advice = text.advice;
    }
  }
  std::size_t total = 0;
  for (const std::size_t count : counts.ways) total += count;
  std::string message = judged.host + " " + std::string(what) + " " +
                        std::to_string(counts.of(way)) + " of " + std::to_string(total) +
                        " times: " + causes;
  return {kind, judged.host, std::move(message), std::string(advice)};
}

}  // namespace

std::optional<VerifyFinding> explain_host(const JudgedHost& judged, const std::string& upstream) {
  switch (judged.verdict) {
    case Verdict::failed:
      return explain_causes(judged, Kind::listed_failed, Way::failed, "failed");
    case Verdict::denied:
      return explain_causes(judged, Kind::listed_denied, Way::denied, "was denied");
    default:
      return explain_verdict(judged, upstream);
  }
}

}  // namespace proxyenv::dify

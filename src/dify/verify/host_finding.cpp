// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/host_finding.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "dify/verify/cause_text.hpp"

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

// A Wording replaces what stands in braces, {host}, {upstream} and {times} among it. There is no
// finding if the count is 0.
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
     "{recreate}, then look at new lines alone ({compose} logs --since 5m {squid})"},
    {Verdict::other_peer, true, Kind::listed_other_peer, other_peer_attempts,
     "{host} is listed and went to a peer other than the upstream {upstream} {times}: an older "
     "upstream, or the sandbox of a template without access rules",
     "remove other cache_peer lines from Dify's template, then {recreate}"},
    {Verdict::other_peer, false, Kind::unlisted_other_peer, foreign_tunnels,
     "{host} is not listed and went to a peer other than the upstream {upstream} {times}: squid "
     "has a second parent, or an older one",
     "remove other cache_peer lines from Dify's template, then {recreate}"},
    {Verdict::through_upstream, false, Kind::unlisted_upstream, upstream_attempts,
     "{host} is not listed and went to the upstream {times}: the squid that wrote this log has "
     "another list",
     "list it, or {recreate}"},
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

std::optional<VerifyFinding> explain_verdict(const JudgedHost& judged, const std::string& upstream,
                                             const Wording& wording) {
  const auto* const row =
      std::find_if(kVerdicts.begin(), kVerdicts.end(), [&](const VerdictText& candidate) {
        return candidate.verdict == judged.verdict && candidate.listed == judged.listed;
      });
  if (row == kVerdicts.end()) return std::nullopt;
  const std::size_t count = row->count(judged.counts);
  if (count == 0) return std::nullopt;
  const std::array<Word, 3> words = {
      {{"{host}", judged.host}, {"{upstream}", upstream}, {"{times}", times(count)}}};
  return VerifyFinding{row->kind, judged.host, wording.of(row->sentence, words),
                       wording.of(row->advice, words)};
}

// --- Causes ---

// "x failed 3 of 5 times: a (twice), b (once)", and the advice for the most frequent cause.
VerifyFinding explain_causes(const JudgedHost& judged, Kind kind, Way way, std::string_view what,
                             const Wording& wording) {
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
  return {kind, judged.host, std::move(message), wording.of(advice)};
}

}  // namespace

std::optional<VerifyFinding> explain_host(const JudgedHost& judged, const std::string& upstream,
                                          const Wording& wording) {
  const bool was_not_reached =
      judged.verdict == Verdict::failed || judged.verdict == Verdict::denied;
  if (!judged.listed && was_not_reached) return std::nullopt;  // explain_unlisted() tells of it
  switch (judged.verdict) {
    case Verdict::failed:
      return explain_causes(judged, Kind::listed_failed, Way::failed, "failed", wording);
    case Verdict::denied:
      return explain_causes(judged, Kind::listed_denied, Way::denied, "was denied", wording);
    default:
      return explain_verdict(judged, upstream, wording);
  }
}

}  // namespace proxyenv::dify

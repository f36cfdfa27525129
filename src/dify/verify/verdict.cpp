// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/verdict.hpp"

#include <array>

namespace proxyenv::dify {

namespace {

Verdict judge_listed(const HostCounts& counts, bool upstream_is_address) {
  // A failed attempt to go direct also counts.
  if (counts.of(Way::direct) > 0 || counts.causes.contains(Cause::host_unreachable)) {
    return Verdict::went_direct;
  }
  if (counts.causes.contains(Cause::other_peer_failed) ||
      (counts.of(Way::other_peer) > 0 && upstream_is_address)) {
    return Verdict::other_peer;
  }
  if (counts.of(Way::failed) > 0) return Verdict::failed;
  if (counts.of(Way::denied) > 0) return Verdict::denied;
  if (counts.of(Way::other_peer) > 0) return Verdict::unproven;
  return counts.of(Way::upstream) > 0 ? Verdict::as_configured : Verdict::no_answer;
}

Verdict judge_unlisted(const HostCounts& counts) {
  // A failed attempt also counts.
  if (counts.of(Way::upstream) > 0 || counts.failed_at_upstream > 0) {
    return Verdict::through_upstream;
  }
  if (counts.foreign_tunnels > 0) return Verdict::other_peer;
  if (counts.of(Way::direct) > 0) return Verdict::as_configured;
  // A host that was never reached is shown so. It is no fault of the configuration: the host may be
  // down, and the SSRF guard is meant to refuse. Other requests through a peer prove nothing,
  // because the sandbox's own port is a peer.
  if (counts.of(Way::failed) > 0) return Verdict::failed;
  return counts.of(Way::denied) > 0 ? Verdict::denied : Verdict::not_judged;
}

}  // namespace

Verdict judge_host(const HostCounts& counts, bool listed, bool upstream_is_address) {
  return listed ? judge_listed(counts, upstream_is_address) : judge_unlisted(counts);
}

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, 9> kNames = {
      "went direct", "another peer", "through the upstream", "failed",    "denied",
      "not proven",  "no answer",    "as configured",        "not judged"};
  return kNames[static_cast<std::size_t>(verdict)];
}

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// A finding of `dify verify`. Names and severities are an interface: all are in this one table, and
// changing one needs a line in CHANGELOG.md. A warning makes the exit status 1.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/finding.hpp"

namespace proxyenv::dify {

enum class VerifyFindingKind {
  certificate_refused,
  client_refused,
  domains_changed,
  file_edited,
  file_missing,
  file_outdated,
  listed_denied,
  listed_direct,
  listed_failed,
  listed_not_seen,
  listed_other_peer,
  listed_unanswered,
  nothing_verified,
  override_ignored,
  peer_unproven,
  plugins_blocked,
  release_changed,
  several_upstreams,
  source_changed,
  squid_stopped,
  template_patched,
  unlisted_denied,
  unlisted_failed,
  unlisted_other_peer,
  unlisted_upstream,
  upstream_changed,
};

struct VerifyFindingRow {
  VerifyFindingKind kind;
  std::string_view name;
  Severity severity;
};

inline constexpr std::array<VerifyFindingRow, 26> kVerifyFindings = {{
    {VerifyFindingKind::certificate_refused, "certificate_refused", Severity::note},
    {VerifyFindingKind::client_refused, "client_refused", Severity::warning},
    {VerifyFindingKind::domains_changed, "domains_changed", Severity::warning},
    {VerifyFindingKind::file_edited, "file_edited", Severity::warning},
    {VerifyFindingKind::file_missing, "file_missing", Severity::warning},
    {VerifyFindingKind::file_outdated, "file_outdated", Severity::warning},
    {VerifyFindingKind::listed_denied, "listed_denied", Severity::warning},
    {VerifyFindingKind::listed_direct, "listed_direct", Severity::warning},
    {VerifyFindingKind::listed_failed, "listed_failed", Severity::warning},
    {VerifyFindingKind::listed_not_seen, "listed_not_seen", Severity::note},
    {VerifyFindingKind::listed_other_peer, "listed_other_peer", Severity::warning},
    {VerifyFindingKind::listed_unanswered, "listed_unanswered", Severity::note},
    {VerifyFindingKind::nothing_verified, "nothing_verified", Severity::warning},
    {VerifyFindingKind::override_ignored, "override_ignored", Severity::warning},
    {VerifyFindingKind::peer_unproven, "peer_unproven", Severity::note},
    {VerifyFindingKind::plugins_blocked, "plugins_blocked", Severity::warning},
    {VerifyFindingKind::release_changed, "release_changed", Severity::warning},
    {VerifyFindingKind::several_upstreams, "several_upstreams", Severity::note},
    {VerifyFindingKind::source_changed, "source_changed", Severity::warning},
    {VerifyFindingKind::squid_stopped, "squid_stopped", Severity::warning},
    {VerifyFindingKind::template_patched, "template_patched", Severity::warning},
    {VerifyFindingKind::unlisted_denied, "unlisted_denied", Severity::note},
    {VerifyFindingKind::unlisted_failed, "unlisted_failed", Severity::note},
    {VerifyFindingKind::unlisted_other_peer, "unlisted_other_peer", Severity::warning},
    {VerifyFindingKind::unlisted_upstream, "unlisted_upstream", Severity::warning},
    {VerifyFindingKind::upstream_changed, "upstream_changed", Severity::warning},
}};

[[nodiscard]] constexpr const VerifyFindingRow& row_of(VerifyFindingKind kind) {
  return kVerifyFindings[static_cast<std::size_t>(kind)];
}

struct VerifyFinding {
  VerifyFindingKind kind;
  std::string subject;  // a host, a domain or a file
  std::string message;  // one sentence without a full stop: the problem and its likely cause
  std::string advice;   // the next step

  friend bool operator==(const VerifyFinding&, const VerifyFinding&) = default;
};

}  // namespace proxyenv::dify

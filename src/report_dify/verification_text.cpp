// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <vector>

#include "report/finding_line.hpp"
#include "report/table.hpp"
#include "report_dify/verification.hpp"
#include "report_dify/verify_finding_parts.hpp"
#include "text/display.hpp"

namespace proxyenv {

namespace {

using dify::Way;

std::string number(std::size_t count) {
  return count == 0 ? "-" : std::to_string(count);
}

TableRow make_row(const dify::JudgedHost& host) {
  const dify::HostCounts& counts = host.counts;
  return {escape_at_line_begin(host.host),
          std::string(dify::to_string(host.verdict)),
          host.listed ? "upstream" : "direct",
          number(counts.of(Way::upstream)),
          number(counts.of(Way::direct)),
          number(counts.of(Way::failed)),
          number(counts.of(Way::denied)),
          number(counts.of(Way::other_peer) + counts.of(Way::cached) + counts.of(Way::unanswered))};
}

std::string render_hosts(const std::vector<dify::JudgedHost>& hosts) {
  if (hosts.empty()) return {};
  std::vector<TableRow> rows = {
      {"HOST", "VERDICT", "EXPECTED", "UPSTREAM", "DIRECT", "FAILED", "DENIED", "OTHER"}};
  for (const dify::JudgedHost& host : hosts) rows.push_back(make_row(host));
  constexpr std::array<Align, 8> kColumns = {Align::left,  Align::left,  Align::left,
                                             Align::right, Align::right, Align::right,
                                             Align::right, Align::right};
  return render_table(rows, kColumns) + "\n";
}

std::string summary(const VerifyResult& result) {
  if (!dify::holds(result.findings)) {
    return !result.log ? "the tree is not as it should be" : "not verified: see the warnings";
  }
  if (!result.log) {
    return result.is_direct_mode
               ? "the tree is as init left it; what goes through the upstream its own log shows"
               : "the tree is as init left it; to see what went where, pipe " +
                     result.expectation.commands.compose + " logs " + result.expectation.squid +
                     " into the same command with a dash behind it";
  }
  const auto count = [&](bool listed) {
    return std::count_if(
        result.log->hosts.begin(), result.log->hosts.end(), [&](const dify::JudgedHost& host) {
          return host.listed == listed && host.verdict == dify::Verdict::as_configured;
        });
  };
  std::string text = "verified: " + std::to_string(count(true)) +
                     " listed host(s) through the upstream, " + std::to_string(count(false)) +
                     " other(s) direct, as configured";
  const auto missed = std::count_if(
      result.log->hosts.begin(), result.log->hosts.end(), [](const dify::JudgedHost& host) {
        return host.verdict == dify::Verdict::failed || host.verdict == dify::Verdict::denied;
      });
  if (missed > 0) {
    text.append("; ")
        .append(std::to_string(missed))
        .append(" that are not listed were not reached: see the notes");
  }
  return text;
}

}  // namespace

std::string render_verification_text(const VerifyResult& result) {
  std::string text;
  if (result.log) text.append(render_hosts(result.log->hosts));
  for (const dify::VerifyFinding& finding : result.findings) {
    text.append(escape_for_display(render_finding_line(parts_of(finding)))).append("\n");
  }
  return text.append(summary(result)).append("\n");
}

}  // namespace proxyenv

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

TableRow make_row(const dify::HostReport& host) {
  const dify::Tally& tally = host.tally;
  return {escape_for_display(host.host),
          host.listed ? "upstream" : "direct",
          number(tally.of(Way::upstream)),
          number(tally.of(Way::direct)),
          number(tally.of(Way::failed)),
          number(tally.of(Way::denied)),
          number(tally.of(Way::other_peer) + tally.of(Way::cached) + tally.of(Way::unanswered)),
          std::string(dify::to_string(host.verdict))};
}

std::string render_hosts(const std::vector<dify::HostReport>& hosts) {
  if (hosts.empty()) return {};
  std::vector<TableRow> rows = {
      {"HOST", "EXPECTED", "UPSTREAM", "DIRECT", "FAILED", "DENIED", "OTHER", "VERDICT"}};
  for (const dify::HostReport& host : hosts) rows.push_back(make_row(host));
  constexpr std::array<Align, 8> kColumns = {Align::left,  Align::left,  Align::right, Align::right,
                                             Align::right, Align::right, Align::right, Align::left};
  return render_table(rows, kColumns) + "\n";
}

std::string summary(const VerifyReport& report) {
  if (!dify::holds(report.findings)) {
    return report.log == nullptr ? "the tree is not as it should be"
                                 : "not verified: see the warnings";
  }
  if (report.log == nullptr) {
    return report.is_direct_mode
               ? "the tree is as init left it; what goes through the upstream its own log shows"
               : "the tree is as init left it; to see what went where, pipe docker compose logs "
                 "ssrf_proxy into the same command with --access-log -";
  }
  const auto count = [&](bool listed) {
    return std::count_if(
        report.log->hosts.begin(), report.log->hosts.end(), [&](const dify::HostReport& host) {
          return host.listed == listed && host.verdict == dify::Verdict::as_configured;
        });
  };
  return "verified: " + std::to_string(count(true)) + " listed host(s) through the upstream, " +
         std::to_string(count(false)) + " other(s) direct, as configured";
}

}  // namespace

std::string render_verification_text(const VerifyReport& report) {
  std::string text;
  if (report.log != nullptr) text.append(render_hosts(report.log->hosts));
  for (const dify::VerifyFinding& finding : report.findings) {
    text.append(escape_for_display(render_finding_line(parts_of(finding)))).append("\n");
  }
  return text.append(summary(report)).append("\n");
}

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <vector>

#include "report_dify/verification.hpp"
#include "text/display.hpp"

namespace proxyenv {

namespace {

using dify::Way;

constexpr std::size_t kColumns = 8;
using Row = std::array<std::string, kColumns>;

std::string number(std::size_t count) {
  return count == 0 ? "-" : std::to_string(count);
}

Row make_row(const dify::HostReport& host) {
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

void append_table(std::string& text, const std::vector<dify::HostReport>& hosts) {
  if (hosts.empty()) return;
  std::vector<Row> rows = {
      {"HOST", "EXPECTED", "UPSTREAM", "DIRECT", "FAILED", "DENIED", "OTHER", "VERDICT"}};
  for (const dify::HostReport& host : hosts) rows.push_back(make_row(host));
  std::array<std::size_t, kColumns> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < kColumns; ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < kColumns; ++i) {
      const std::size_t gap = widths[i] - display_width(row[i]);
      const bool is_number = i > 1 && i + 1 < kColumns;
      if (is_number) text.append(gap, ' ');
      text.append(row[i]);
      if (i + 1 == kColumns) break;
      text.append((is_number ? 0 : gap) + 2, ' ');
    }
    text.push_back('\n');
  }
  text.push_back('\n');
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
  if (report.log != nullptr) append_table(text, report.log->hosts);
  for (const dify::VerifyFinding& finding : report.findings) {
    const dify::VerifyFindingRow& row = dify::row_of(finding.kind);
    text.append(to_string(row.severity)).append(": ").append(row.name).append(": ");
    text.append(escape_for_display(finding.message)).append("; ");
    text.append(escape_for_display(finding.advice)).append("\n");
  }
  return text.append(summary(report)).append("\n");
}

}  // namespace proxyenv

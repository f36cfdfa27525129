// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/log_counts.hpp"

#include <algorithm>
#include <utility>

namespace proxyenv::dify {

void LogTally::add(LogLine line) {
  if (const auto* record = std::get_if<AccessRecord>(&line.content)) {
    ++counts_.access_lines;
    // A squid that answers again has been restarted.
    std::erase_if(counts_.stops, [&](const Stop& stop) { return stop.writer == line.writer; });
    if (!record->host.empty()) add_record(*record);
  } else if (auto* message = std::get_if<SquidMessage>(&line.content)) {
    ++counts_.message_lines;
    add_message(line.writer, std::move(*message));
  }
}

void LogTally::add_message(LogWriter writer, SquidMessage message) {
  // A squid that restarts in a loop repeats its messages. More of them would not help the reader.
  constexpr std::size_t kMostStops = 16;
  if (message.kind == SquidMessageKind::parent_unreachable) {
    upstream_.add_unreachable(std::move(message.detail));
    return;
  }
  Stop stop{writer, std::move(message)};
  const bool is_new =
      std::find(counts_.stops.begin(), counts_.stops.end(), stop) == counts_.stops.end();
  if (is_new && counts_.stops.size() < kMostStops) counts_.stops.push_back(std::move(stop));
}

void LogTally::add_record(const AccessRecord& record) {
  if (is_full()) return;
  upstream_.add(record);
  const Outcome outcome = judge_line(record, expected_.should_use_upstream(record.host));
  note_refused_client(record, outcome);
  const auto [place, is_new_host] = counts_.hosts.try_emplace(record.host);
  HostCounts& host = place->second;
  note_tunnel(record, host);
  if (is_new_host) ++routes_;
  const bool is_peer = outcome.way == Way::other_peer || outcome.way == Way::failed;
  if (is_peer && record.hierarchy == Hierarchy::peer) {
    const auto [peer, is_new_peer] = peers_[record.host].try_emplace(record.server);
    PeerUse& use = peer->second;
    if (is_new_peer) ++routes_;
    if (proves_upstream(record)) ++use.tunnels;
    if (!outcome.cause) {
      ++use.answered;
    } else if (*outcome.cause == Cause::upstream_answered_error && record.status == 503) {
      ++use.failed_503;
    } else {
      ++use.failed[*outcome.cause];
    }
    return;
  }
  ++host.ways[static_cast<std::size_t>(outcome.way)];
  if (outcome.cause) ++host.causes[*outcome.cause];
}

void LogTally::note_tunnel(const AccessRecord& record, HostCounts& host) {
  if (record.method != "CONNECT" || record.status != 200) return;
  ++host.tunnels;
  if (host.tunnels == 1) host.tunnel_bytes = record.bytes;
  if (host.tunnel_bytes != record.bytes) host.tunnel_bytes = 0;
}

void LogTally::note_refused_client(const AccessRecord& record, const Outcome& outcome) {
  // A cluster may have any number of clients. More of them would not help the reader.
  constexpr std::size_t kMostClients = 8;
  if (outcome.cause != Cause::client_denied) return;
  if (counts_.refused_clients.size() < kMostClients) {
    counts_.refused_clients.insert(record.client);
  }
}

LogCounts LogTally::finish() {
  upstream_.finish();
  counts_.upstream_addresses = upstream_.addresses();
  // If squid did not reach the upstream, the 503 was squid's own answer and not the upstream's.
  const Cause cause_of_503 =
      upstream_.was_unreachable() ? Cause::upstream_unreachable : Cause::upstream_answered_error;
  for (auto& [host, servers] : peers_) {
    HostCounts& counts = counts_.hosts[host];
    for (auto& [server, use] : servers) {
      if (use.failed_503 > 0) {
        use.failed[cause_of_503] += use.failed_503;
      }
      add_peer(counts, server, use);
    }
  }
  return std::move(counts_);
}

void LogTally::add_peer(HostCounts& host, const std::string& server, const PeerUse& use) const {
  const bool is_upstream = upstream_.is_upstream(server);
  host.ways[static_cast<std::size_t>(is_upstream ? Way::upstream : Way::other_peer)] +=
      use.answered;
  // If the log does not show which peer it was, the upstream is more likely than the sandbox.
  const bool is_known = !server.empty() && !counts_.upstream_addresses.empty();
  if (is_known && !is_upstream) host.foreign_tunnels += use.tunnels;
  for (const auto& [cause, count] : use.failed) {
    if (is_upstream) host.failed_at_upstream += count;
    host.ways[static_cast<std::size_t>(Way::failed)] += count;
    host.causes[is_upstream || !is_known ? cause : Cause::other_peer_failed] += count;
  }
}

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// Counts the lines of squid's log: for each host, how often requests went each way, and why they
// failed. A log may be of any length, so each line is counted as it is read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dify/verify/access_log.hpp"
#include "dify/verify/expectation.hpp"
#include "dify/verify/outcome.hpp"
#include "dify/verify/upstream_peers.hpp"

namespace proxyenv::dify {

struct HostCounts {
  std::array<std::size_t, kWays> ways{};
  std::map<Cause, std::size_t> causes;
  std::size_t failed_at_upstream = 0;  // failures at a peer whose address is the upstream's
  std::size_t foreign_tunnels = 0;     // CONNECT to 443 through a peer that is not the upstream

  std::size_t tunnels = 0;         // that were set up
  std::uint64_t tunnel_bytes = 0;  // of each one, to the client; 0: they differ

  [[nodiscard]] std::size_t of(Way way) const { return ways[static_cast<std::size_t>(way)]; }
  [[nodiscard]] std::size_t of(Cause cause) const {
    const auto found = causes.find(cause);
    return found == causes.end() ? 0 : found->second;
  }
};

// A squid that stopped, or was not started, and has not answered since.
struct Stop {
  LogWriter writer;
  SquidMessage message;

  friend bool operator==(const Stop&, const Stop&) = default;
};

struct LogCounts {
  std::map<std::string, HostCounts> hosts;  // every host that was asked for
  std::vector<Stop> stops;                  // each once, in order of their first appearance
  std::vector<std::string> upstream_addresses;
  std::set<std::string> refused_clients;  // addresses that squid serves not; a limited number
  std::size_t certificate_lines = 0;  // in which somebody says that a certificate is not trusted
  std::size_t access_lines = 0;
  std::size_t message_lines = 0;
  std::size_t other_lines = 0;  // including all lines that other services wrote
};

// Counts lines of which all are squid's. Its memory grows only with the number of hosts and of
// their peers, which has a limit; of squid's messages it keeps a limited number. The result is
// complete only at the end of the log: if the upstream has a name, even the last line may be the
// one that shows its address.
class LogTally {
 public:
  // Hosts, and pairs of a host and a peer. Dify's squid sees some hundreds.
  static constexpr std::size_t kMostRoutes = 200'000;

  // `expectation` must outlive this object and stay as it is.
  explicit LogTally(const Expectation& expectation)
      : expected_(expectation), upstream_(expectation.upstream) {}

  void add(LogLine line);

  // Whether no line of squid's has been added.
  [[nodiscard]] bool is_empty() const {
    return counts_.access_lines == 0 && counts_.message_lines == 0;
  }

  // Whether there were more hosts and peers than it keeps. The result is of no use then.
  [[nodiscard]] bool is_full() const { return routes_ > kMostRoutes; }

  // To be called once, after the last line.
  [[nodiscard]] LogCounts finish();

 private:
  // The requests for one host that went to one peer. Squid 6 logs its own 503 and one of the
  // upstream alike, so these are counted separately until finish().
  struct PeerUse {
    std::size_t answered = 0;
    std::size_t tunnels = 0;  // CONNECT to 443, with any result
    std::size_t failed_503 = 0;
    std::map<Cause, std::size_t> failed;
  };

  void add_record(const AccessRecord& record);
  static void note_tunnel(const AccessRecord& record, HostCounts& host);
  void note_refused_client(const AccessRecord& record, const Outcome& outcome);
  void add_message(LogWriter writer, SquidMessage message);
  void add_peer(HostCounts& host, const std::string& server, const PeerUse& use) const;

  ExpectedWays expected_;
  UpstreamPeers upstream_;
  LogCounts counts_;
  std::size_t routes_ = 0;                                       // in counts_.hosts and peers_
  std::map<std::string, std::map<std::string, PeerUse>> peers_;  // host, then the peer's address
};

}  // namespace proxyenv::dify

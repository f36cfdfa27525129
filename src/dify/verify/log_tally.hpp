// SPDX-License-Identifier: Apache-2.0
// The lines of squid's log, counted: per host how often it went which way, and why it failed.
// FIRSTUP_PARENT alone proves nothing: a dead parent logs it, and so does the sandbox, a peer as
// well. A way is judged by the status and the peer's address.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dify/verify/access_log.hpp"

namespace proxyenv::dify {

// What squid was told.
struct Expectation {
  std::vector<std::string> domains;  // go through the upstream: `.x` is x with its subdomains
  bool everything = false;           // all but `direct` does (`--domains all`)
  std::vector<std::string> direct;   // domains
  std::string upstream;              // its host: an address, or a name; empty: not known
  bool agent = false;                // agent_ssrf_proxy was told, too
  std::vector<std::string> direct_addresses;  // and networks, beside `direct`
};

// What became of a request.
enum class Way { upstream, direct, failed, denied, other_peer, cached, unanswered };
inline constexpr std::size_t kWays = 7;

// Why a request failed or was denied.
enum class Cause {
  upstream_unreachable,     // squid did not reach the upstream
  upstream_answered_error,  // 5xx through it: it, or the host behind it
  upstream_wants_password,  // 407
  upstream_refused,         // another 4xx on CONNECT
  no_living_upstream,       // squid may not go direct and holds the upstream for dead
  name_unknown,             // squid, going direct, found no address
  host_unreachable,         // squid went direct, and the host did not answer
  other_peer_failed,        // squid went to a peer that is not the upstream, and it failed
  port_denied,              // CONNECT to a port other than 443
  guard_denied,             // a private address, mostly
  invalid_request,          // refused by squid for what it is
};

struct Tally {
  std::array<std::size_t, kWays> ways{};
  std::map<Cause, std::size_t> causes;
  std::size_t failed_at_upstream = 0;  // of the failed: those of which the address is known
  std::size_t foreign_tunnels = 0;     // CONNECT to 443 through a peer that is not the upstream

  [[nodiscard]] std::size_t of(Way way) const { return ways[static_cast<std::size_t>(way)]; }
  [[nodiscard]] std::size_t of(Cause cause) const {
    const auto found = causes.find(cause);
    return found == causes.end() ? 0 : found->second;
  }
};

// A squid that stopped, and has not answered since.
struct Stop {
  LogWriter writer;
  SquidMessage message;

  friend bool operator==(const Stop&, const Stop&) = default;
};

// The whole log, counted. `hosts` holds every host that was asked for. What another service than
// these squids wrote counts as other lines.
struct LogTally {
  std::map<std::string, Tally> hosts;
  std::vector<Stop> stops;  // each once, in order of their first appearance
  std::vector<std::string> upstream_addresses;
  std::size_t access_lines = 0;
  std::size_t message_lines = 0;
  std::size_t other_lines = 0;
};

// Takes a log of any length line by line; what it keeps grows with the hosts alone, and of squid's
// messages it keeps a limited number. Where the
// upstream has a name, which address it has may be told by the last line.
class LogCount {
 public:
  // `expectation` outlives this.
  explicit LogCount(const Expectation& expectation) : expectation_(expectation) {}

  void add(std::string_view line);

  // Once, when all lines are there.
  [[nodiscard]] LogTally finish();

 private:
  // What went to one peer. Squid 6 logs a 503 of its own and one of the upstream alike.
  struct PeerUse {
    std::size_t answered = 0;
    std::size_t tunnels = 0;  // CONNECT to 443, however it ended
    std::size_t failed_503 = 0;
    std::map<Cause, std::size_t> failed;
  };

  void add_record(const AccessRecord& record);
  void add_message(LogWriter writer, SquidMessage message);
  void add_peer(Tally& host, const std::string& server, const PeerUse& use) const;
  [[nodiscard]] bool is_upstream(std::string_view peer) const;

  const Expectation& expectation_;
  LogTally tally_;
  std::set<std::string> proven_;      // addresses that only the upstream can have
  std::set<std::string> lost_peers_;  // which squid could not reach
  std::map<std::string, std::map<std::string, PeerUse>> peers_;  // host, then the peer's address
};

// Squid's dstdomain: `.x` is x and everything below it, `x` that host alone.
[[nodiscard]] bool is_covered(std::string_view host, const std::vector<std::string>& domains);

[[nodiscard]] bool is_address(std::string_view host);

// An address, or one in a network: 10.0.0.0/8, fc00::/7. Of names none is.
[[nodiscard]] bool is_in_network(std::string_view host, std::string_view network);

[[nodiscard]] bool should_use_upstream(std::string_view host, const Expectation& expectation);

[[nodiscard]] std::string_view to_string(Way way);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// From the lines of squid's log to an answer: per host how often it went which way, whether that is
// what was configured, and what to do where it is not.
// FIRSTUP_PARENT alone proves nothing: a dead parent logs it, and so does the sandbox, a peer as
// well. A way is judged by the status and the peer's address.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dify/access_log.hpp"
#include "dify/verify_finding.hpp"

namespace proxyenv::dify {

// What squid was told.
struct Expectation {
  std::vector<std::string> domains;  // go through the upstream: `.x` is x with its subdomains
  bool everything = false;           // all but `direct` does (`--domains all`)
  std::vector<std::string> direct;
  std::string upstream;  // its host: an address, or a name; empty: not known
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
  port_denied,              // CONNECT to a port other than 443
  guard_denied,             // a private address, mostly
  invalid_request,          // refused by squid for what it is
};

struct Tally {
  std::array<std::size_t, kWays> ways{};
  std::map<Cause, std::size_t> causes;

  [[nodiscard]] std::size_t of(Way way) const { return ways[static_cast<std::size_t>(way)]; }
};

// The whole log, counted. `hosts` holds every host that was asked for.
struct LogTally {
  std::map<std::string, Tally> hosts;
  std::vector<SquidMessage> messages;  // each once, in order of their first appearance
  std::vector<std::string> upstream_addresses;
  std::size_t access_lines = 0;
  std::size_t message_lines = 0;
  std::size_t other_lines = 0;
};

[[nodiscard]] LogTally count_log(std::string_view log, const Expectation& expectation);

enum class Verdict {
  went_direct,
  other_peer,
  through_upstream,  // though it is not listed
  failed,
  denied,
  unproven,  // through a peer that may be the upstream: its address is not known
  no_answer,
  as_configured,
  not_judged,
};

struct HostReport {
  std::string host;
  bool listed = false;  // should go through the upstream
  Tally tally;
  Verdict verdict = Verdict::not_judged;
};

struct Verification {
  LogTally log;                   // its hosts have moved into `hosts`
  std::vector<HostReport> hosts;  // what is wrong first, then the listed, then the rest
  std::vector<VerifyFinding> findings;
};

// No finding is a warning or worse.
[[nodiscard]] bool holds(std::span<const VerifyFinding> findings);

[[nodiscard]] Verification verify_log(std::string_view log, const Expectation& expectation);

// "went direct": for the table and, with underscores, for JSON.
[[nodiscard]] std::string_view to_string(Verdict verdict);
[[nodiscard]] std::string_view to_string(Way way);

// Squid's dstdomain: `.x` is x and everything below it, `x` that host alone.
[[nodiscard]] bool is_covered(std::string_view host, const std::vector<std::string>& domains);

}  // namespace proxyenv::dify

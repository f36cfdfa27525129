// SPDX-License-Identifier: Apache-2.0
// The outcome of one request, read from its line of squid's access log.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "dify/verify/access_log.hpp"

namespace proxyenv::dify {

// The way that a request went, or how it ended.
enum class Way { upstream, direct, failed, denied, other_peer, cached, unanswered };
inline constexpr std::size_t kWays = 7;

// "upstream", "other_peer": the names in JSON.
[[nodiscard]] std::string_view to_string(Way way);

// Why a request failed or was denied.
enum class Cause {
  upstream_unreachable,     // squid did not reach the upstream
  upstream_answered_error,  // 5xx through the upstream: from it, or from the host behind it
  upstream_wants_password,  // 407
  upstream_refused,         // another 4xx on CONNECT
  no_living_upstream,       // squid may not go direct and considers the upstream dead
  name_unknown,             // squid, going direct, found no address
  host_unreachable,         // squid went direct, and the host did not answer
  other_peer_failed,        // squid went to a peer that is not the upstream, and it failed
  port_denied,              // CONNECT to a port other than 443
  guard_denied,             // a private address, mostly
  client_denied,            // the request came from outside the networks that squid serves
  invalid_request,          // refused by squid because of its form
};

struct Outcome {
  Way way;
  std::optional<Cause> cause;  // only if the request failed or was denied
};

// `listed`: the host should go through the upstream. A line does not show which peer is the
// upstream. So the result is `other_peer` for every peer, and the cause of a failure at a peer
// assumes that it was the upstream. LogTally corrects both when it knows the upstream's
// address; see upstream_peers.hpp.
[[nodiscard]] Outcome judge_line(const AccessRecord& record, bool listed);

}  // namespace proxyenv::dify

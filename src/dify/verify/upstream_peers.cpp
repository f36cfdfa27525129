// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/upstream_peers.hpp"

#include <algorithm>
#include <utility>

#include "dify/record/squid_names.hpp"
#include "dify/verify/expectation.hpp"

namespace proxyenv::dify {

// Squid sends a peer with `originserver` (the sandbox) no CONNECT except to its own port (squid 5
// and 6, src/neighbors.cc, peerAllowedToUse). So a tunnel to 443 shows the upstream's address if
// only its name is known.
bool proves_upstream(const AccessRecord& record) {
  return record.hierarchy == Hierarchy::peer && record.method == "CONNECT" && record.port == 443 &&
         !record.server.empty();
}

void UpstreamPeers::add(const AccessRecord& record) {
  if (proves_upstream(record)) proven_.insert(record.server);
}

void UpstreamPeers::add_unreachable(std::string peer) {
  // A squid that restarts in a loop repeats its messages. More of them would not help the reader.
  constexpr std::size_t kMostPeers = 1000;
  if (unreachable_.size() < kMostPeers) unreachable_.insert(std::move(peer));
}

void UpstreamPeers::finish() {
  if (is_address(upstream_)) {
    addresses_ = {upstream_};
  } else {
    addresses_.assign(proven_.begin(), proven_.end());
  }
  for (const std::string& address : addresses_) index_.insert(canonical_address(address));
}

bool UpstreamPeers::is_upstream(std::string_view address) const {
  const std::string canonical = canonical_address(address);
  return !canonical.empty() && index_.contains(canonical);
}

bool UpstreamPeers::was_unreachable() const {
  // A peer's name in squid's configuration, its name in the network, or its address.
  return std::any_of(unreachable_.begin(), unreachable_.end(), [this](const std::string& peer) {
    return peer == kSquidPeerName || peer == upstream_ || is_upstream(peer);
  });
}

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// Which of squid's peers is the upstream, by what its log shows. A line of the log names a peer by
// its address. If the configuration gives the upstream a name, only the log can show the address.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "dify/verify/access_log.hpp"

namespace proxyenv::dify {

// Whether the peer of this line can only be the upstream. FIRSTUP_PARENT alone is no proof: the
// sandbox is also a peer, and a dead parent is logged in the same way.
[[nodiscard]] bool proves_upstream(const AccessRecord& record);

// First it is given the whole log, then finish() is called once, and then it can be asked.
class UpstreamPeers {
 public:
  // `upstream`: the host in the configuration, an address or a name; empty if it is not known.
  explicit UpstreamPeers(std::string upstream) : upstream_(std::move(upstream)) {}

  void add(const AccessRecord& record);
  // A peer that squid says it cannot reach, with the name or the address that squid gives it.
  void add_unreachable(std::string peer);
  void finish();

  // The addresses as the configuration or the log writes them. Empty if none is known.
  [[nodiscard]] const std::vector<std::string>& addresses() const { return addresses_; }
  [[nodiscard]] bool is_upstream(std::string_view address) const;
  // Whether squid said that it cannot reach the upstream.
  [[nodiscard]] bool was_unreachable() const;

 private:
  std::string upstream_;
  std::set<std::string> proven_;       // addresses that only the upstream can have
  std::set<std::string> unreachable_;  // names and addresses
  std::vector<std::string> addresses_;
  std::unordered_set<std::string> index_;  // addresses_, each as the one text of that address
};

}  // namespace proxyenv::dify

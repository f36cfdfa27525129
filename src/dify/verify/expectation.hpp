// SPDX-License-Identifier: Apache-2.0
// The configuration of squid, which says which hosts should go through the upstream. Hosts and
// domains are in lower case here, as parse_log_line() and parse_domain_list() return them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dify/names/cover_index.hpp"
#include "dify/tree/compose_commands.hpp"
#include "dify/verify/log_prefix.hpp"
#include "net/network_index.hpp"

namespace proxyenv::dify {

struct Expectation {
  // The domains that go through the upstream. `.x` means x and its subdomains, `x` only that host.
  std::vector<std::string> domains;
  // `--domains all`: everything goes through the upstream except `direct` and `direct_addresses`.
  bool everything = false;
  std::vector<std::string> direct;            // domains, written as in `domains`
  std::string upstream;                       // its host: an address or a name; empty: unknown
  bool agent = false;                         // agent_ssrf_proxy has the same configuration
  std::vector<std::string> direct_addresses;  // addresses and networks
  // What was read otherwise than --domains has it: sentences.
  std::vector<std::string> notes;
  // The service of squid in the Compose files, which people rename.
  std::string squid = std::string(kSquidService);
  ComposeCommands commands = ComposeCommands();  // for its containers
};

// An expectation, ready to be asked for many hosts.
class ExpectedWays {
 public:
  // `expectation` must outlive this object and stay as it is.
  explicit ExpectedWays(const Expectation& expectation);

  [[nodiscard]] bool should_use_upstream(std::string_view host) const;

 private:
  bool everything_;
  CoverIndex listed_;
  CoverIndex direct_;
  net::NetworkIndex direct_addresses_;
};

// The next functions read addresses in the form of squid's log and configuration. They accept
// more than net/address.hpp: brackets are removed, and an IPv4 address that is mapped into IPv6
// equals that IPv4 address.

[[nodiscard]] bool is_address(std::string_view host);

// The one text that stands for all ways to write an address. Returns an empty text if `host` is not
// an address.
[[nodiscard]] std::string canonical_address(std::string_view host);

}  // namespace proxyenv::dify

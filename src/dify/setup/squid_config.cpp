// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/squid_config.hpp"

#include <algorithm>

#include "dify/names/cover_index.hpp"
#include "dify/record/squid_names.hpp"
#include "dify/record/written_files.hpp"
#include "net/address.hpp"

namespace proxyenv::dify {

namespace {

constexpr std::string_view kHeader =
    "# Written by `proxyenv dify init`: run it again instead of editing this. "
    "No ${...} is expanded here.\n";

std::string render_peer(const Upstream& upstream) {
  std::string line = "cache_peer " + upstream.host + " parent " + std::to_string(upstream.port) +
                     " 0 no-query no-digest no-netdb-exchange default";
  if (upstream.has_credentials()) line.append(" login=").append(upstream.login_with_credentials());
  return line + " name=" + std::string(kSquidPeerName) + "\n";
}

// Whether another entry covers this one: squid's dstdomain refuses `.x` together with an entry that
// it covers.
bool is_covered(const std::string& entry, const CoverIndex& entries) {
  const auto covering = entries.entries_covering(entry);
  return std::any_of(covering.begin(), covering.end(),
                     [&](std::string_view other) { return other != entry; });
}

bool is_always_direct(std::string_view entry) {
  return std::any_of(kAlwaysDirectDomains.begin(), kAlwaysDirectDomains.end(),
                     [&](std::string_view domain) { return covers(domain, entry); });
}

// The values behind `beginning`, in as many lines as they need: a line has at most 100 characters,
// unless one value alone is longer.
std::string acl_lines(std::string_view beginning, const std::vector<std::string>& values) {
  constexpr std::size_t kWidth = 100;
  std::string text;
  std::string line;
  for (const std::string& value : values) {
    if (!line.empty() && line.size() + 1 + value.size() > kWidth) {
      text.append(line).append("\n");
      line.clear();
    }
    line.append(line.empty() ? beginning : " ").append(value);
  }
  return text.append(line).append("\n");
}

}  // namespace

std::string render_selective_upstream(const Upstream& upstream,
                                      const std::vector<Domain>& domains) {
  std::string text(kHeader);
  // One domain for each line, because squid reads lines of at most 8 KiB.
  for (const Domain& domain : domains) {
    text.append("acl proxyenv_domains dstdomain -n ").append(domain.text()).append("\n");
  }
  text.append(render_peer(upstream));
  text.append(
      "cache_peer_access proxyenv_upstream deny proxyenv_reverse\n"
      "cache_peer_access proxyenv_upstream allow proxyenv_domains\n"
      "cache_peer_access proxyenv_upstream deny all\n"
      "never_direct allow proxyenv_domains\n");
  return text;
}

std::string render_upstream_for_all(const Upstream& upstream,
                                    const std::vector<std::string>& direct) {
  std::string text(kHeader);
  text.append(
      "# Nothing is listed by name, so nothing passes the check for private networks.\n"
      "acl proxyenv_domains dstdomain -n proxyenv.invalid\n"
      "# Services of this network, and addresses: without a look-up (-n), which may not work "
      "here.\n"
      "acl proxyenv_direct_names dstdom_regex -n -i ^[a-z0-9_-]+$\n");
  const DirectPlaces always = always_direct_places();
  text.append(acl_lines(kDirectAddressesLine, always.addresses));
  text.append(acl_lines(kDirectDomainsLine, always.domains));
  const CoverIndex index(direct);
  for (const std::string& entry : direct) {
    if (net::is_ipv4(entry)) {
      text.append(acl_lines(kDirectAddressesLine, {entry}));
    } else if (!is_covered(entry, index) && !is_always_direct(entry)) {
      text.append(acl_lines(kDirectDomainsLine, {entry}));
    }
  }
  text.append(
      "acl proxyenv_direct any-of proxyenv_direct_names proxyenv_direct_addresses "
      "proxyenv_direct_domains\n");
  text.append(render_peer(upstream));
  text.append(
      "cache_peer_access proxyenv_upstream deny proxyenv_reverse\n"
      "cache_peer_access proxyenv_upstream deny proxyenv_direct\n"
      "cache_peer_access proxyenv_upstream allow all\n"
      "always_direct deny proxyenv_reverse\n"
      "always_direct allow proxyenv_direct\n"
      "never_direct allow !proxyenv_direct\n");
  return text;
}

}  // namespace proxyenv::dify

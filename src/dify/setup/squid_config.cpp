// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/squid_config.hpp"

#include <algorithm>

#include "dify/record/squid_names.hpp"
#include "net/address.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

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

// Whether another entry covers this one: squid's dstdomain refuses `.x` beside what it covers.
bool is_covered(const std::string& entry, const std::vector<std::string>& entries) {
  return std::any_of(entries.begin(), entries.end(), [&](const std::string& other) {
    return other != entry && covers(other, entry);
  });
}

}  // namespace

std::string render_selective_upstream(const Upstream& upstream,
                                      const std::vector<Domain>& domains) {
  std::string text(kHeader);
  // One domain a line: squid reads lines of at most 8 KiB.
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
      "acl proxyenv_direct_names dstdom_regex -n -i ^[a-z0-9_-]+$\n"
      "acl proxyenv_direct_addresses dst -n 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12\n"
      "acl proxyenv_direct_addresses dst -n 192.168.0.0/16 100.64.0.0/10 ::1 fc00::/7 fe80::/10\n"
      "acl proxyenv_direct_domains dstdomain -n .internal .local\n");
  for (const std::string& entry : direct) {
    if (net::is_ipv4(entry)) {
      text.append("acl proxyenv_direct_addresses dst -n ").append(entry).append("\n");
    } else if (!is_covered(entry, direct) && !is_covered(entry, {".internal", ".local"}) &&
               entry != ".internal" && entry != ".local") {
      text.append("acl proxyenv_direct_domains dstdomain -n ").append(entry).append("\n");
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

DirectPlaces read_direct(std::string_view upstream_conf) {
  constexpr std::string_view kDomains = "acl proxyenv_direct_domains dstdomain -n ";
  constexpr std::string_view kAddresses = "acl proxyenv_direct_addresses dst -n ";
  DirectPlaces direct;
  for (std::string_view line : text::split(upstream_conf, "\n")) {
    const bool is_domains = line.starts_with(kDomains);
    if (!is_domains && !line.starts_with(kAddresses)) continue;
    line.remove_prefix(is_domains ? kDomains.size() : kAddresses.size());
    std::vector<std::string>& values = is_domains ? direct.domains : direct.addresses;
    for (const std::string_view value : ascii::words_of(line)) values.emplace_back(value);
  }
  return direct;
}

}  // namespace proxyenv::dify

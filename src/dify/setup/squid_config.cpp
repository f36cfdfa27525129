// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/squid_config.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

constexpr std::string_view kScript = R"script(#!/bin/bash
# Written by `proxyenv dify init`, mounted over /docker-entrypoint-mount.sh. Runs the entrypoint of whatever Dify release
# is installed, and puts the upstream into the squid.conf that this wrote, just before squid starts.
set -eu
squid=/etc/squid
folder=$squid/proxyenv

fail() {
    echo "[proxyenv] $1" >&2
    exit 1
}

# Called back from the middle of Dify's entrypoint.
if [ "${1-}" = patch ]; then
    [ -r $folder/upstream.conf ] || fail "$folder/upstream.conf cannot be read"
    # Where Dify reaches its sandbox through this squid from outside the network (docker-compose.middleware.yaml).
    bridge=$(sed -n 's/^http_port \([0-9][0-9]*\) accel .*/\1/p' $squid/dify_sandbox_proxy.conf 2>/dev/null || true)
    awk -v include=$folder/upstream.conf -v common=$squid/dify_common.conf -v bridge="$bridge" '
        function seconds(number, unit) {
            return number * (unit ~ /^hour/ ? 3600 : unit ~ /^minute/ ? 60 : unit ~ /^day/ ? 86400 : 1)
        }
        function upstream(reverse) {  # proxyenv_reverse: requests for the sandbox, which never go outside
            print "acl proxyenv_reverse localport " reverse
            print "include " include
            placed++
        }
        function keep_for_sandbox(peer) {
            print "cache_peer_access " peer " allow proxyenv_reverse"
            print "cache_peer_access " peer " deny all"
        }
        BEGIN {  # 2 minutes, which some releases set, cut a model that thinks longer; never shorten
            longest = 900
            while ((getline line < common) > 0) {
                split(line, word)
                if (word[1] == "read_timeout" && seconds(word[2], word[3]) > longest)
                    longest = seconds(word[2], word[3])
            }
        }
        { sub(/\r$/, "") }
        /^read_timeout / { if (seconds($2, $3) > longest) longest = seconds($2, $3); next }
        /^http_access deny to_private_networks/ && !placed {  # Dify 1.15 and later
            upstream(bridge == "" ? 0 : bridge)
            if (bridge != "") keep_for_sandbox("dify_sandbox")
            print "http_access allow client_localnet proxyenv_domains"
        }
        /^http_port [0-9]+ accel vhost/ && !placed { port = $2; upstream(port) }  # Dify 1.14 and earlier
        /^cache_peer .*originserver *$/ && port && !sandbox {
            print $0 " name=proxyenv_sandbox"
            keep_for_sandbox("proxyenv_sandbox")
            sandbox++
            next
        }
        { print }
        END {
            print "read_timeout " longest " seconds"
            if (placed != 1 || (port && !sandbox)) exit 3
        }' $squid/squid.conf >$squid/proxyenv.conf ||
        fail "this squid.conf has a layout that is not known: run proxyenv dify init again, with its newest version"
    cat $squid/proxyenv.conf >$squid/squid.conf
    exit 0
fi

[ -r $folder/dify-entrypoint.sh ] || fail "$folder/dify-entrypoint.sh cannot be read: run proxyenv dify init again"
awk -v script="$(readlink -f "$0")" '
    { sub(/\r$/, "") }
    /^\/usr\/sbin\/squid -Nz/ && !found { print "bash " script " patch || exit 1"; found = 1 }
    { print }
    END { exit !found }' $folder/dify-entrypoint.sh >$squid/proxyenv-entrypoint.sh ||
    fail "Dify's entrypoint has a layout that is not known: run proxyenv dify init again, with its newest version"
exec bash $squid/proxyenv-entrypoint.sh
)script";

constexpr std::string_view kHeader =
    "# Written by `proxyenv dify init`: run it again instead of editing this. No ${...} is "
    "expanded "
    "here.\n";

std::string render_peer(const Upstream& upstream) {
  std::string line = "cache_peer " + upstream.host + " parent " + std::to_string(upstream.port) +
                     " 0 no-query no-digest no-netdb-exchange default";
  if (upstream.has_credentials()) line.append(" login=").append(upstream.login_with_credentials());
  return line + " name=" + std::string(kSquidPeerName) + "\n";
}

bool is_ipv4(const std::string& text) {
  std::array<unsigned char, 4> address{};
  return ::inet_pton(AF_INET, text.c_str(), address.data()) == 1;
}

// dstdomain refuses `.x` beside what it covers.
bool is_covered(const std::string& entry, const std::vector<std::string>& entries) {
  const auto as_domain = [](const std::string& text) {
    const bool zone = text.starts_with('.');
    return Domain{text.substr(zone ? 1 : 0), zone};
  };
  return std::any_of(entries.begin(), entries.end(), [&](const std::string& other) {
    return other != entry && as_domain(other).covers(as_domain(entry));
  });
}

// Dify's own, up to 1.14: its sandbox, for who asks this squid as if it were the sandbox.
bool is_sandbox_peer(const std::vector<std::string_view>& words) {
  return words.size() > 1 && words[1] == "${SANDBOX_HOST}" &&
         std::find(words.begin(), words.end(), "originserver") != words.end();
}

}  // namespace

std::string_view squid_entrypoint_script() {
  return kScript;
}

std::string render_selective_upstream(const Upstream& upstream,
                                      const std::vector<Domain>& domains) {
  std::string text(kHeader);
  // One a line: squid reads lines of 8 KiB.
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
    if (is_ipv4(entry)) {
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
  while (!upstream_conf.empty()) {
    const std::size_t end = std::min(upstream_conf.find('\n'), upstream_conf.size());
    std::string_view line = upstream_conf.substr(0, end);
    upstream_conf.remove_prefix(std::min(end + 1, upstream_conf.size()));
    const bool is_domains = line.starts_with(kDomains);
    if (!is_domains && !line.starts_with(kAddresses)) continue;
    line.remove_prefix(is_domains ? kDomains.size() : kAddresses.size());
    std::vector<std::string>& values = is_domains ? direct.domains : direct.addresses;
    for (const std::string_view value : ascii::words_of(line)) values.emplace_back(value);
  }
  return direct;
}

std::vector<std::size_t> article_lines(std::string_view template_text) {
  std::vector<std::size_t> lines;
  for (std::size_t number = 1; !template_text.empty(); ++number) {
    const std::size_t end = std::min(template_text.find('\n'), template_text.size());
    const std::string_view line = ascii::trimmed(template_text.substr(0, end));
    template_text.remove_prefix(std::min(end + 1, template_text.size()));
    if (line.empty() || line.front() == '#') continue;
    const auto words = ascii::words_of(line);
    const bool own_parent = words.front() == "cache_peer" && !is_sandbox_peer(words);
    const bool variable = line.find("${HTTP_PROXY_SERVER_") != std::string_view::npos ||
                          line.find("${DOMAINS_BY_PROXY}") != std::string_view::npos;
    if (own_parent || variable) lines.push_back(number);
  }
  return lines;
}

}  // namespace proxyenv::dify

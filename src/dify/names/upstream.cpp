// SPDX-License-Identifier: Apache-2.0
#include "dify/names/upstream.hpp"

#include <algorithm>
#include <array>

#include "core/proxy_url.hpp"
#include "core/repair_proxy.hpp"
#include "dify/names/domain_name.hpp"
#include "dify/names/full_width.hpp"
#include "net/address.hpp"
#include "net/domain.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

namespace proxyenv::dify {

namespace {

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (ascii::is_alnum(c)) {
      encoded.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded.append({'%', kDigits[byte >> 4U], kDigits[byte & 15U]});
    }
  }
  return encoded;
}

// Whether the host is this machine itself. This is wider than net::is_loopback() on purpose:
// proxies report 0.0.0.0 and :: as the addresses where they listen, *.localhost is this machine by
// RFC 6761, and the other two names are in many /etc/hosts files.
bool is_this_machine(const std::string& host) {
  if (const auto address = net::parse_address(host)) {
    const net::Address plain = net::unmapped(*address);
    const bool is_mapped = plain != *address;
    const bool is_zero =
        std::all_of(plain.bytes.begin(), plain.bytes.end(), [](auto byte) { return byte == 0; });
    return net::is_loopback(plain) || is_zero || (is_mapped && plain.bytes[0] == 0);
  }
  return net::is_in_domain(host, "localhost") || host == "ip6-localhost" ||
         host == "localhost.localdomain";
}

Result<std::string> read_host(std::string_view written) {
  if (written.starts_with('[')) {
    std::string address(written.substr(1, written.size() - 2));
    if (!net::is_ipv6(address)) return fail("has an IPv6 address that cannot be read");
    return address;
  }
  if (written.ends_with('.')) written.remove_suffix(1);
  std::string host(written);
  if (net::is_ipv4(host)) return host;
  if (reads_as_ipv4(host)) return fail("has an address that cannot be read");
  auto name = ascii_host_name(host);
  if (!name && is_container_name(host)) return ascii::lowered(host);
  if (!name) return fail("has a host that " + name.error().message);
  return name;
}

Result<void> refuse_scheme(const std::string& scheme) {
  if (scheme.empty() || scheme == "http") return {};
  if (scheme == "https") {
    return fail(
        "begins with https://, and nothing here speaks TLS to a proxy (squid's parent would "
        "need a certificate set up for it, gRPC clients cannot); most such proxies are "
        "http:// ones");
  }
  if (scheme.starts_with("socks")) {
    return fail(
        "is a SOCKS proxy, which can be no parent of squid; use the http port of the same "
        "program (Clash and v2ray have one, a mixed port speaks both)");
  }
  return fail("has a scheme that is not http");
}

// squid reads some logins as instructions, not as names (cf.data.pre, cache_peer login=).
Result<void> refuse_login(const Upstream& upstream) {
  if (upstream.user == "*") {
    return fail("has the user `*`, which tells squid to forward the clients' own user names");
  }
  constexpr std::array<std::string_view, 4> kWords = {"PASS", "PASSTHRU", "PROXYPASS", "NEGOTIATE"};
  const bool is_word = std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    return upstream.user.starts_with(word);
  });
  if (is_word && upstream.password.empty()) {
    return fail("has a user without a password that squid would take for an instruction");
  }
  return {};
}

Result<void> read_credentials(std::string_view userinfo, Upstream& upstream) {
  const std::size_t colon = userinfo.find(':');
  upstream.user = percent_decoded(userinfo.substr(0, colon));
  if (colon != std::string_view::npos) {
    upstream.password = percent_decoded(userinfo.substr(colon + 1));
  }
  const std::string both = upstream.user + upstream.password;
  if (std::any_of(both.begin(), both.end(), ascii::is_control)) {
    return fail("has a control character in its credentials");
  }
  if (upstream.user.find(':') != std::string::npos) {
    return fail("has a colon in its user, which HTTP's Basic scheme cannot carry");
  }
  if (upstream.user.empty() && !upstream.password.empty()) {
    return fail("has a password and no user");
  }
  return refuse_login(upstream);
}

}  // namespace

bool Upstream::is_address() const {
  return net::parse_address(host).has_value();
}

std::string Upstream::shown() const {
  const std::string name = net::is_ipv6(host) ? "[" + host + "]" : host;
  return std::string("http://") + (has_credentials() ? "***@" : "") + name + ":" +
         std::to_string(port);
}

std::size_t Upstream::login_size() const {
  return has_credentials() ? user.size() + 1 + password.size() : 0;
}

std::string Upstream::login_with_credentials() const {
  return percent_encoded(user) + ":" + percent_encoded(password);
}

std::string Upstream::url_with_credentials() const {
  const std::string name = net::is_ipv6(host) ? "[" + host + "]" : host;
  return "http://" + (has_credentials() ? login_with_credentials() + "@" : "") + name + ":" +
         std::to_string(port);
}

Result<Upstream> parse_upstream(std::string_view text) {
  const FullWidthText folded = fold_full_width_url(text);
  const RepairedProxy repaired = repair_proxy(folded.text);
  if (repaired.blank || ascii::trimmed(folded.text).empty()) return fail("is empty");
  if (const auto refused = refuse_scheme(ascii::lowered(scheme_part(repaired.value))); !refused) {
    return fail(refused.error());
  }
  const ProxyReading reading = read_proxy(repaired.value);
  if (reading.defect == ProxyDefect::unencoded_credentials) {
    return fail(std::string(describe(reading.defect)) +
                "; write them percent-encoded: @ as %40, # as %23, / as %2F, : as %3A, % as %25");
  }
  if (reading.defect != ProxyDefect::none) {
    return fail(std::string(describe(reading.defect)) + "; write http://HOST:PORT");
  }
  if (!reading.url.port) return fail("names no port; write http://HOST:PORT");
  if (!reading.url.path.empty() && reading.url.path != "/") {
    return fail("has a path, which no proxy has; write http://HOST:PORT");
  }
  Upstream upstream;
  upstream.was_full_width = folded.was_changed;
  upstream.port = *reading.url.port;
  auto host = read_host(reading.url.host);
  if (!host) return fail(host.error());
  upstream.host = std::move(*host);
  if (reading.url.userinfo) {
    const auto read = read_credentials(*reading.url.userinfo, upstream);
    if (!read) return fail(read.error());
  }
  upstream.was_loopback = is_this_machine(upstream.host);
  if (upstream.was_loopback) upstream.host = kDockerHost;
  return upstream;
}

void name_for_podman(Upstream& upstream) {
  if (upstream.is_docker_host()) upstream.host = kPodmanHost;
}

Result<Upstream> upstream_of_variables(std::string_view host,
                                       std::optional<std::string_view> port) {
  const std::string host_name(kUpstreamHostName);
  const std::string port_name(kUpstreamPortName);
  const FullWidthText folded_host = fold_full_width_url(host);
  const FullWidthText folded_port = fold_full_width(port.value_or(""));
  const std::string text(ascii::trimmed(folded_host.text));
  const std::string number(ascii::trimmed(folded_port.text));
  if (port && !net::parse_port(number)) return fail(port_name + ": is no port from 1 to 65535");
  auto whole = parse_upstream(text);
  if (!whole && port) {
    const bool is_bare_ipv6 = text.find_first_of("[/@") == std::string::npos &&
                              std::count(text.begin(), text.end(), ':') > 1;
    std::string joined = is_bare_ipv6 ? "[" + text + "]" : text;
    while (joined.ends_with('/')) joined.pop_back();
    whole = parse_upstream(joined + ":" + number);
  } else if (whole && port && std::to_string(whole->port) != number) {
    return fail(host_name + " has a port of its own, another than " + port_name);
  }
  if (!whole && !port && text.find(':') == std::string::npos) {
    return fail(host_name + " names no port, and " + port_name + " is not set");
  }
  if (!whole) return fail(host_name + " " + whole.error().message);
  whole->was_full_width = folded_host.was_changed || folded_port.was_changed;
  return whole;
}

std::string without_credentials(std::string content, const Upstream& upstream) {
  if (!upstream.has_credentials()) return content;
  const std::string login = upstream.login_with_credentials();
  for (std::size_t at = 0; (at = content.find(login, at)) != std::string::npos;) {
    content.replace(at, login.size(), "***");
  }
  return content;
}

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
#include "dify/names/upstream.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "core/proxy_url.hpp"
#include "dify/names/domain_name.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"

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

int hex_value(char c) {
  return ascii::is_digit(c) ? c - '0' : ascii::to_lower(c) - 'a' + 10;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && ascii::is_hex_digit(text[i + 1]) &&
        ascii::is_hex_digit(text[i + 2])) {
      decoded.push_back(static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
      i += 2;
    } else {
      decoded.push_back(text[i]);
    }
  }
  return decoded;
}

bool is_ipv6(const std::string& host) {
  std::array<unsigned char, 16> address{};
  return ::inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}
bool is_ipv4(const std::string& host) {
  std::array<unsigned char, 4> address{};
  return ::inet_pton(AF_INET, host.c_str(), address.data()) == 1;
}

// This machine itself, in any of the ways to write it; 0.0.0.0 is where a proxy listens.
bool is_loopback(const std::string& host) {
  std::array<unsigned char, 16> v6{};
  if (::inet_pton(AF_INET6, host.c_str(), v6.data()) == 1) {
    const bool zero_front = std::all_of(v6.begin(), v6.begin() + 10, [](auto b) { return b == 0; });
    const bool mapped = zero_front && v6[10] == 0xff && v6[11] == 0xff;
    const bool small = std::all_of(v6.begin(), v6.end() - 1, [](auto b) { return b == 0; }) &&
                       v6[15] <= 1;  // :: and ::1
    return small || (mapped && (v6[12] == 127 || v6[12] == 0));
  }
  std::array<unsigned char, 4> v4{};
  if (::inet_pton(AF_INET, host.c_str(), v4.data()) == 1) {
    return v4[0] == 127 || std::all_of(v4.begin(), v4.end(), [](auto b) { return b == 0; });
  }
  return host == "localhost" || host.ends_with(".localhost") || host == "ip6-localhost" ||
         host == "localhost.localdomain";
}

Result<std::string> read_host(std::string_view written) {
  if (written.starts_with('[')) {
    std::string address(written.substr(1, written.size() - 2));
    if (!is_ipv6(address)) return fail("has an IPv6 address that cannot be read");
    return address;
  }
  if (written.ends_with('.')) written.remove_suffix(1);
  std::string host(written);
  if (is_ipv4(host)) return host;
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

// What squid takes for a wish instead of a name (cf.data.pre, cache_peer login=).
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
  return is_ipv4(host) || is_ipv6(host);
}

std::string Upstream::shown() const {
  const std::string name = is_ipv6(host) ? "[" + host + "]" : host;
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
  const std::string name = is_ipv6(host) ? "[" + host + "]" : host;
  return "http://" + (has_credentials() ? login_with_credentials() + "@" : "") + name + ":" +
         std::to_string(port);
}

Result<Upstream> parse_upstream(std::string_view text) {
  const CleanedProxy cleaned = clean_proxy(text);
  if (cleaned.blank || ascii::trimmed(text).empty()) return fail("is empty");
  if (const auto refused = refuse_scheme(ascii::lowered(scheme_part(cleaned.value))); !refused) {
    return tl::unexpected<Error>(refused.error());
  }
  const ProxyReading reading = read_proxy(cleaned.value);
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
  upstream.port = *reading.url.port;
  auto host = read_host(reading.url.host);
  if (!host) return tl::unexpected<Error>(host.error());
  upstream.host = std::move(*host);
  if (reading.url.userinfo) {
    const auto read = read_credentials(*reading.url.userinfo, upstream);
    if (!read) return tl::unexpected<Error>(read.error());
  }
  upstream.was_loopback = is_loopback(upstream.host);
  if (upstream.was_loopback) upstream.host = kDockerHost;
  return upstream;
}

Result<Upstream> upstream_of_variables(std::string_view host,
                                       std::optional<std::string_view> port) {
  const std::string host_name(kUpstreamHostName);
  const std::string port_name(kUpstreamPortName);
  const std::string text(ascii::trimmed(host));
  const std::string number(ascii::trimmed(port.value_or("")));
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
  return whole;
}

bool may_hold_credentials(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos;
}

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// Read in curl 5c61e16869 (2026-08-22, 8.22.0-DEV) lib/proxy.c: proxy_check_noproxy, match_host,
// match_ip, parse_proxy; before 8.21 lib/url.c parse_proxy, lib/noproxy.c Curl_check_noproxy (7.86
// to 8.20), url.c check_noproxy (before). Run: 7.88.1.
#include "clients/rules/libcurl.hpp"

#include <algorithm>
#include <array>

#include "clients/rules/port.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "net/domain.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

namespace proxyenv::clients::libcurl {

namespace {

std::string_view without_trailing_dot(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

// atoi(), as text: blanks in front and what follows the digits do not count, and no digits are 0.
std::string atoi_of(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\n\v\f\r"), text.size()));
  const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
  return std::string(digits.empty() ? "0" : digits);
}

// The addresses that an entry covers.
std::optional<net::Network> network_of(std::string_view token, const Version& version) {
  const std::size_t slash = token.find('/');
  if (slash == std::string_view::npos) {
    const auto address = net::parse_address(token);
    if (!address) return std::nullopt;
    return net::Network{*address, address->is_v6 ? 128U : 32U};
  }
  // Until 8.18 `10.0.0.0/8|x` is a network.
  const auto network = version < Version{8, 18}
                           ? net::parse_network(std::string(token.substr(0, slash + 1)) +
                                                atoi_of(token.substr(slash + 1)))
                           : net::parse_network(token);
  // `/0` is read as "no bits given": the exact address.
  if (network && network->bits == 0) {
    return net::Network{network->address, network->address.is_v6 ? 128U : 32U};
  }
  return network;
}

Token parse_token(std::string_view text, const Version& version) {
  Token token{text, text, network_of(text, version)};
  if (token.name.starts_with('.')) token.name.remove_prefix(1);
  if (version >= Version{7, 86}) token.name = without_trailing_dot(token.name);
  return token;
}

std::vector<Token> parse_tokens(std::string_view list, const Version& version) {
  constexpr std::string_view kTokenEnd = " \t,";
  std::vector<Token> tokens;
  std::size_t position = 0;
  while (position < list.size()) {
    position = std::min(list.find_first_not_of(kTokenEnd, position), list.size());
    const std::size_t end = std::min(list.find_first_of(kTokenEnd, position), list.size());
    const std::string_view token = list.substr(position, end - position);
    if (!token.empty()) tokens.push_back(parse_token(token, version));
    position = end;
    if (version >= Version{8, 9}) {
      // After blanks a comma must follow; otherwise reading stops.
      position = std::min(list.find_first_not_of(" \t", position), list.size());
      if (position < list.size() && list[position] != ',') break;
    }
  }
  return tokens;
}

// The target's host in the form that is compared with the list.
struct Host {
  std::string name;
  std::optional<net::Address> address;  // none if it is compared as a name
  bool without_subdomains = false;
};

Host host_of(const Target& target, const Version& version) {
  // Since 7.77 the URL parser turns all forms that inet_aton() reads, such as 127.1, into an
  // address, and an IPv6 literal into a single form.
  Host host{target.host, std::nullopt, false};
  if (target.is_ipv6 || version >= Version{7, 77}) {
    host.name = target.is_ipv6 ? target.normalized_host() : whatwg_hostname(target.host, false);
  }
  if (target.is_ipv6) host.name = host.name.substr(1, host.name.size() - 2);
  const auto address = net::parse_address(host.name);
  // Until 8.18 an IPv6 host was matched like a name: as text, and not against networks (curl
  // 19828).
  const bool as_address =
      address && version >= Version{7, 86} && (!address->is_v6 || version >= Version{8, 18});
  if (as_address) host.address = address;
  if (version >= Version{7, 86}) host.name = without_trailing_dot(host.name);
  // 7.86.0 did not match subdomains of a plain entry (curl issue 9842).
  host.without_subdomains = version >= Version{7, 86} && version < Version{7, 87};
  return host;
}

// Labels are compared from the right.
bool token_matches(const Token& token, const Host& host) {
  if (host.address) return token.network && net::contains(*token.network, *host.address);
  return host.without_subdomains ? ascii::equal_ignoring_case(token.name, host.name)
                                 : net::is_in_domain(host.name, token.name);
}

// A part of the test of Curl_is_absolute_url() for a guessed scheme: a slash follows the colon.
std::size_t scheme_size(std::string_view value) {
  const auto* const end = std::find_if_not(value.begin(), value.end(), [](char c) {
    return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.';
  });
  const auto size = static_cast<std::size_t>(end - value.begin());
  return value.substr(size).starts_with(":/") ? size : 0;
}

// curl_url_get() decodes no control character; before 7.76 the credentials were then left out.
std::optional<Route> refusal_of(std::string_view userinfo, std::string_view variable,
                                const Version& version) {
  const std::string decoded = percent_decoded(userinfo);
  const bool has_control = std::any_of(decoded.begin(), decoded.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < ' '; });
  if (!has_control || version < Version{7, 76}) return std::nullopt;
  if (version >= Version{8, 18}) {
    return Route::error("curl decodes no control character in user or password", variable);
  }
  return Route::direct("a control character in user or password, decoded, turns the proxy off",
                       variable);
}

}  // namespace

List read_list(const Variable& variable, const Version& version) {
  List list{variable, version, parse_tokens(variable.value, version), {}};
  for (const Token& token : list.tokens) list.index.add(token.text);
  return list;
}

std::optional<Route> bypass(const List& list, const Target& target) {
  if (list.variable.value == "*") return Route::exempt("*", list.variable.name);
  const Host host = host_of(target, list.version);
  for (const EntryIndex::Position i : list.index.candidates(host.name)) {
    const Token& token = list.tokens[i];
    if (token_matches(token, host)) return Route::exempt(token.text, list.variable.name);
  }
  return std::nullopt;
}

Route read_proxy_value(std::string_view value, std::string scheme, std::string_view variable,
                       const Version& version) {
  const auto fails = [&](std::string_view why) { return Route::error(why, variable); };
  const bool has_junk = std::any_of(value.begin(), value.end(),
                                    [](char c) { return ascii::is_control(c) || c == ' '; });
  if (has_junk) return fails("curl refuses blanks and control characters in a proxy value");
  std::string_view rest = value;
  if (const std::size_t end = scheme_size(value); end > 0) {
    scheme = ascii::lowered(value.substr(0, end));
    rest = value.substr(end + 1);
    // One slash is enough, and three are accepted.
    const std::size_t slashes = std::min(rest.find_first_not_of('/'), rest.size());
    if (slashes > 3) return fails("curl takes three slashes at most");
    rest = rest.substr(slashes);
    constexpr std::array<std::string_view, 7> kKnown = {"http",    "https",  "socks",  "socks4",
                                                        "socks4a", "socks5", "socks5h"};
    if (std::find(kKnown.begin(), kKnown.end(), scheme) == kKnown.end()) {
      return fails("curl supports no such proxy scheme");
    }
  } else if (version < Version{8, 21}) {
    // The host's name is used to guess the scheme.
    constexpr std::array<std::string_view, 6> kGuessed = {"ftp.",  "dict.", "ldap.",
                                                          "imap.", "smtp.", "pop3."};
    const std::string lowered = ascii::lowered(value);
    if (std::any_of(kGuessed.begin(), kGuessed.end(),
                    [&](std::string_view guess) { return lowered.starts_with(guess); })) {
      return fails("curl takes the host's first label for a scheme that no proxy has");
    }
  }
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  const std::size_t at = authority.find('@');
  const std::string_view host_port =
      at == std::string_view::npos ? authority : authority.substr(at + 1);
  const std::size_t host_end = host_port.starts_with('[')
                                   ? host_port.find(']') + 1
                                   : std::min(host_port.find(':'), host_port.size());
  const std::string_view host = host_port.substr(0, host_end);
  if (!net::is_host(host)) return fails("curl cannot read the proxy's host");
  const std::string_view port = host_port.substr(host_end);
  // A colon without a port is accepted only if there is a scheme.
  if (port == ":" && rest.size() == value.size()) return fails("curl cannot read the proxy's port");
  std::uint16_t number = scheme == "http" && version >= Version{8, 21} ? 80 : 1080;
  if (scheme == "https") number = 443;
  if (port.size() > 1) {
    const auto written = parse_padded_port(port.substr(1));
    if (!written) return fails("curl cannot read the proxy's port");
    number = *written;
  }
  if (at != std::string_view::npos) {
    if (const auto refused = refusal_of(authority.substr(0, at), variable, version)) {
      return *refused;
    }
  }
  if (scheme == "socks") scheme = "socks4";
  return Route::through(scheme, host, number, variable);
}

}  // namespace proxyenv::clients::libcurl

// SPDX-License-Identifier: Apache-2.0
// Read in golang.org/x/net of 2026-07-01 (0.53 and later) http/httpproxy/proxy.go FromEnvironment,
// parseProxy, init, useProxy, proxyForURL and the matchers; net/url url.go of Go 1.19.8, and later
// releases as far as the functions below name them. Run: Go 1.19.8, see go.cpp. The release dates
// tell which Go contains which x/net: 0.23 (any proxy scheme) from Go 1.23, 0.36 (names do not
// match addresses) from 1.23.7; 1.24.0 lacks the latter.
#include "clients/rules/go.hpp"

#include <algorithm>
#include <array>

#include "clients/rules/lookup.hpp"
#include "clients/rules/resolution.hpp"
#include "net/address.hpp"
#include "net/domain.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/percent.hpp"

namespace proxyenv::clients::go {

namespace {

const Version kAnyScheme{1, 23};
const Version kNamesMissAddresses{1, 23, 7};

// --- net/url -----------------------------------------------------------------------------------

struct GoUrl {
  std::string scheme;
  std::string_view host_port;
};

bool has_good_escapes(std::string_view text) {
  for (std::size_t i = text.find('%'); i != std::string_view::npos; i = text.find('%', i + 1)) {
    if (!is_percent_escape(text, i)) return false;
  }
  return true;
}

bool all_in(std::string_view text, std::string_view others) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return ascii::is_alnum(c) || others.find(c) != std::string_view::npos;
  });
}

// getScheme(): the length, 0 for none. Returns no value for a URL that begins with the colon.
std::optional<std::size_t> scheme_length(std::string_view url) {
  for (std::size_t i = 0; i < url.size(); ++i) {
    const char c = url[i];
    if (c == ':') return i == 0 ? std::nullopt : std::optional(i);
    const bool later = ascii::is_digit(c) || c == '+' || c == '-' || c == '.';
    if (!ascii::is_alpha(c) && (!later || i == 0)) return 0;
  }
  return 0;
}

// CVE-2025-47912 (GO-2025-4010): from these versions on only IPv6 addresses are allowed in
// brackets.
bool checks_brackets(const Version& version) {
  return version >= Version{1, 25, 2} || (version >= Version{1, 24, 8} && version < Version{1, 25});
}

// CVE-2026-25679 (GO-2026-4601): that check first ignored the text before the brackets.
bool refuses_text_before_brackets(const Version& version) {
  return version >= Version{1, 26, 1} || (version >= Version{1, 25, 8} && version < Version{1, 26});
}

// golang/go#75223, and #78077 from 1.27 on (#81044 says which schemes remain).
bool refuses_second_colon(std::string_view scheme, const Version& version) {
  if (version >= Version{1, 27}) return scheme == "http" || scheme == "https";
  return version >= Version{1, 26};
}

// parseHost(): the host with its port, as far as Go keeps them. Returns no value for its errors.
std::optional<std::string_view> parse_host(std::string_view host, std::string_view scheme,
                                           const Version& version) {
  const bool checks = checks_brackets(version);
  std::size_t open = host.rfind('[');
  // Older versions see brackets only at the beginning.
  if (!checks) open = host.starts_with('[') ? 0 : std::string_view::npos;
  std::string_view port;
  if (open != std::string_view::npos) {
    if (open > 0 && refuses_text_before_brackets(version)) return std::nullopt;
    host.remove_prefix(open);
    const std::size_t end = host.rfind(']');
    if (end == std::string_view::npos) return std::nullopt;
    const auto address = net::parse_address(host.substr(1, host.find_first_of("%]") - 1));
    if (checks && (!address || !address->is_v6)) return std::nullopt;
    port = host.substr(end + 1);
  } else {
    const std::size_t colon =
        refuses_second_colon(scheme, version) ? host.find(':') : host.rfind(':');
    if (colon != std::string_view::npos) port = host.substr(colon);
  }
  const auto digits = port.substr(port.empty() ? 0 : 1);
  if (!port.empty() && port.front() != ':') return std::nullopt;
  if (!std::all_of(digits.begin(), digits.end(), ascii::is_digit)) return std::nullopt;
  // Escapes of ASCII characters are not allowed in a host; with other escapes the text is not a
  // host name.
  const bool is_spelled = std::all_of(host.begin(), host.end(), [](char c) {
    constexpr std::string_view kAllowed = "!$&'()*+,;=:[]<>\"-_.~";
    return ascii::is_alnum(c) || kAllowed.find(c) != std::string_view::npos ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  return is_spelled ? std::optional(host) : std::nullopt;
}

// parseAuthority(): the same, but skips a user in front.
std::optional<std::string_view> parse_authority(std::string_view authority, std::string_view scheme,
                                                const Version& version) {
  const std::size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return parse_host(authority, scheme, version);
  const std::string_view user = authority.substr(0, at);
  if (!all_in(user, "-._:~!$&'()*+,;=%@") || !has_good_escapes(user)) return std::nullopt;
  return parse_host(authority.substr(at + 1), scheme, version);
}

std::optional<GoUrl> parse_url(std::string_view url, const Version& version) {
  const std::size_t fragment = url.find('#');
  if (fragment != std::string_view::npos) {
    if (!has_good_escapes(url.substr(fragment))) return std::nullopt;
    url = url.substr(0, fragment);
  }
  if (std::any_of(url.begin(), url.end(), ascii::is_control)) return std::nullopt;
  const auto scheme = scheme_length(url);
  if (!scheme) return std::nullopt;
  GoUrl result{ascii::lowered(url.substr(0, *scheme)), {}};
  std::string_view rest = *scheme == 0 ? url : url.substr(*scheme + 1);
  rest = rest.substr(0, rest.find('?'));
  if (!rest.starts_with('/')) {
    if (*scheme > 0) return result;  // opaque
    const std::string_view segment = rest.substr(0, rest.find('/'));
    if (segment.find(':') != std::string_view::npos) return std::nullopt;
  }
  if ((*scheme > 0 || !rest.starts_with("///")) && rest.starts_with("//")) {
    const std::size_t end = std::min(rest.find('/', 2), rest.size());
    const auto host_port = parse_authority(rest.substr(2, end - 2), result.scheme, version);
    if (!host_port) return std::nullopt;
    result.host_port = *host_port;
    rest = rest.substr(end);
  }
  if (!has_good_escapes(rest)) return std::nullopt;
  return result;
}

// --- httpproxy ---------------------------------------------------------------------------------

// parseProxy(): if the value does not parse, Go parses it again with `http://` in front, so
// `ftp://p:1` is a proxy called `ftp`.
std::optional<GoUrl> parse_proxy(const std::string& value, const std::string& as_host,
                                 const Version& version) {
  auto url = parse_url(value, version);
  const auto is_bogus = [&](const GoUrl& it) {
    if (version >= kAnyScheme) return it.scheme.empty() || it.host_port.empty();
    return it.scheme != "http" && it.scheme != "https" && it.scheme != "socks5";
  };
  if (url && !is_bogus(*url)) return url;
  auto retried = parse_url(as_host, version);
  return retried ? retried : url;
}

Proxy split_host_port(const GoUrl& url, std::string_view variable) {
  Proxy proxy{url.scheme, std::string(url.host_port), {}, variable, false};
  const std::size_t colon = proxy.host.rfind(':');
  const bool in_brackets = proxy.host.find(']', colon) != std::string::npos;
  if (colon != std::string::npos && !in_brackets) {
    proxy.port = proxy.host.substr(colon + 1);
    proxy.host.resize(colon);
  }
  // SplitHostPort() removes all brackets; here IPv6 keeps them.
  if (proxy.host.starts_with('[') && proxy.host.ends_with(']') &&
      proxy.host.find(':') == std::string::npos) {
    proxy.host = proxy.host.substr(1, proxy.host.size() - 2);
  }
  return proxy;
}

// net.IP: an IPv4 address mapped into IPv6 is the IPv4 address.
std::optional<net::Address> parse_ip(std::string_view text) {
  const auto address = net::parse_address(text);
  return address ? std::optional(net::unmapped(*address)) : std::nullopt;
}

// net.SplitHostPort(). Returns no value for its errors.
std::optional<HostPort> split_entry_port(std::string_view entry) {
  const std::size_t colon = entry.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = entry.substr(0, colon);
  if (host.starts_with('[')) {
    if (host.find(']') != host.size() - 1) return std::nullopt;
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return std::nullopt;
  }
  if (host.find_first_of("[]") != std::string_view::npos) return std::nullopt;
  return HostPort{host, entry.substr(colon + 1)};
}

bool domain_matches(std::string_view domain, std::string_view host) {
  if (domain.starts_with("*.")) domain.remove_prefix(1);
  if (domain.starts_with('.')) return ascii::ends_with_ignoring_case(host, domain);
  return net::is_in_domain(host, domain);
}

// The part of a question that is compared with each entry.
struct Host {
  std::string_view name;
  std::string port;
  std::optional<net::Address> address;
  bool misses_names = false;
};

bool network_matches(const net::Network& network, const Host& host, const Question& question) {
  if (host.address) return net::contains(network, *host.address);
  return question.resolved && may_hold_name(network, question.assumptions);
}

bool entry_matches(const Entry& entry, const Host& host, const Question& question) {
  if (entry.network) return network_matches(*entry.network, host, question);
  if (!entry.pattern.port.empty() && entry.pattern.port != host.port) return false;
  if (entry.address) return host.address && *entry.address == *host.address;
  return !host.misses_names && domain_matches(entry.pattern.host, host.name);
}

bool is_loopback(const Question& question, const std::optional<net::Address>& address) {
  if (question.host == "localhost") return true;
  if (question.resolved && ascii::equal_ignoring_case(question.host, "localhost")) return true;
  return address && net::is_loopback(*address);
}

}  // namespace

std::variant<Proxy, Route> read_proxy(const Environment& environment, std::string_view scheme,
                                      const Version& version) {
  const bool is_http = scheme == "http";
  const auto found = is_http ? first_set(environment, {"HTTP_PROXY", "http_proxy"})
                             : first_set(environment, {"HTTPS_PROXY", "https_proxy"});
  if (!found) return Route::direct("none of its variables has a value");
  const std::string value(found->value);
  const std::string as_host = "http://" + value;
  const auto url = parse_proxy(value, as_host, version);
  if (!url) return Route::direct("a value that Go cannot parse is dropped", found->name);
  const auto method = environment.find("REQUEST_METHOD");
  if (is_http && method && !method->empty()) {
    return Route::error("Go refuses an http proxy where REQUEST_METHOD is set (CGI)",
                        "REQUEST_METHOD");
  }
  Proxy proxy = split_host_port(*url, found->name);
  proxy.misread = !proxy.host.empty() && value.starts_with(proxy.host + "://");
  return proxy;
}

List read_list(const Environment& environment, const Version& version) {
  const auto variable = first_set(environment, {"NO_PROXY", "no_proxy"});
  List list;
  list.names_miss_addresses = version >= kNamesMissAddresses;
  if (!variable) return list;
  list.variable = variable->name;
  for (const std::string_view piece : text::split(variable->value, ",")) {
    Entry entry{text::trimmed(piece, text::kAsciiSpace), {}, std::nullopt, std::nullopt};
    if (entry.text == "*") list.has_star = true;
    entry.network = net::parse_network(entry.text);
    entry.pattern = split_entry_port(entry.text).value_or(HostPort{entry.text, {}});
    entry.address = parse_ip(entry.pattern.host);
    if (!entry.network && entry.pattern.host.empty()) continue;
    list.entries.push_back(entry);
    list.index.add(entry.text);
  }
  return list;
}

std::optional<Route> bypass(const List& list, const Question& question) {
  Host host{question.host, std::to_string(question.port), parse_ip(question.host), false};
  if (is_loopback(question, host.address)) {
    return Route::direct("Go sends nothing for loopback to a proxy");
  }
  if (list.has_star) return Route::exempt("*", list.variable);
  host.misses_names = question.resolved || (host.address && list.names_miss_addresses);
  const auto networks = question.resolved && question.assumptions.holds(Condition::resolves)
                            ? EntryIndex::Networks::looked_at
                            : EntryIndex::Networks::left_out;
  for (const EntryIndex::Position i : list.index.candidates(host.name, networks)) {
    const Entry& entry = list.entries[i];
    if (entry_matches(entry, host, question)) return Route::exempt(entry.text, list.variable);
  }
  return std::nullopt;
}

}  // namespace proxyenv::clients::go

// SPDX-License-Identifier: Apache-2.0
// Read in httpx/_utils.py (get_environment_proxies), _config.py (Proxy), _client.py
// (_get_proxy_map) and _urlparse.py, see ../python_httpx.cpp for the versions.
// Found later (docs/clients.md 8): before 0.24.1 all entries are suffixes, even addresses and
// localhost. Before 0.26 a list entry is never read as a URL, and the user information ends at the
// first `@`. Before 0.24 (with rfc3986 as parser) a text that cannot be parsed is not an error, but
// has no host.
#include "clients/rules/httpx.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/python.hpp"
#include "net/address.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/percent.hpp"

namespace proxyenv::clients::httpx {

namespace {

struct Url {
  std::string scheme;
  std::string host;  // lower case, IPv6 without brackets
  std::optional<std::int64_t> port;
  std::string behind;
};

// `^[0-9]+.[0-9]+.[0-9]+.[0-9]+$`, whose dots are unescaped: any three characters separate the
// digits.
bool has_ipv4_style(std::string_view host) {
  // Most hosts are names, which this quick check detects.
  if (host.empty() || !ascii::is_digit(host.front()) || !ascii::is_digit(host.back())) return false;
  constexpr std::size_t kParts = 4;
  std::array<bool, 2 * kParts> reached{};  // even: before digits of a part; odd: within them
  reached[0] = true;
  for (const char c : host) {
    std::array<bool, 2 * kParts> next{};
    for (std::size_t part = 0; part < kParts; ++part) {
      const bool within = reached[2 * part + 1];
      if (ascii::is_digit(c) && (reached[2 * part] || within)) next[2 * part + 1] = true;
      if (within && part + 1 < kParts) next[2 * part + 2] = true;
    }
    reached = next;
  }
  return reached[2 * kParts - 1];
}

// encode_host. Returns no value if it raises.
std::optional<std::string> read_host(std::string_view host) {
  if (has_ipv4_style(host)) {
    const auto address = net::parse_address(host);
    if (!address || address->is_v6) return std::nullopt;
    return std::string(host);
  }
  if (host.starts_with('[') && host.ends_with(']') && host.size() > 1) {
    const std::string_view literal = host.substr(1, host.size() - 2);
    const auto address = net::parse_address(literal.substr(0, literal.find('%')));
    if (!address || !address->is_v6) return std::nullopt;
    return std::string(literal);
  }
  return ascii::lowered(host);
}

std::optional<std::int64_t> default_port(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return 80;
  if (scheme == "https" || scheme == "wss") return 443;
  if (scheme == "ftp") return 21;
  return std::nullopt;
}

bool is_regular_name(std::string_view text, std::string_view more) {
  constexpr std::string_view kMarks = "-._~!$&'()*+,;=";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool known = ascii::is_alnum(text[i]) || kMarks.find(text[i]) != std::string_view::npos ||
                       more.find(text[i]) != std::string_view::npos || is_percent_escape(text, i);
    if (!known) return false;
  }
  return true;
}

// The parser before 0.24, rfc3986: an invalid authority has no host, and no exception is raised.
void read_old_authority(std::string_view authority, Url& url) {
  if (authority.ends_with('\n')) authority.remove_suffix(1);  // `$` of a regular expression
  const std::size_t at = authority.find('@');
  if (at != std::string_view::npos) {
    if (at == 0 || !is_regular_name(authority.substr(0, at), ":")) return;
    authority.remove_prefix(at + 1);
  }
  const std::size_t host_end = authority.starts_with('[')
                                   ? authority.find(']') + 1
                                   : std::min(authority.find(':'), authority.size());
  const std::string_view host = authority.substr(0, host_end);
  std::string_view port = authority.substr(host_end);
  if (port.starts_with(':')) port.remove_prefix(1);
  constexpr std::size_t kMostDigits = 5;
  if (!std::all_of(port.begin(), port.end(), ascii::is_digit) || port.size() > kMostDigits) return;
  const bool is_literal = host.starts_with('[') && net::is_host(host);
  if (!is_literal && !is_regular_name(host, {})) return;
  if (has_ipv4_style(host) && !net::parse_address(host)) return;
  url.host = ascii::lowered(is_literal ? host.substr(1, host.size() - 2) : host);
  if (!port.empty()) url.port = python::parse_int(port);
  if (url.port == 0) url.port.reset();
}

// encode_host and normalize_port; false if they raise InvalidURL.
bool read_authority(std::string_view authority, const Version& version, Url& url) {
  const std::size_t at = version < Version{0, 26} ? authority.find('@') : authority.rfind('@');
  if (at != std::string_view::npos) authority.remove_prefix(at + 1);
  const std::size_t bracket =
      authority.starts_with('[') ? authority.rfind(']') : std::string_view::npos;
  const std::size_t host_end = bracket == std::string_view::npos
                                   ? std::min(authority.find(':'), authority.size())
                                   : bracket + 1;
  auto host = read_host(authority.substr(0, host_end));
  if (!host) return false;
  url.host = std::move(*host);
  std::string_view port = authority.substr(host_end);
  if (port.starts_with(':')) port.remove_prefix(1);
  if (port.empty()) return true;
  url.port = python::parse_int(port);
  return url.port.has_value();
}

// httpx.URL(text). Returns no value if it raises InvalidURL.
std::optional<Url> parse_url(std::string_view text, const Version& version) {
  const bool old = version < Version{0, 24};
  if (!old && std::any_of(text.begin(), text.end(), ascii::is_control)) return std::nullopt;
  Url url;
  const std::size_t colon = text.find_first_of(":/?#");
  const std::string_view scheme =
      colon != std::string_view::npos && text[colon] == ':' ? text.substr(0, colon) : "";
  const bool is_scheme = !scheme.empty() && ascii::is_alpha(scheme.front()) &&
                         std::all_of(scheme.begin(), scheme.end(), [](char c) {
                           return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.';
                         });
  if (is_scheme) {
    url.scheme = ascii::lowered(scheme);
    text.remove_prefix(scheme.size() + 1);
  } else if (!old && text.starts_with(':')) {
    text.remove_prefix(1);  // an empty scheme, and then no path that begins with a colon
    if (text.starts_with(':')) return std::nullopt;
  }
  if (!text.starts_with("//")) return url;
  text.remove_prefix(2);
  const std::size_t end = std::min(text.find_first_of(old ? "\\/?#" : "/?#"), text.size());
  url.behind = text.substr(end);
  const std::string_view authority = text.substr(0, end);
  if (old) {
    read_old_authority(authority, url);
    if (url.host.empty()) url.scheme = scheme;  // lower case only if all of it could be parsed
  } else if (!read_authority(authority, version, url)) {
    return std::nullopt;
  }
  if (url.port == default_port(url.scheme)) url.port.reset();
  return url;
}

// The smaller value comes first.
std::tuple<int, std::ptrdiff_t, std::ptrdiff_t> priority(const Pattern& pattern) {
  return {pattern.port ? 0 : 1, -static_cast<std::ptrdiff_t>(pattern.host.size()),
          -static_cast<std::ptrdiff_t>(pattern.scheme.size())};
}

Pattern to_pattern(Url url) {
  return {url.scheme == "all" ? std::string{} : std::move(url.scheme),
          url.host == "*" ? std::string{} : std::move(url.host), url.port};
}

// get_environment_proxies: the pattern for an entry of the list.
std::string pattern_text(std::string_view entry, const Version& version) {
  std::string text(entry);
  if (version < Version{0, 24, 1}) return "all://*" + text;
  if (version >= Version{0, 26} && entry.find("://") != std::string_view::npos) return text;
  const std::size_t slash = std::min(entry.find('/'), entry.size());
  const auto address = net::parse_address(entry.substr(0, slash));
  if (address && !address->is_v6) return "all://" + text;
  // httpx2: only the address is in the brackets.
  if (address) return "all://[" + text.insert(version < Version{2, 2} ? text.size() : slash, "]");
  return (ascii::equal_ignoring_case(entry, "localhost") ? "all://" : "all://*") + text;
}

bool host_matches(std::string_view pattern, std::string_view host) {
  if (!pattern.starts_with('*')) return pattern == host;
  pattern.remove_prefix(1);
  if (host.size() < pattern.size()) return false;
  const std::size_t front = host.size() - pattern.size();
  if (pattern.starts_with('.')) return front > 0 && host.ends_with(pattern);
  if (front > 0 && (front == 1 || host[front - 1] != '.')) return false;
  return host.ends_with(pattern);
}

bool matches(const Pattern& pattern, const Request& request) {
  if (!pattern.scheme.empty() && pattern.scheme != request.scheme) return false;
  if (!pattern.host.empty() && !host_matches(pattern.host, request.host)) return false;
  return !pattern.port || pattern.port == request.port;
}

// The mounts that the exemption list becomes.
struct List {
  std::vector<Mount> mounts;  // of the entries that are patterns
  bool has_error = false;     // some entry is not a valid pattern
};

List parse_list(std::string_view text, const Version& version) {
  List list;
  for (const std::string_view piece : text::split(text, ",")) {
    const std::string_view entry = text::trimmed(piece, python::kSpace);
    if (entry.empty()) continue;
    auto url = parse_url(pattern_text(entry, version), version);
    if (url) {
      list.mounts.push_back({to_pattern(std::move(*url)), entry});
    } else {
      list.has_error = true;
    }
  }
  return list;
}

bool is_proxy_scheme(std::string_view scheme, const Version& version) {
  if (scheme == "http" || scheme == "https") return true;
  if (scheme == "socks5") return version >= Version{0, 22};
  return scheme == "socks5h" && version >= Version{0, 28};
}

std::optional<Url> parse_proxy(std::string_view value, const Version& version) {
  const bool has_scheme = value.find("://") != std::string_view::npos;
  return parse_url((has_scheme ? "" : "http://") + std::string(value), version);
}

// The error that Proxy(url) raises, or the transport that Client() makes for it.
std::optional<Route> error_in(const Variable& proxy, const Version& version, bool has_socksio) {
  const auto url = parse_proxy(proxy.value, version);
  if (!url) return Route::error("InvalidURL at Client()", proxy.name);
  if (!is_proxy_scheme(url->scheme, version)) {
    return Route::error("ValueError at Client(): unknown scheme of a proxy URL", proxy.name);
  }
  if (has_socksio || !url->scheme.starts_with("socks")) return std::nullopt;
  return Route::error("ImportError at Client(): socksio, which SOCKS needs, is not installed",
                      proxy.name);
}

Route connect(const Variable& proxy, const Version& version) {
  const Url url = parse_proxy(proxy.value, version).value_or(Url{});
  constexpr std::int64_t kSocksPort = 1080;
  const std::int64_t port = url.port.value_or(default_port(url.scheme).value_or(kSocksPort));
  return through_endpoint(proxy, {url.scheme, url.host, port, url.behind});
}

}  // namespace

const Mount* Mounts::find(const Request& request) const {
  const Mount* first = nullptr;
  for (const EntryIndex::Position i : index.candidates(request.host)) {
    const Mount& mount = mounts[i];
    if (!matches(mount.pattern, request)) continue;
    if (first == nullptr || priority(mount.pattern) < priority(first->pattern)) first = &mount;
  }
  return first;
}

bool has_entry(const std::vector<Mount>& mounts, std::string_view entry) {
  return std::any_of(mounts.begin(), mounts.end(),
                     [&](const Mount& mount) { return mount.entry == entry; });
}

Mounts read_mounts(const python::Proxies& proxies, const Version& version,
                   const Assumptions& assumptions) {
  const bool has_socksio = assumptions.holds(Condition::socksio);
  const Variable variable = proxies.find("no").value_or(Variable{});
  List list = parse_list(variable.value, version);
  Mounts result;
  result.list_name = variable.name;
  result.has_star = has_entry(list.mounts, "*");
  for (const std::string_view key : {"http", "https", "all"}) {
    const auto proxy = proxies.find(key);
    // An entry that is a proxy's own key, `http://`, replaces it by "direct".
    const bool is_replaced =
        version >= Version{0, 26} && has_entry(list.mounts, std::string(key) + "://");
    if (!proxy || is_replaced) continue;
    const std::string_view scheme = key == "all" ? "" : key;
    // With `*` in the list there are no proxies, so no value is read.
    if (!result.has_star && !result.error) result.error = error_in(*proxy, version, has_socksio);
    result.proxies.push_back({scheme, {connect(*proxy, version)}});
    result.mounts.push_back({{std::string(scheme), {}, std::nullopt}, {}});
  }
  if (list.has_error && !result.has_star && !result.error) {
    result.error = Route::error("InvalidURL at Client() for an entry of the list", variable.name);
  }
  for (Mount& mount : list.mounts) result.mounts.push_back(std::move(mount));
  for (const Mount& mount : result.mounts) result.index.add(mount.pattern.host);
  return result;
}

}  // namespace proxyenv::clients::httpx

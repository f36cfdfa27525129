// SPDX-License-Identifier: Apache-2.0
// Composer, PHP's package manager, on the command line. Read in src/Composer/Util: Http/ProxyHelper
// and Http/ProxyManager of 2.5.5, Http/ProxyItem and Http/RequestProxy of eba7baa5 (2.10), and
// NoProxyPattern, which is the same in both; parse_url() in ext/standard/url.c of PHP 8.2. Run:
// 2.5.5 with PHP 8.2 and libcurl 7.88.1, and eba7baa5 from its source. Every value is checked
// before the first request: a malformed one fails for every target. Before 2.7.3 libcurl looks at
// the variables itself where Composer gives it no proxy, and at the list in any case.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/libcurl.hpp"
#include "clients/rules/lookup.hpp"
#include "net/address.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

// Since then it reads proxies by rules of its own alone.
constexpr Version kRefactored = {2, 7, 3};
constexpr Version kNoFallback = {2, 8};
constexpr Version kLibcurl = {7, 88, 1};

// --- parse_url() -------------------------------------------------------------------------------

struct PhpUrl {
  std::optional<std::string> scheme;
  std::string userinfo;  // with its `@`
  std::string host;      // empty: none
  std::optional<std::int64_t> port;
};

bool are_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), ascii::is_digit);
}

// strtol() of at most five characters, between 0 and 65535: blanks and a sign in front and what
// follows the digits do not count.
std::optional<std::int64_t> read_port(std::string_view text) {
  constexpr std::int64_t kHighestPort = 65535;
  text.remove_prefix(std::min(text.find_first_not_of(" \t\n\v\f\r"), text.size()));
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  text = text.substr(0, text.find_first_not_of("0123456789"));
  if (text.empty()) return std::nullopt;
  std::int64_t port = 0;
  for (const char digit : text) port = port * 10 + (digit - '0');
  return port > kHighestPort || (is_negative && port > 0) ? std::nullopt : std::optional(port);
}

// What begins with the user or the host. No value where parse_url() returns false.
std::optional<PhpUrl> parse_host(PhpUrl url, std::string_view rest) {
  std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    url.userinfo = authority.substr(0, at + 1);
    authority.remove_prefix(at + 1);
  }
  const bool is_address = authority.starts_with('[') && authority.ends_with(']');
  const std::size_t colon = is_address ? std::string_view::npos : authority.rfind(':');
  if (colon != std::string_view::npos) {
    const std::string_view digits = authority.substr(colon + 1);
    if (!url.port && digits.size() > 5) return std::nullopt;
    if (!url.port && !digits.empty()) {
      url.port = read_port(digits);
      if (!url.port) return std::nullopt;
    }
    authority = authority.substr(0, colon);
  }
  if (authority.empty()) return std::nullopt;
  url.host = authority;
  std::replace_if(url.host.begin(), url.host.end(), ascii::is_control, '_');
  return url;
}

std::string_view without_slashes(std::string_view text) {
  return text.starts_with("//") ? text.substr(2) : text;
}

// The colon may stand in front of a port: `host:3128`, `//host:3128/`.
std::optional<PhpUrl> parse_port(std::string_view text, std::size_t colon) {
  const std::string_view behind = text.substr(colon + 1);
  const std::size_t digits = static_cast<std::size_t>(
      std::find_if_not(behind.begin(), behind.end(), ascii::is_digit) - behind.begin());
  const bool ends = digits == behind.size() || behind[digits] == '/';
  if (digits > 0 && digits < 6 && ends) {
    PhpUrl url;
    url.port = read_port(behind.substr(0, digits));
    if (!url.port) return std::nullopt;
    return parse_host(std::move(url), without_slashes(text));
  }
  if (behind.empty()) return std::nullopt;
  return text.starts_with("//") ? parse_host({}, text.substr(2)) : PhpUrl{};
}

std::optional<PhpUrl> parse_url(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    return text.starts_with("//") ? parse_host({}, text.substr(2)) : PhpUrl{};
  }
  if (colon == 0) return parse_port(text, colon);
  const std::string_view scheme = text.substr(0, colon);
  const bool is_scheme = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return ascii::is_alnum(c) || c == '+' || c == '.' || c == '-';
  });
  const std::string_view behind = text.substr(colon + 1);
  if (!is_scheme) {
    if (!behind.empty() && colon < text.find_first_of("?#")) return parse_port(text, colon);
    return text.starts_with("//") ? parse_host({}, text.substr(2)) : PhpUrl{};
  }
  if (!behind.empty() && !behind.starts_with('/')) {
    const std::string_view digits = behind.substr(0, behind.find('/'));
    if (digits.size() < 6 && are_digits(digits)) return parse_port(text, colon);
  }
  PhpUrl url;
  url.scheme = ascii::lowered(scheme);
  if (!behind.starts_with("//") || scheme == "file") return url;
  return parse_host(std::move(url), behind.substr(2));
}

// --- The proxies -------------------------------------------------------------------------------

struct Proxy {
  Variable variable;
  Route route;
};

// The value as libcurl is given it. No value where Composer takes it for malformed.
std::optional<std::string> formatted(std::string_view value, const Version& version) {
  const bool is_refactored = version >= kRefactored;
  if (is_refactored && value.find_first_of("\r\n\t") != std::string_view::npos) return std::nullopt;
  auto url = parse_url(value);
  if (!url || url->host.empty()) return std::nullopt;
  if (!url->scheme && is_refactored) url->scheme = "http";
  if (!url->port && url->scheme == "http") url->port = 80;
  if (!url->port && url->scheme == "https") url->port = 443;
  if (!url->port) return std::nullopt;
  const std::string text = text::concatenated({url->scheme.value_or(""), url->scheme ? "://" : "",
                                               is_refactored ? "" : url->userinfo, url->host, ":",
                                               std::to_string(*url->port)});
  const auto again = is_refactored ? url : parse_url(text);
  return again && again->port.value_or(0) != 0 ? std::optional(text) : std::nullopt;
}

// What the environment says once, before the first request.
struct Proxies {
  std::optional<Proxy> http;
  std::optional<Proxy> https;
  std::optional<Route> error;  // for every target
};

class Reader {
 public:
  Reader(const Environment& environment, const Version& version)
      : environment_(environment), version_(version) {}

  Proxies read() {
    read_http();
    https_ = read_first({"https_proxy", "HTTPS_PROXY"});
    const bool falls_back =
        version_ < kRefactored || (version_ < kNoFallback && !is_https_set_empty());
    if (!https_ && falls_back) https_ = http_;
    return {std::move(http_), std::move(https_), std::move(error_)};
  }

 private:
  void read_http() {
    http_ = read_first({"http_proxy", "HTTP_PROXY"});
    if (version_ >= kRefactored) {
      if (!http_) http_ = read_first({"cgi_http_proxy", "CGI_HTTP_PROXY"});
      return;
    }
    if (auto preferred = read_first({"CGI_HTTP_PROXY"})) http_ = std::move(preferred);
  }

  bool is_https_set_empty() const {
    return first_present(environment_, {"https_proxy", "HTTPS_PROXY"}).has_value();
  }

  std::optional<Variable> find(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names) {
      const auto found = first_set(environment_, {name});
      if (found && (found->value != "0" || version_ >= kRefactored)) return found;
    }
    return std::nullopt;
  }

  std::optional<Proxy> read_first(std::initializer_list<std::string_view> names) {
    const auto variable = find(names);
    if (!variable) return std::nullopt;
    const auto text = formatted(variable->value, version_);
    if (!text) {
      if (!error_) error_ = Route::error("Composer takes the value for malformed", variable->name);
      return std::nullopt;
    }
    return Proxy{*variable, libcurl::read_proxy_value(*text, "http", variable->name, kLibcurl)};
  }

  const Environment& environment_;
  const Version& version_;
  std::optional<Proxy> http_;
  std::optional<Proxy> https_;
  std::optional<Route> error_;
};

// --- NoProxyPattern ----------------------------------------------------------------------------

constexpr unsigned kAllBits = 128;

// IPv4 as ::ffff:a.b.c.d.
net::Address as_v6(const net::Address& address) {
  if (address.is_v6) return address;
  net::Address mapped;
  mapped.is_v6 = true;
  mapped.bytes[10] = mapped.bytes[11] = 0xff;
  std::copy_n(address.bytes.begin(), 4, mapped.bytes.begin() + 12);
  return mapped;
}

struct Rule {
  std::string_view text;
  std::string name;  // with a dot in front
  std::int64_t port = 0;
  std::optional<net::Network> network;
};

// FILTER_VALIDATE_INT of digits: no leading zeros.
std::optional<std::int64_t> read_int(std::string_view digits, std::int64_t least,
                                     std::int64_t most) {
  if (digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 5 || !are_digits(digits)) return std::nullopt;
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  const auto number = read_port(digits);
  return number && *number >= least && *number <= most ? number : std::nullopt;
}

// splitHostPort(). Brackets fall away: `[fd98::]/16` is `fd98::/16`.
std::optional<Rule> split_port(std::string_view text) {
  Rule rule{text, {}, 0, std::nullopt};
  std::string address;
  std::string_view rest = text;
  if (rest.starts_with('[')) {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos || end < 3) return std::nullopt;
    address = rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
    if (rest.find_first_of("[]") != std::string_view::npos ||
        std::count(rest.begin(), rest.end(), ':') > 1) {
      return std::nullopt;
    }
  }
  if (std::count(rest.begin(), rest.end(), ':') == 1) {
    constexpr std::int64_t kHighestPort = 65535;
    const std::size_t colon = rest.find(':');
    const auto port = read_int(rest.substr(colon + 1), 1, kHighestPort);
    if (!port) return std::nullopt;
    rule.port = *port;
    rest = rest.substr(0, colon);
  }
  rule.name = address + std::string(rest);
  return rule;
}

// With one dot in front.
std::string dotted(std::string_view host) {
  return text::concatenated({".", host.substr(std::min(host.find_first_not_of('.'), host.size()))});
}

std::optional<Rule> read_rule(std::string_view text) {
  auto rule = split_port(text);
  if (!rule) return std::nullopt;
  const std::string whole = std::move(rule->name);
  std::string_view host = whole;
  std::optional<std::int64_t> bits;
  if (const std::size_t slash = host.find('/'); slash != std::string_view::npos) {
    const std::string_view behind = host.substr(slash + 1);
    bits = read_int(behind.substr(0, behind.find('/')), 0, kAllBits);
    if (!bits) return std::nullopt;
    host = host.substr(0, slash);
  }
  const auto address = net::parse_address(host);
  if (!address && bits) return std::nullopt;
  if (address) {
    if (bits && !address->is_v6 && *bits > 32) return std::nullopt;
    const auto length = static_cast<unsigned>(bits.value_or(address->is_v6 ? kAllBits : 32));
    rule->network = net::Network{as_v6(*address), address->is_v6 ? length : length + 96};
  }
  rule->name = dotted(host);
  return rule;
}

struct List {
  Variable variable;
  std::vector<Rule> rules;
  EntryIndex index;       // of the rules
  std::string_view star;  // what exempts every host; the whole list where it has only separators
  bool has_all = false;
};

List read_list(const Variable& variable) {
  List list{variable, {}, {}, {}, false};
  bool is_first = true;
  for (const std::string_view entry : text::split(variable.value, ", \t\n\v\f\r")) {
    if (entry.empty()) continue;
    if (is_first && entry == "*") list.star = entry;
    is_first = false;
    auto rule = read_rule(entry);
    if (!rule) continue;
    list.rules.push_back(std::move(*rule));
    list.index.add(entry);
  }
  list.has_all = !variable.value.empty() && (is_first || !list.star.empty());
  return list;
}

std::optional<Route> bypass(const List& list, const Target& target) {
  if (list.has_all) {
    return list.star.empty()
               ? Route::direct("a list of separators alone exempts all", list.variable.name)
               : Route::exempt(list.star, list.variable.name);
  }
  const auto address = net::parse_address(target.host);
  const std::string name = dotted(target.lowered_host());
  for (const EntryIndex::Position i : list.index.candidates(target.host)) {
    const Rule& rule = list.rules[i];
    const bool matches = rule.network ? address && net::contains(*rule.network, as_v6(*address))
                                      : std::string_view(name).ends_with(ascii::lowered(rule.name));
    if (matches && (rule.port == 0 || rule.port == target.port)) {
      return Route::exempt(rule.text, list.variable.name);
    }
  }
  return std::nullopt;
}

// -----------------------------------------------------------------------------------------------

bool is_web(std::string_view scheme) {
  return scheme == "http" || scheme == "https";
}

Router compile(const Environment& environment, const Version& version) {
  const Variable list = first_set(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{});
  const bool asks_libcurl = version < kRefactored;
  return [proxies = Reader(environment, version).read(), list = read_list(list),
          curl_list = libcurl::read_list(list, kLibcurl), asks_libcurl,
          curl = kCurl.compile(environment, kLibcurl)](const Target& target) {
    if (!is_web(target.scheme)) return Route::no_scheme("Composer", target.scheme);
    if (proxies.error) return *proxies.error;
    const auto& proxy = target.scheme == "https" ? proxies.https : proxies.http;
    if (!proxy) {
      return asks_libcurl ? curl(target) : Route::direct("none of its variables has a value");
    }
    if (auto exempt = bypass(list, target)) return asks_libcurl ? curl(target) : *exempt;
    const auto exempt = asks_libcurl ? libcurl::bypass(curl_list, target) : std::nullopt;
    return exempt ? *exempt : proxy->route;
  };
}

constexpr ClientVersion kHistory[] = {
    {{},
     "a list of its own, and then libcurl's reading of all variables; https takes http's proxy"},
    {kRefactored, "its own reading alone; a carriage return is an error"},
    {kNoFallback, "https takes the https proxy alone"},
};

}  // namespace

extern const Client kPhpComposer = {"php-composer", "Composer in PHP, on the command line", compile,
                                    kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients

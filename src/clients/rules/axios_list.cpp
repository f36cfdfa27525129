// SPDX-License-Identifier: Apache-2.0
// Read in lib/adapters/http.js and lib/helpers/shouldBypassProxy.js, see ../axios.cpp.
#include "clients/rules/axios_list.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "clients/rules/entry_index.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/whatwg_url.hpp"
#include "net/address.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients::axios {

namespace {

constexpr std::string_view kSeparators = ", \t\n\v\f\r";
// What versions do, and since when. Some of it came to 1.x, and then to 0.x, too.
enum class Step : unsigned {
  one,  // 1.x
  proxy_from_env,
  own_test,
  star_for_all,  // `*` exempts every host; in 0.x `*:8080` does, too
  loopback,      // localhost, 127.0.0.0/8 and ::1 stand for each other
  mapped,        // IPv4 addresses mapped into IPv6
  any_v4,        // 0.0.0.0 is loopback
  any_v6,        // :: is loopback
  short_v4,      // 10.1 and octal numbers
  networks,
  spelled_v6,  // any spelling of an IPv6 address
  npm_names,   // for axios' own test
};

// The minor versions of 0.x and 1.x that begin with it; 1.x from its beginning: 0.
struct StepRow {
  std::uint8_t in_0;
  std::uint8_t in_1;
  std::uint8_t patch_of_1 = 0;
};

constexpr std::uint8_t kNever = 255;
constexpr std::array<StepRow, 12> kSteps = {{
    {kNever, 0},
    {28, 0},
    {31, 15},
    {31, 19},
    {31, 15, 1},
    {32, 16},
    {33, 18},
    {kNever, 18},
    {kNever, 19},
    {34, 20},
    {35, 21},
    {35, kNever},
}};

class Reading {
 public:
  explicit Reading(const Version& version) {
    const bool is_0 = version < Version{1};
    unsigned bit = 1;
    for (const StepRow& step : kSteps) {
      const Version first = is_0 ? Version{0, step.in_0} : Version{1, step.in_1, step.patch_of_1};
      if (version >= first) taken_ |= bit;
      bit <<= 1U;
    }
  }
  [[nodiscard]] bool has(Step step) const {
    return ((taken_ >> static_cast<unsigned>(step)) & 1U) != 0;
  }

 private:
  unsigned taken_ = 0;
};

struct Entry {
  std::string_view host;
  std::uint64_t port = 0;  // 0: any
};

bool read_port(std::string_view digits, std::uint64_t& port) {
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), ascii::is_digit)) return false;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{}) port = ~std::uint64_t{0};  // no port
  return end == digits.data() + digits.size();
}

// proxy-from-env: `^(.+):(\d+)$`, so that a bare ::1 is the host `:` with port 1.
Entry parse_entry(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  Entry entry{text};
  if (colon == std::string_view::npos || colon == 0) return entry;
  if (read_port(text.substr(colon + 1), entry.port)) entry.host = text.substr(0, colon);
  return entry;
}

// An entry as one of the two tests reads it.
struct ListEntry {
  std::string_view text;  // as written
  Entry cut;
  bool is_suffix = false;
  // For axios' own test:
  bool covers_all = false;
  bool is_network = false;
  std::optional<net::Network> network;  // none: it cannot be read
  std::optional<net::Address> address;
  bool is_loopback = false;
};

// One of the two lists. They may come from different variables.
struct List {
  Variable variable;
  std::vector<ListEntry> entries;
  EntryIndex index;
};

// For proxy-from-env, or for the loop that axios has without it. There letters count: the host is
// in lower case, an entry is as written.
List read_list(const Variable& variable, const Reading& reading) {
  const bool by_loop = !reading.has(Step::proxy_from_env);
  List list{variable, {}, {}};
  for (std::string_view piece : text::split(variable.value, by_loop ? "," : kSeparators)) {
    if (by_loop) piece = text::trimmed(piece, text::kAsciiSpace);
    if (piece.empty() || (by_loop && ascii::lowered(piece) != piece)) continue;
    ListEntry& entry = list.entries.emplace_back();
    entry.text = piece;
    entry.cut = by_loop ? Entry{piece} : parse_entry(piece);
    const bool has_star = by_loop ? piece == "*" : piece.starts_with('*');
    entry.is_suffix = piece.starts_with('.') || has_star;
    if (has_star) entry.cut.host.remove_prefix(1);
    list.index.add(piece);
  }
  return list;
}

struct AskedHost {
  std::string name;
  std::uint64_t port = 0;
};

// What the list is asked about. In 0.x it is the URL as url.parse() has it, and until 0.30 without
// the brackets of IPv6: from 0.28 on http://[fd98::1]/ is the host fd98 with port 1. No value:
// proxy-from-env finds neither a host nor a port, and so no proxy.
std::optional<AskedHost> asked_host(const Target& target, const Reading& reading) {
  if (reading.has(Step::one)) {
    return AskedHost{whatwg_hostname(target.host, target.is_ipv6), target.port};
  }
  AskedHost host{ascii::lowered(target.host), target.port};
  if (!target.is_ipv6 || !reading.has(Step::proxy_from_env)) return host;
  if (reading.has(Step::own_test)) {
    host.name = "[" + host.name + "]";
    return host;
  }
  std::uint64_t port = 0;
  const bool has_port =
      target.port_is_written || read_port(host.name.substr(host.name.rfind(':') + 1), port);
  if (port != 0) host.port = port;
  host.name.resize(host.name.find(':'));
  if (host.name.empty() && !has_port) return std::nullopt;
  return host;
}

// proxy-from-env's shouldProxy, or the loop.
std::optional<Route> bypass(const List& list, const AskedHost& host) {
  if (list.variable.value == "*") return Route::exempt("*", list.variable.name);
  for (const EntryIndex::Position i : list.index.candidates(host.name)) {
    const ListEntry& entry = list.entries[i];
    if (entry.cut.port != 0 && entry.cut.port != host.port) continue;
    if (entry.is_suffix ? ascii::ends_with_ignoring_case(host.name, entry.cut.host)
                        : ascii::equal_ignoring_case(host.name, entry.cut.host)) {
      return Route::exempt(entry.text, list.variable.name);
    }
  }
  return std::nullopt;
}

// axios' own test: brackets are ignored, and a bare IPv6 address is not read as a host with a port.
Entry parse_own_entry(std::string_view text) {
  Entry entry{text};
  const std::size_t bracket = text.starts_with('[') ? text.find(']') : std::string_view::npos;
  if (bracket != std::string_view::npos) {
    entry.host = text.substr(1, bracket - 1);
    const std::string_view rest = text.substr(bracket + 1);
    if (rest.starts_with(':') && !read_port(rest.substr(1), entry.port)) entry.port = 0;
    return entry;
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon != text.rfind(':')) return entry;
  if (read_port(text.substr(colon + 1), entry.port)) entry.host = text.substr(0, colon);
  return entry;
}

// The address of a host that is a literal, if this version can read it.
std::optional<net::Address> parse_address(std::string_view host, const Reading& reading) {
  auto address = net::parse_address(host);
  const bool digits_and_dots = std::all_of(host.begin(), host.end(), [](char c) {
    return ascii::is_hex_digit(c) || c == '.' || c == 'x' || c == 'X';
  });
  // There must be at least two parts: a single `127` stays a name.
  if (!address && reading.has(Step::short_v4) && digits_and_dots && !host.ends_with('.') &&
      host.find('.') != std::string_view::npos) {
    address = net::parse_address(whatwg_hostname(host, false));
  }
  if (address && reading.has(Step::mapped)) return net::unmapped(*address);
  return address;
}

bool is_loopback(std::string_view host, const std::optional<net::Address>& address,
                 const Reading& reading) {
  if (host == "localhost") return true;
  if (!address) return false;
  // Of IPv6, 0.x knew `::1` alone.
  const bool any_spelling = reading.has(Step::one) || reading.has(Step::spelled_v6);
  if (address->is_v6 && !any_spelling) return host == "::1";
  if (net::is_loopback(net::unmapped(*address))) return true;
  constexpr net::Address kAny4;
  constexpr net::Address kAny6{true, {}};
  return (reading.has(Step::any_v4) && *address == kAny4) ||
         (reading.has(Step::any_v6) && *address == kAny6);
}

// A network and its base: in 1.x ::ffff:10.0.0.0/104 is 10.0.0.0/8.
std::optional<net::Network> parse_network(std::string_view entry, const Reading& reading) {
  const std::size_t slash = entry.rfind('/');
  std::string_view base = entry.substr(0, slash);
  const std::string_view digits = entry.substr(slash + 1);
  std::uint64_t bits = 0;
  if (!read_port(digits, bits)) return std::nullopt;
  const bool is_padded = digits.size() > 1 && digits.front() == '0';
  if (reading.has(Step::one) ? is_padded : digits.size() > 3) return std::nullopt;
  if (base.starts_with('[') && base.ends_with(']') &&
      (!reading.has(Step::one) || base.find(':') != std::string_view::npos)) {
    base = base.substr(1, base.size() - 2);
  }
  const auto network =
      reading.has(Step::one) ? parse_address(base, reading) : net::parse_address(base);
  if (!network) return std::nullopt;
  const bool was_mapped = !network->is_v6 && base.find(':') != std::string_view::npos;
  if (was_mapped && bits < 96) return std::nullopt;
  if (was_mapped) bits -= 96;
  if (bits > (network->is_v6 ? 128U : 32U)) return std::nullopt;
  return net::Network{*network, static_cast<unsigned>(bits)};
}

std::string_view without_trailing_dots(std::string_view host) {
  while (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

void read_own_entry(std::string_view piece, const Reading& reading, List& list) {
  Entry cut = parse_own_entry(piece);
  cut.host = without_trailing_dots(cut.host);
  const bool has_slash = piece.find('/') != std::string_view::npos;
  const auto network =
      has_slash && reading.has(Step::networks) ? parse_network(piece, reading) : std::nullopt;
  if (cut.host.empty() && !network) return;
  list.index.add(piece);
  ListEntry& entry = list.entries.emplace_back();
  entry.text = piece;
  entry.network = network;
  entry.is_network =
      network || (has_slash && reading.has(Step::networks) && reading.has(Step::one));
  entry.covers_all =
      reading.has(Step::star_for_all) && (reading.has(Step::one) ? piece : cut.host) == "*";
  if (cut.host.starts_with('*')) cut.host.remove_prefix(1);
  entry.cut = cut;
  entry.is_suffix = cut.host.starts_with('.');
  entry.address = parse_address(cut.host, reading);
  entry.is_loopback = is_loopback(ascii::lowered(cut.host), entry.address, reading);
}

// With npm's names, as proxy-from-env 1.
std::optional<Variable> find_list(const Environment& environment, bool npm) {
  const auto found =
      npm ? first_set(environment, {"npm_config_no_proxy", "NPM_CONFIG_NO_PROXY"}) : std::nullopt;
  return found ? found : first_set(environment, {"no_proxy", "NO_PROXY"});
}

// shouldBypassProxy.
List read_own_list(const Environment& environment, const Reading& reading) {
  List list;
  if (!reading.has(Step::own_test)) return list;
  list.variable = find_list(environment, reading.has(Step::npm_names)).value_or(Variable{});
  for (const std::string_view piece : text::split(list.variable.value, kSeparators)) {
    if (!piece.empty()) read_own_entry(piece, reading, list);
  }
  return list;
}

struct OwnHost {
  std::string_view name;
  std::optional<net::Address> address;
  bool is_loopback = false;
};

// Two spellings of one address are the same host if the version reads them.
bool same_host(const ListEntry& entry, const OwnHost& host, const Reading& reading) {
  if (ascii::equal_ignoring_case(host.name, entry.cut.host)) return true;
  if (!host.address || !entry.address || !(*host.address == *entry.address)) return false;
  // Otherwise IPv6 is compared as text; a mapped address became text of IPv4.
  return reading.has(Step::spelled_v6) || !host.address->is_v6;
}

bool own_entry_matches(const ListEntry& entry, const OwnHost& host, std::uint16_t port,
                       const Reading& reading) {
  if (entry.covers_all) return true;
  if (entry.is_network) {
    return entry.network && host.address && net::contains(*entry.network, *host.address);
  }
  if (entry.cut.port != 0 && entry.cut.port != port) return false;
  if (entry.is_suffix) return ascii::ends_with_ignoring_case(host.name, entry.cut.host);
  if (same_host(entry, host, reading)) return true;
  return reading.has(Step::loopback) && host.is_loopback && entry.is_loopback;
}

// shouldBypassProxy.
std::optional<Route> own_bypass(const List& list, const Target& target, const Reading& reading) {
  if (list.entries.empty()) return std::nullopt;
  std::string name = whatwg_hostname(target.host, target.is_ipv6);
  if (target.is_ipv6) name = name.substr(1, name.size() - 2);
  if (const auto address = parse_address(name, reading); address && !address->is_v6) {
    name = net::to_string(*address);
  }
  OwnHost host{without_trailing_dots(name), std::nullopt};
  host.address = parse_address(host.name, reading);
  host.is_loopback = is_loopback(host.name, host.address, reading);
  for (const EntryIndex::Position i : list.index.candidates(host.name)) {
    const ListEntry& entry = list.entries[i];
    if (own_entry_matches(entry, host, target.port, reading)) {
      return Route::exempt(entry.text, list.variable.name);
    }
  }
  return std::nullopt;
}

}  // namespace

bool has_proxy_from_env(const Version& version) {
  return version >= Version{0, 28};
}

bool has_npm_names(const Version& version) {
  return has_proxy_from_env(version) && version < Version{1, 14};
}

Bypass read_lists(const Environment& environment, const Version& version) {
  const Reading reading(version);
  const Variable variable = find_list(environment, has_npm_names(version)).value_or(Variable{});
  return [list = read_list(variable, reading), own_list = read_own_list(environment, reading),
          reading](const Target& target) {
    const auto host = asked_host(target, reading);
    if (!host) return std::optional(Route::direct("proxy-from-env reads no host in the URL"));
    auto route = bypass(list, *host);
    return route ? route : own_bypass(own_list, target, reading);
  };
}

}  // namespace proxyenv::clients::axios

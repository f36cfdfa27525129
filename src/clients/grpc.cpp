// SPDX-License-Identifier: Apache-2.0
// gRPC C-core: Python's grpcio, C++, Ruby, PHP. Read in http_proxy_mapper.cc (GetHttpProxyServer,
// MapName, AddressIncluded, ServerInCIDRRange) and uri.cc (URI::Parse) of the snapshots that
// docs/clients.md names. Run: python3-grpcio 1.51.1.
// Found later (docs/clients.md 8): a carriage return or blank after the port is harmless; up to
// 1.72 so is any text there. Up to 1.72 an address without a port has port 0 and fails, while a
// name has 443. It is not known exactly when the resolver changed; here it is 1.73. With
// GRPC_DNS_RESOLVER=native (run with 1.51.1) the port is 443 in both cases, and text behind a port
// fails.
#include <algorithm>
#include <string>

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "net/address.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/percent.hpp"

namespace proxyenv::clients {

namespace {

constexpr std::int64_t kDefaultPort = 443;  // also of a proxy

std::optional<Variable> find_proxy(const Environment& environment, const Version& version) {
  if (version < Version{1, 14}) return first_present(environment, {"http_proxy"});
  if (version < Version{1, 24}) return first_present(environment, {"https_proxy", "http_proxy"});
  return first_present(environment, {"grpc_proxy", "https_proxy", "http_proxy"});
}

std::optional<Variable> find_list(const Environment& environment, const Version& version) {
  if (version < Version{1, 6}) return std::nullopt;
  if (version < Version{1, 24}) return first_present(environment, {"no_proxy"});
  return first_present(environment, {"no_grpc_proxy", "no_proxy"});
}

// grpc_sockaddr_match_subnet: a number of bits above the family's width means all bits.
std::optional<net::Network> parse_subnet(std::string_view entry) {
  const std::size_t slash = entry.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto address = net::parse_address(entry.substr(0, slash));
  const std::string_view digits = text::trimmed(entry.substr(slash + 1), text::kAsciiSpace);
  if (!address || digits.empty() || !std::all_of(digits.begin(), digits.end(), ascii::is_digit)) {
    return std::nullopt;
  }
  constexpr std::size_t kMostDigits = 9;  // within uint32_t
  if (digits.size() > kMostDigits) return std::nullopt;
  const unsigned bits = static_cast<unsigned>(std::stoul(std::string(digits)));
  return net::Network{*address, std::min(bits, address->is_v6 ? 128U : 32U)};
}

struct Entry {
  std::string_view text;    // as written
  std::string_view suffix;  // an empty one matches every host
  std::optional<net::Network> subnet;
};

struct List {
  std::string_view variable;
  std::vector<Entry> entries;
  EntryIndex index;
};

List read_list(const Variable& variable, const Version& version) {
  List list{variable.name, {}, {}};
  for (const std::string_view piece : text::split(variable.value, ",")) {
    if (piece.empty() && version >= Version{1, 46}) continue;
    Entry entry{piece, piece, std::nullopt};
    if (version >= Version{1, 55}) {
      entry.suffix = text::trimmed(piece, text::kAsciiSpace);
      entry.subnet = parse_subnet(entry.suffix);
    }
    list.entries.push_back(entry);
    list.index.add(entry.suffix);
  }
  return list;
}

// The entry that covers the target, as a raw suffix or as a network; null for none.
const Entry* find_entry(const List& list, const Target& target) {
  const auto address = net::parse_address(target.host);
  const auto covers = [&](const Entry& entry) {
    return ascii::ends_with_ignoring_case(target.host, entry.suffix) ||
           (entry.subnet && address && net::contains(*entry.subnet, *address));
  };
  const auto candidates = list.index.candidates(target.host);
  const auto found = std::find_if(candidates.begin(), candidates.end(),
                                  [&](EntryIndex::Position i) { return covers(list.entries[i]); });
  return found == candidates.end() ? nullptr : &list.entries[*found];
}

struct Uri {
  std::string scheme;
  std::string_view authority;
  std::string_view behind;
};

bool is_query(std::string_view text) {
  constexpr std::string_view kMarks = "-._~!$&'()*+,;=:@/?%";
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return ascii::is_alnum(c) || kMarks.find(c) != std::string_view::npos;
  });
}

// URI::Parse does not check the authority, but it checks query and fragment.
std::optional<Uri> parse_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  Uri uri;
  uri.scheme = text.substr(0, colon);
  const bool is_scheme = std::all_of(uri.scheme.begin(), uri.scheme.end(), [](char c) {
    return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.';
  });
  if (!is_scheme || !ascii::is_alpha(uri.scheme.front())) return std::nullopt;
  text.remove_prefix(colon + 1);
  if (!text.starts_with("//")) return uri;
  text.remove_prefix(2);
  const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
  uri.authority = text.substr(0, end);
  uri.behind = text.substr(end);
  const std::size_t fragment = std::min(uri.behind.find('#'), uri.behind.size());
  const std::size_t query = uri.behind.substr(0, fragment).find('?');
  if (query != std::string_view::npos) {
    const std::string_view value = uri.behind.substr(query + 1, fragment - query - 1);
    if (value.empty() || !is_query(value)) return std::nullopt;
  }
  if (fragment < uri.behind.size() && !is_query(uri.behind.substr(fragment + 1))) {
    return std::nullopt;
  }
  return uri;
}

// The part after the user information. Until 1.72 the whole authority was decoded first. An encoded
// `@` then became a second one, which was an error.
std::optional<std::string> host_and_port(std::string_view authority, const Version& version) {
  if (version < Version{1, 73}) {
    const std::string decoded =
        version < Version{1, 35} ? std::string(authority) : percent_decoded(authority);
    const std::size_t at = decoded.find('@');
    if (at == std::string::npos) return decoded;
    if (decoded.find('@', at + 1) != std::string::npos) return std::nullopt;
    return decoded.substr(at + 1);
  }
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) authority.remove_prefix(at + 1);
  return percent_decoded(authority);
}

// The resolver reads the port.
enum class PortReader {
  c_ares,        // atoi(): skips blanks in front, ignores text behind, has words for names alone
  event_engine,  // some time before 1.73: ignores blanks at both ends
  getaddrinfo,   // GRPC_DNS_RESOLVER=native: skips blanks in front
};

PortReader port_reader(const Environment& environment, const Version& version,
                       const Assumptions& assumptions) {
  const std::string_view resolver = environment.find("GRPC_DNS_RESOLVER").value_or("");
  const bool is_native = ascii::equal_ignoring_case(resolver, "native");
  if (is_native || assumptions.holds(Condition::native_dns)) return PortReader::getaddrinfo;
  return version < Version{1, 73} ? PortReader::c_ares : PortReader::event_engine;
}

std::optional<std::int64_t> proxy_port(std::string_view text, bool is_address, PortReader reader) {
  const bool is_ares = reader == PortReader::c_ares;
  if (text.empty()) return is_address && is_ares ? 0 : kDefaultPort;
  if (!is_ares || !is_address) {
    if (text == "http") return 80;
    if (text == "https") return 443;
  }
  text = reader == PortReader::event_engine
             ? text::trimmed(text, text::kAsciiSpace)
             : text.substr(std::min(text.find_first_not_of(text::kAsciiSpace), text.size()));
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t number = 0;
  std::size_t digits = 0;
  constexpr std::size_t kMostDigits = 9;
  while (digits < text.size() && digits < kMostDigits && ascii::is_digit(text[digits])) {
    number = number * 10 + (text[digits++] - '0');
  }
  const bool is_number = digits > 0 && (is_ares || digits == text.size());
  return is_number ? std::optional(number) : std::nullopt;
}

Route connect(const Variable& proxy, std::string_view address, std::string_view behind,
              PortReader reader) {
  const std::size_t host_end = address.starts_with('[')
                                   ? address.find(']') + 1
                                   : std::min(address.find(':'), address.size());
  const std::string_view host = address.substr(0, host_end);
  std::string_view rest = address.substr(host_end);
  // A text with more than one colon is read as IPv6 without a port, whatever is between the colons.
  const bool one_colon = rest.empty() || (rest.front() == ':' && rest.rfind(':') == 0);
  if (!one_colon) {
    return Route::error("cannot split the proxy's host and port", proxy.name);
  }
  if (!rest.empty()) rest.remove_prefix(1);
  const bool is_address = host.starts_with('[') || net::parse_address(host).has_value();
  const auto port = proxy_port(rest, is_address, reader);
  if (!port) return Route::error("the proxy's port is no number", proxy.name);
  return through_endpoint(proxy, {"http", host, *port, behind});
}

// A value that cannot be used is logged, and the channel goes direct; no other variable is tried.
Route read_proxy_value(const Variable& proxy, const Version& version, PortReader reader) {
  const auto unusable = [&](std::string_view why) { return Route::direct(why, proxy.name); };
  auto uri = parse_uri(proxy.value);
  if (!uri || uri->authority.empty()) return unusable("logs an error: no URL with a host");
  if (version >= Version{1, 73}) uri->scheme = ascii::lowered(uri->scheme);
  if (uri->scheme != "http") return unusable("logs an error: a scheme other than http");
  const auto address = host_and_port(uri->authority, version);
  if (!address) return unusable("logs an error: more than one `@`");
  if (address->empty() && version >= Version{1, 73}) return unusable("logs an error: no host");
  return connect(proxy, *address, uri->behind, reader);
}

// Since 1.60 another variable names the proxy for addresses. The model covers only targets that are
// addresses: for names the answer depends on the resolver.
struct AddressProxy {
  Route route;
  List enabled;
};

std::optional<AddressProxy> read_address_proxy(const Environment& environment,
                                               const Version& version, PortReader reader) {
  constexpr std::string_view kName = "GRPC_ADDRESS_HTTP_PROXY";
  constexpr std::string_view kEnabled = "GRPC_ADDRESS_HTTP_PROXY_ENABLED_ADDRESSES";
  const auto proxy = environment.find(kName);
  const auto enabled = environment.find(kEnabled);
  if (version < Version{1, 60} || !proxy || !enabled) return std::nullopt;
  Route route = connect({kName, *proxy}, *proxy, {}, reader);
  if (route.kind != RouteKind::proxy) return std::nullopt;
  route.rule = "the address is one of " + std::string(kEnabled);
  return AddressProxy{std::move(route), read_list({kEnabled, *enabled}, version)};
}

// The route of a target that no entry exempts. If it is direct, gRPC does not read the list.
Route map_name(const Environment& environment, const Version& version, PortReader reader) {
  const auto proxy = find_proxy(environment, version);
  if (!proxy) return Route::direct("none of its variables is set");
  if (proxy->value.empty()) return Route::direct("an empty value means no proxy", proxy->name);
  return read_proxy_value(*proxy, version, reader);
}

struct Compiled {
  Route mapped;
  std::optional<List> list;
  std::optional<AddressProxy> address_proxy;
};

Route route_of(const Compiled& compiled, const Target& target) {
  Route route = compiled.mapped;
  if (route.kind != RouteKind::direct && compiled.list) {
    if (const Entry* const entry = find_entry(*compiled.list, target)) {
      route = Route::exempt(entry->text, compiled.list->variable);
    }
  }
  const auto& own = compiled.address_proxy;
  if (route.kind != RouteKind::direct || !own || !net::parse_address(target.host)) return route;
  return find_entry(own->enabled, target) == nullptr ? route : own->route;
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  const PortReader reader = port_reader(environment, version, assumptions);
  Compiled compiled{map_name(environment, version, reader), std::nullopt,
                    read_address_proxy(environment, version, reader)};
  if (const auto list = find_list(environment, version)) compiled.list = read_list(*list, version);
  return [compiled = std::move(compiled)](const Target& target) {
    if (target.scheme != "grpc" && target.scheme != "grpcs") {
      return Route::no_scheme("gRPC", target.scheme, "write grpc:// or grpcs://");
    }
    return route_of(compiled, target);
  };
}

constexpr ClientVersion kHistory[] = {
    {{}, "http_proxy only, no list"},
    {{1, 6}, "no_proxy, as raw suffixes"},
    {{1, 14}, "https_proxy before http_proxy"},
    {{1, 24}, "grpc_proxy and no_grpc_proxy"},
    {{1, 35}, "the whole authority is percent-decoded: an encoded `@` makes it unusable"},
    {{1, 46}, "nothing between two commas no longer exempts every host"},
    {{1, 55}, "networks in the list; blanks round an entry are aside"},
    {{1, 60}, "GRPC_ADDRESS_HTTP_PROXY"},
    {{1, 73}, "HTTP:// is read, `@` in a password, an address without a port"},
};

constexpr Condition kAsked[] = {Condition::native_dns};

}  // namespace

extern const Client kGrpc = {
    "grpc", "gRPC C-core: Python, C++, Ruby, PHP", compile, kHistory, Judged::by_real_client,
    kAsked};

}  // namespace proxyenv::clients

// SPDX-License-Identifier: Apache-2.0
// Read in openjdk/jdk 0c613fc7 sun/net/spi/DefaultProxySelector.java select, toPattern,
// disjunctToRegex; sun/net/NetProperties.java; hotspot arguments.cpp parse_options_buffer and
// libjli args.c JLI_AddArgsFromEnvVar for the variables. Run: OpenJDK 17.0.15, see ../java.cpp.
#include "clients/rules/java.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "clients/rules/entry_index.hpp"
#include "core/java_options.hpp"
#include "core/proxy_url.hpp"
#include "net/address.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients::java {

namespace {

const Property* find_property(const Properties& properties, std::string_view name) {
  const auto found = std::find_if(properties.rbegin(), properties.rend(),
                                  [&](const Property& it) { return it.name == name; });
  return found == properties.rend() ? nullptr : &*found;
}

// Integer.decode(), and 0 if it throws, as in NetProperties.getInteger(name, 0).
long decoded(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.starts_with('#')) {
    base = 16;
    text.remove_prefix(1);
  } else if (text.size() > 1 && text.front() == '0') {
    base = 8;
    text.remove_prefix(1);
  }
  constexpr long kLargest = 2147483647;
  long number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number, base);
  if (error != std::errc{} || rest != end || number < 0 || number > kLargest) return 0;
  return negative ? -number : number;
}

long port_property(const Properties& properties, std::string_view prefix) {
  const Property* const port = find_property(properties, std::string(prefix) + "Port");
  return port == nullptr ? 0 : decoded(port->value);
}

// Prefixes of *Host and *Port in the order in which they are tried; the last one is SOCKS.
std::vector<std::string_view> prefixes_of(std::string_view scheme) {
  if (scheme == "http") return {"http.proxy", "proxy", "socksProxy"};
  if (scheme == "https") return {"https.proxy", "proxy", "socksProxy"};
  if (scheme == "ftp") return {"ftp.proxy", "ftpProxy", "proxy", "socksProxy"};
  return {"socksProxy"};
}

std::string_view list_property(std::string_view scheme) {
  if (scheme == "ftp") return "ftp.nonProxyHosts";
  return scheme == "socket" ? "socksNonProxyHosts" : "http.nonProxyHosts";
}

// An entry of a list. A `*` counts only at the two ends.
struct Pattern {
  std::string text;  // as written
  std::string part;  // lower case, without the `*`
  bool front = false;
  bool back = false;
};

struct Patterns {
  std::vector<Pattern> all;
  EntryIndex index;
};

Patterns parse_list(std::string_view list) {
  Patterns patterns;
  for (const std::string_view entry : text::split(list, "|")) {
    if (entry.empty()) continue;
    Pattern pattern{std::string(entry), ascii::lowered(entry), entry.starts_with('*'),
                    entry.size() > 1 && entry.ends_with('*')};
    if (pattern.back) pattern.part.pop_back();
    if (pattern.front) pattern.part.erase(0, 1);
    patterns.index.add(entry);
    patterns.all.push_back(std::move(pattern));
  }
  return patterns;
}

bool matches(const Pattern& pattern, std::string_view host) {
  if (pattern.front && pattern.back) return host.find(pattern.part) != std::string_view::npos;
  if (pattern.front) return host.ends_with(pattern.part);
  return pattern.back ? host.starts_with(pattern.part) : host == pattern.part;
}

const Pattern* find_pattern(const Patterns& patterns, std::string_view host) {
  for (const EntryIndex::Position i : patterns.index.candidates(host)) {
    if (matches(patterns.all[i], host)) return &patterns.all[i];
  }
  return nullptr;
}

// For a socket, the address is compared in the form of Inet6Address: eight groups, without
// brackets.
std::string socket_host(const Target& target) {
  const auto address = net::parse_address(target.host);
  if (!address || !address->is_v6) return target.host;
  std::string text;
  for (std::size_t i = 0; i < address->bytes.size(); i += 2) {
    std::array<char, 4> group{};
    const unsigned value = (static_cast<unsigned>(address->bytes[i]) << 8U) | address->bytes[i + 1];
    const auto end = std::to_chars(group.data(), group.data() + group.size(), value, 16).ptr;
    if (i > 0) text.push_back(':');
    text.append(group.data(), end);
  }
  return text;
}

// The list of a scheme. An empty list also switches the default off.
struct List {
  std::string_view variable;
  Patterns patterns;
  Patterns defaults;
};

List read_list(const Properties& properties, std::string_view scheme) {
  constexpr std::string_view kDefault = "localhost|127.*|[::1]|0.0.0.0|[::0]";
  const Property* const list = find_property(properties, list_property(scheme));
  if (list == nullptr) return {{}, Patterns{}, parse_list(kDefault)};
  return {list->variable, parse_list(list->value), parse_list(list->value.empty() ? "" : kDefault)};
}

// The route of an exempt target.
std::optional<Route> bypass(const List& list, std::string_view scheme, const Target& target) {
  const std::string host =
      ascii::lowered(scheme == "socket" ? socket_host(target) : target.bracketed_host());
  if (const Pattern* const pattern = find_pattern(list.patterns, host)) {
    return Route::exempt(pattern->text, list.variable);
  }
  if (find_pattern(list.defaults, host) == nullptr) return std::nullopt;
  return Route::direct("Java's own list exempts loopback");
}

Route use_proxy(const Properties& properties, std::span<const std::string_view> prefixes,
                std::string_view prefix, const Property& host, std::string_view scheme) {
  const bool socks = prefix == prefixes.back();
  long port = port_property(properties, prefix);
  // The port of another prefix can also be used, except for SOCKS or from SOCKS.
  for (std::size_t i = 0; !socks && port == 0 && i + 1 < prefixes.size(); ++i) {
    port = port_property(properties, prefixes[i]);
  }
  if (port == 0) port = socks ? 1080 : (scheme == "https" ? 443 : 80);
  if (port < 0 || port > 65535) {
    return Route::error("Java throws at the proxy's port", host.variable);
  }
  const bool bare_v6 = net::parse_address(host.value).value_or(net::Address{}).is_v6;
  const std::string name = bare_v6 ? "[" + host.value + "]" : host.value;
  if (!net::is_host(name)) {
    return Route::error("Java cannot look the proxy's host up", host.variable);
  }
  const Property* const version = find_property(properties, "socksProxyVersion");
  const bool socks4 = version != nullptr && decoded(version->value) == 4;
  const std::string_view spoken = socks ? (socks4 ? "socks4" : "socks5") : "http";
  Route route = Route::through(spoken, name, port, host.variable);
  route.rule = "from -D" + host.name + " in " + std::string(host.variable);
  return route;
}

}  // namespace

Options read_options(const Environment& environment) {
  // HotSpot reads the first before its arguments and the last after them; the launcher puts the
  // options of the second in front of the arguments.
  constexpr std::array<std::string_view, 3> kNames = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS",
                                                      "_JAVA_OPTIONS"};
  Options options;
  for (const std::string_view name : kNames) {
    const auto text = environment.find(name);
    if (!text) continue;
    const auto words = split_java_options(*text);
    if (!words) {
      options.failure = Route::error("the JVM does not start: a quote without its partner", name);
      return options;
    }
    for (const std::string& word : *words) {
      if (word.starts_with("-D")) {
        const std::size_t equals = std::min(word.find('='), word.size());
        const std::size_t value = std::min(equals + 1, word.size());
        options.properties.push_back({word.substr(2, equals - 2), word.substr(value), name});
      } else if (name != "JDK_JAVA_OPTIONS" && !word.starts_with('-')) {
        // In the launcher's variable a word may be the value of the option before it.
        options.failure = Route::error("the JVM does not start: a word that is no option", name);
        return options;
      }
    }
  }
  return options;
}

Router compile_selector(const Properties& properties, std::string_view scheme) {
  const std::vector<std::string_view> prefixes = prefixes_of(scheme);
  for (const std::string_view prefix : prefixes) {
    const Property* const host = find_property(properties, std::string(prefix) + "Host");
    if (host == nullptr || host->value.empty()) continue;
    return [scheme, route = use_proxy(properties, prefixes, prefix, *host, scheme),
            list = read_list(properties, scheme)](const Target& target) {
      return bypass(list, scheme, target).value_or(route);
    };
  }
  return [](const Target& /*target*/) {
    return Route::unread("reads no proxy variables, and no -D option names a proxy");
  };
}

}  // namespace proxyenv::clients::java

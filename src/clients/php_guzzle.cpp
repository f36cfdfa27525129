// SPDX-License-Identifier: Apache-2.0
// Guzzle of PHP on the command line, by PHP's curl extension. Read in src/Client.php
// (configureDefaults), src/Utils.php (isHostInNoProxy) and src/Handler/CurlFactory.php of 7.4.5,
// which are the same in 7.8.1 (2779e868). Run: 7.4.5 with PHP 8.2 and libcurl 7.88.1. Versions are
// those of libcurl, which reads the variables by itself where Guzzle gives it no proxy, and the
// list also where it does.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/libcurl.hpp"
#include "clients/rules/lookup.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

// PHP counts "" and "0" as false.
std::optional<Variable> find_true(const Environment& environment, std::string_view name) {
  const auto found = first_set(environment, {name});
  return found && found->value != "0" ? found : std::nullopt;
}

struct OwnList {
  std::vector<std::string> entries;
  EntryIndex index;
};

OwnList read_own_list(const Environment& environment) {
  std::string text(find_true(environment, "NO_PROXY").value_or(Variable{}).value);
  std::erase(text, ' ');
  OwnList list;
  for (const std::string_view entry : text::split(text, ",")) {
    list.entries.emplace_back(entry);
    list.index.add(entry);
  }
  return list;
}

// isHostInNoProxy(). The letters of an entry count.
bool is_in(const OwnList& list, const Target& target) {
  const std::string text = ascii::lowered(target.bracketed_host());
  const std::string_view host = std::string_view(text).substr(0, text.find(':'));
  const auto candidates = list.index.candidates(host);
  return std::any_of(candidates.begin(), candidates.end(), [&](EntryIndex::Position i) {
    std::string_view entry = list.entries[i];
    if (entry == "*") return true;
    if (entry.empty() || entry == "0") return false;
    if (entry == host) return true;
    entry.remove_prefix(std::min(entry.find_first_not_of('.'), entry.size()));
    return host.size() > entry.size() && host.ends_with(entry) &&
           host[host.size() - entry.size() - 1] == '.';
  });
}

Router compile(const Environment& environment, const Version& version) {
  const Variable list = first_set(environment, {"no_proxy", "NO_PROXY"}).value_or(Variable{});
  const auto route_of = [&](std::string_view name) -> std::optional<Route> {
    const auto variable = find_true(environment, name);
    if (!variable) return std::nullopt;
    return libcurl::read_proxy_value(variable->value, "http", variable->name, version);
  };
  return [http = route_of("HTTP_PROXY"), https = route_of("HTTPS_PROXY"),
          own_list = read_own_list(environment), list = libcurl::read_list(list, version),
          curl = kCurl.compile(environment, version)](const Target& target) {
    if (target.scheme != "http" && target.scheme != "https") {
      return Route::no_scheme("Guzzle", target.scheme);
    }
    const auto& route = target.scheme == "https" ? https : http;
    if (!route || is_in(own_list, target)) return curl(target);
    const auto exempt = libcurl::bypass(list, target);
    return exempt ? *exempt : *route;
  };
}

constexpr ClientVersion kHistory[] = {
    {{}, "HTTP_PROXY, HTTPS_PROXY and NO_PROXY, then libcurl before 7.86"},
    {{7, 86}, "IPv4 networks in libcurl's list"},
    {{8, 9}, "entries of libcurl's list must be separated by commas"},
    {{8, 18}, "IPv6 networks in libcurl's list"},
    {{8, 21}, "a proxy without a port is at 80, not 1080"},
};

}  // namespace

extern const Client kPhpGuzzle = {"php-guzzle", "Guzzle in PHP, on the command line", compile,
                                  kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients

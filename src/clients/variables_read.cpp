// SPDX-License-Identifier: Apache-2.0
#include "clients/variables_read.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "clients/conditions.hpp"

namespace proxyenv {

namespace {

constexpr std::array<std::string_view, 22> kProxies = {
    "http_proxy",     "HTTP_PROXY",       "https_proxy",
    "HTTPS_PROXY",    "ftp_proxy",        "FTP_PROXY",
    "all_proxy",      "ALL_PROXY",        "grpc_proxy",
    "GRPC_PROXY",     "ws_proxy",         "WS_PROXY",
    "wss_proxy",      "WSS_PROXY",        "socks_proxy",
    "SOCKS_PROXY",    "npm_config_proxy", "npm_config_https_proxy",
    "CGI_HTTP_PROXY", "YARN_HTTP_PROXY",  "YARN_HTTPS_PROXY",
    "YARN_PROXY"};
constexpr std::array<std::string_view, 4> kLists = {"no_grpc_proxy", "no_proxy", "NO_PROXY",
                                                    "npm_config_noproxy"};
// An address, since some clients look a name up before they read the list.
constexpr std::string_view kHost = "192.0.2.1";

// The name that decided, and that is one of `names`; empty for none.
std::string_view decisive_name(const Route& route, const std::vector<std::string_view>& names) {
  const auto found = std::find(names.begin(), names.end(), route.variable);
  return found == names.end() ? std::string_view() : *found;
}

void append_entries(std::vector<std::string>& entries, const std::vector<std::string_view>& names,
                    std::string_view value) {
  for (const std::string_view name : names) {
    entries.push_back(std::string(name).append("=").append(value));
  }
}

}  // namespace

VariablesRead variables_read(const Client& client, const Version& version,
                             std::string_view scheme) {
  const Assumptions assumptions = Assumptions::in_place().with(Condition::node_use_env_proxy, true);
  const Target target = parse_target(std::string(scheme).append("://").append(kHost)).value();
  const auto ask = [&](const std::vector<std::string_view>& proxies,
                       const std::vector<std::string_view>& lists) {
    std::vector<std::string> entries;
    append_entries(entries, proxies, "http://proxy.invalid:1");
    append_entries(entries, lists, kHost);
    const Environment environment = Environment::own(std::move(entries));
    return client.compile(environment, version, assumptions)(target);
  };
  VariablesRead read;
  std::vector<std::string_view> proxies(kProxies.begin(), kProxies.end());
  while (true) {
    const Route route = ask(proxies, {});
    const std::string_view name = decisive_name(route, proxies);
    if (route.kind != RouteKind::proxy || name.empty()) break;
    read.proxies.push_back(name);
    std::erase(proxies, name);
  }
  if (read.proxies.empty()) return read;
  // A setting of the client's own, which comes first, may take no notice of lists.
  for (const std::string_view proxy : {read.proxies.front(), read.proxies.back()}) {
    std::vector<std::string_view> lists(kLists.begin(), kLists.end());
    while (true) {
      const Route route = ask({proxy}, lists);
      const std::string_view name = decisive_name(route, lists);
      if (route.kind != RouteKind::direct || name.empty()) break;
      read.lists.push_back(name);
      std::erase(lists, name);
    }
    if (!read.lists.empty()) break;
  }
  return read;
}

}  // namespace proxyenv

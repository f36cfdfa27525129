// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/endpoint_scan.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "dify/names/cover_index.hpp"
#include "dify/names/network_place.hpp"
#include "dify/setup/connections.hpp"
#include "net/host.hpp"

namespace proxyenv::dify {

namespace {

// Addresses that browsers open, or that are only printed into links (.env.example, both formats).
constexpr std::array<std::string_view, 14> kForBrowsers = {"CONSOLE_API_URL",
                                                           "CONSOLE_WEB_URL",
                                                           "SERVICE_API_URL",
                                                           "APP_API_URL",
                                                           "APP_WEB_URL",
                                                           "TRIGGER_URL",
                                                           "ENDPOINT_URL_TEMPLATE",
                                                           "NEXT_PUBLIC_SOCKET_URL",
                                                           "MARKETPLACE_URL",
                                                           "WEB_SENTRY_DSN",
                                                           "FILES_URL",
                                                           "WEB_API_CORS_ALLOW_ORIGINS",
                                                           "CONSOLE_CORS_ALLOW_ORIGINS",
                                                           "CSP_WHITELIST"};

bool holds(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

class Scan {
 public:
  void add(const DifyService& service, const CoverIndex& direct) {
    const ChosenStores chosen = chosen_stores_of(service);
    for (const auto& [variable, value] : service.environment) {
      if (is_for_browsers(variable) || is_of_other_choice(variable, chosen) ||
          is_past_https_proxy(variable, chosen)) {
        continue;
      }
      for (const Endpoint& endpoint : http_endpoints_in(value)) {
        if (endpoint.scheme != "https" || direct.covers(endpoint.host)) continue;
        // In a container that is the container itself, where nothing listens: a default value.
        if (net::names_this_machine(endpoint.host)) continue;
        const bool is_private = is_on_private_network(endpoint.host);
        const bool has_other_port = endpoint.port != 443;
        if (!is_private && !has_other_port) continue;
        note({variable,
              endpoint.host + ":" + std::to_string(endpoint.port),
              endpoint.host,
              is_private,
              has_other_port,
              {}},
             service.name);
      }
    }
  }

  std::vector<BrokenEndpoint> take() { return std::move(found_); }

 private:
  void note(BrokenEndpoint endpoint, const std::string& service) {
    const auto [place, is_new] =
        places_.try_emplace({endpoint.variable, endpoint.address}, found_.size());
    if (is_new) found_.push_back(std::move(endpoint));
    BrokenEndpoint& known = found_[place->second];
    if (!holds(known.services, service)) known.services.push_back(service);
  }

  std::vector<BrokenEndpoint> found_;
  std::map<std::pair<std::string, std::string>, std::size_t> places_;  // variable and address
};

}  // namespace

bool is_for_browsers(std::string_view variable) {
  // Where a login sends the browser, as people add it: MAXKEY_LOGOUT_REDIRECT_URI.
  for (const std::string_view end : {"_REDIRECT_URI", "_REDIRECT_URL", "_CALLBACK_URL"}) {
    if (variable.ends_with(end)) return true;
  }
  return std::find(kForBrowsers.begin(), kForBrowsers.end(), variable) != kForBrowsers.end();
}

std::vector<BrokenEndpoint> scan_endpoints(const DifyTree& tree,
                                           const std::vector<std::string>& exempt,
                                           const std::vector<std::string>& daemon_direct) {
  Scan scan;
  const CoverIndex api(exempt);
  for (const DifyService& service : tree.api_like) scan.add(service, api);
  if (tree.plugin_daemon) scan.add(*tree.plugin_daemon, CoverIndex(daemon_direct));
  return scan.take();
}

}  // namespace proxyenv::dify

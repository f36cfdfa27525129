// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/direct_hosts.hpp"

#include <algorithm>
#include <array>

#include "dify/names/network_place.hpp"
#include "dify/names/upstream.hpp"

namespace proxyenv::dify {

namespace {

constexpr std::array<std::string_view, 16> kTopLevelDomains = {
    "ai",  "app", "cloud", "cn",   "co", "com", "dev",  "io",
    "net", "org", "run",   "tech", "me", "tv",  "chat", "site"};

}  // namespace

bool is_domain_in_use(std::string_view service_name) {
  return std::find(kTopLevelDomains.begin(), kTopLevelDomains.end(), service_name) !=
         kTopLevelDomains.end();
}

std::vector<std::string> internal_names(const DifyTree& tree) {
  // ::1 is missing, because Ruby's clients read it as every host that ends in .1.
  std::vector<std::string> names = {"localhost", "127.0.0.1", std::string(kDockerHost)};
  for (const std::string& name : tree.service_names) {
    if (!is_domain_in_use(name)) add_missing(names, name);
  }
  return names;
}

std::vector<std::string> direct_hosts_of_daemon(const DifyTree& tree,
                                                const std::vector<std::string>& exempt) {
  std::vector<std::string> direct = internal_names(tree);
  // The plugins' SDK reads the proxy variables when it fetches a file, and these addresses are
  // internal.
  for (const DifyService* service : {&*tree.plugin_daemon, &tree.api_like.front()}) {
    for (const auto& [name, value] : service->environment) {
      if (name != "FILES_URL" && name != "INTERNAL_FILES_URL") continue;
      for (const Endpoint& endpoint : http_endpoints_in(value)) add_missing(direct, endpoint.host);
    }
  }
  for (const std::string& entry : exempt) add_missing(direct, entry);
  return direct;
}

void add_missing(std::vector<std::string>& list, const std::string& entry) {
  if (std::find(list.begin(), list.end(), entry) == list.end()) list.push_back(entry);
}

}  // namespace proxyenv::dify

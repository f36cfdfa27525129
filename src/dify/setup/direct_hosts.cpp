// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/direct_hosts.hpp"

#include <algorithm>
#include <array>

#include "dify/names/network_place.hpp"
#include "dify/names/upstream.hpp"
#include "text/unique_words.hpp"

namespace proxyenv::dify {

namespace {

constexpr std::array<std::string_view, 16> kTopLevelDomains = {
    "ai",  "app", "cloud", "cn",   "co", "com", "dev",  "io",
    "net", "org", "run",   "tech", "me", "tv",  "chat", "site"};

// The names that every container reaches directly: the container itself, the machine that Docker
// runs on, and the tree's services, except those of is_domain_in_use().
text::UniqueWords internal_names(const DifyTree& tree) {
  // ::1 is missing, because Ruby's clients read it as every host that ends in .1.
  text::UniqueWords names({"localhost", "127.0.0.1", std::string(kDockerHost)});
  for (const std::string& name : tree.service_names) {
    if (!is_domain_in_use(name)) names.add(name);
  }
  return names;
}

}  // namespace

bool is_domain_in_use(std::string_view service_name) {
  return std::find(kTopLevelDomains.begin(), kTopLevelDomains.end(), service_name) !=
         kTopLevelDomains.end();
}

std::vector<std::string> direct_hosts_of_api(const DifyTree& tree,
                                             const std::vector<std::string>& exempt) {
  text::UniqueWords direct = internal_names(tree);
  direct.add(exempt);
  return direct.take();
}

std::vector<std::string> direct_hosts_of_daemon(const DifyTree& tree,
                                                const std::vector<std::string>& exempt) {
  text::UniqueWords direct = internal_names(tree);
  // The plugins' SDK reads the proxy variables when it fetches a file, and these addresses are
  // internal.
  for (const DifyService* service : {&*tree.plugin_daemon, &tree.api_like.front()}) {
    for (const auto& [name, value] : service->environment) {
      if (name != "FILES_URL" && name != "INTERNAL_FILES_URL") continue;
      for (const Endpoint& endpoint : http_endpoints_in(value)) direct.add(endpoint.host);
    }
  }
  direct.add(exempt);
  return direct.take();
}

}  // namespace proxyenv::dify

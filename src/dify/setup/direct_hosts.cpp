// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/direct_hosts.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "dify/names/domain_list.hpp"
#include "dify/names/exempt_list.hpp"
#include "dify/names/network_place.hpp"
#include "dify/names/upstream.hpp"
#include "text/unique_words.hpp"

namespace proxyenv::dify {

namespace {

constexpr std::array<std::string_view, 16> kTopLevelDomains = {
    "ai",  "app", "cloud", "cn",   "co", "com", "dev",  "io",
    "net", "org", "run",   "tech", "me", "tv",  "chat", "site"};

// The names that every container reaches directly: the container itself, the machine that
// Docker or podman runs on, and the tree's services, except those of is_domain_in_use().
text::UniqueWords internal_names(const DifyTree& tree) {
  // ::1 is missing, because Ruby's clients read it as every host that ends in .1.
  text::UniqueWords names({"localhost", "127.0.0.1", std::string(kDockerHost)});
  if (tree.compose.is_podman()) names.add(std::string(kPodmanHost));
  for (const std::string& name : tree.service_names) {
    if (!is_domain_in_use(name)) names.add(name);
  }
  return names;
}

// A knowledge base stays in the store that it was made with. So the servers of all stores are
// added, and not those of the chosen one alone.
void add_grpc_servers(text::UniqueWords& direct, const std::vector<Connection>& connections,
                      const SetupRequest& request) {
  for (const Connection& connection : connections) {
    if (!speaks_grpc(connection) || is_meant_for_proxy(connection, request)) continue;
    if (!is_domain_in_use(connection.endpoint.host)) direct.add(connection.endpoint.host);
  }
}

void add_file_servers(text::UniqueWords& direct, const DifyService& service) {
  for (const auto& [name, value] : service.environment) {
    if (name != "FILES_URL" && name != "INTERNAL_FILES_URL") continue;
    for (const Endpoint& endpoint : http_endpoints_in(value)) direct.add(endpoint.host);
  }
}

// What the user exempts for gRPC, which reads no_proxy where no_grpc_proxy is not set. The override
// sets both. A list with an entry that not all clients read alike is not taken.
std::vector<std::string> own_exemptions(const DifyService& service) {
  for (const std::string_view name : {"no_grpc_proxy", "no_proxy"}) {
    const auto found = std::find_if(service.environment.begin(), service.environment.end(),
                                    [&](const auto& variable) { return variable.first == name; });
    if (found == service.environment.end()) continue;
    return parse_exempt_list(found->second).value_or(std::vector<std::string>());
  }
  return {};
}

}  // namespace

bool is_domain_in_use(std::string_view service_name) {
  return std::find(kTopLevelDomains.begin(), kTopLevelDomains.end(), service_name) !=
         kTopLevelDomains.end();
}

bool is_meant_for_proxy(const Connection& connection, const SetupRequest& request) {
  const std::string& host = connection.endpoint.host;
  if (request.mode == Mode::direct) {
    return connection.uses_tls && !is_on_private_network(host);
  }
  // squid refuses CONNECT to any other port.
  constexpr std::uint16_t kHttps = 443;
  if (connection.endpoint.port != kHttps) return false;
  if (request.all_domains) return !is_on_private_network(host);
  return std::any_of(request.domains.begin(), request.domains.end(),
                     [&](const Domain& domain) { return covers(domain.text(), host); });
}

std::vector<std::string> grpc_direct_hosts_of_api(const DifyTree& tree,
                                                  const SetupRequest& request) {
  text::UniqueWords direct = internal_names(tree);
  for (const DifyService& service : tree.api_like) {
    add_grpc_servers(direct, connections_of_api(service), request);
    direct.add(own_exemptions(service));
  }
  direct.add(request.exempt);
  return direct.take();
}

std::vector<std::string> direct_hosts_of_daemon(const DifyTree& tree, const SetupRequest& request) {
  text::UniqueWords direct = internal_names(tree);
  // The plugins' SDK reads the proxy variables when it fetches a file, and these addresses are
  // internal.
  add_file_servers(direct, *tree.plugin_daemon);
  if (!tree.api_like.empty()) add_file_servers(direct, tree.api_like.front());
  add_grpc_servers(direct, connections_of_daemon(*tree.plugin_daemon), request);
  direct.add(request.exempt);
  return direct.take();
}

}  // namespace proxyenv::dify

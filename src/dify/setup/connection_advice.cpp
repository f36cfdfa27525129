// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/connection_advice.hpp"

#include <string_view>
#include <utility>

#include "core/redaction.hpp"
#include "dify/setup/connections.hpp"
#include "dify/setup/direct_hosts.hpp"
#include "dify/setup/endpoint_scan.hpp"
#include "dify/setup/ssrf_guard.hpp"
#include "text/list.hpp"

namespace proxyenv::dify {

namespace {

using Sentences = std::vector<std::string>;

// No way past ssrf_proxy is advised here: what --exempt lists, workflow authors reach, too.
// Addresses with http:// stay direct in any case.
std::string warn_of_endpoint(const BrokenEndpoint& endpoint) {
  const std::string why = endpoint.is_private
                              ? "is on a private network, where the proxy will not or cannot go"
                              : "has another port than 443, and squid refuses CONNECT to it";
  const std::string advice = endpoint.is_private
                                 ? "use its http:// address there"
                                 : "let it listen on port 443, too, or use its http:// address";
  return redact_word(endpoint.variable) + ": https://" + endpoint.address + " " + why + ", so " +
         text::joined(endpoint.services, ", ") + " will fail there; " + advice;
}

Sentences warn_of_endpoints(const DifyTree& tree, const SetupRequest& request) {
  Sentences warnings;
  const std::vector<std::string> direct =
      tree.plugin_daemon ? direct_hosts_of_daemon(tree, request) : std::vector<std::string>();
  for (const BrokenEndpoint& endpoint : scan_endpoints(tree, request.exempt, direct)) {
    // In direct mode the upstream decides about other ports.
    if (request.mode == Mode::direct && !endpoint.is_private) continue;
    warnings.push_back(warn_of_endpoint(endpoint));
  }
  return warnings;
}

// uv goes directly to a mirror with http://, since the daemon has no proxy for http. That matters
// where there is no direct way out.
Sentences warn_of_mirror(const DifyTree& tree, const SetupRequest& request) {
  const bool has_way_out = request.mode == Mode::selective && !request.all_domains;
  if (!tree.plugin_daemon || request.http || has_way_out) return {};
  Sentences warnings;
  for (const Connection& connection : connections_of_daemon(*tree.plugin_daemon)) {
    const Endpoint& mirror = connection.endpoint;
    if (connection.purpose != Purpose::mirror || mirror.scheme == "https") continue;
    if (is_on_private_network(mirror.host)) continue;
    warnings.push_back(std::string(connection.variable) + ": " + tree.plugin_daemon->name +
                       " goes to http://" + mirror.host +
                       " directly, not through the upstream, when a plugin is installed; use the "
                       "mirror's https:// address, or give --http");
  }
  return warnings;
}

// The names of the services for which `holds` is true: "api, worker".
template <class Holds>
std::string names_where(const DifyTree& tree, Holds holds) {
  Sentences names;
  for (const DifyService& service : tree.api_like) {
    if (holds(service)) names.push_back(service.name);
  }
  return text::joined(names, ", ");
}

Sentences warn_of_guard(const DifyTree& tree) {
  const std::string services = names_where(tree, [&](const DifyService& service) {
    return ssrf_guard_of(tree, service) == SsrfGuard::off;
  });
  if (services.empty()) return {};
  return {
      "SSRF_PROXY_HTTP_URL or SSRF_PROXY_HTTPS_URL is empty, so HTTP nodes of workflows pass no "
      "SSRF guard in " +
      services + ", and reach every service inside; that stays as it is, and both with http://" +
      tree.ssrf_proxy.name + ":" + tree.ssrf_proxy.port + " would switch the guard on"};
}

// Such a container is in no network of the tree, and knows the names of none of its services.
Sentences warn_of_host_network(const DifyTree& tree, const SetupRequest& request) {
  if (request.mode == Mode::direct && !request.upstream.is_docker_host()) return {};
  std::vector<const DifyService*> services;
  for (const DifyService& service : tree.api_like) services.push_back(&service);
  if (tree.plugin_daemon) services.push_back(&*tree.plugin_daemon);
  Sentences warnings;
  for (const DifyService* service : services) {
    if (service->network_mode != "host" && service->network_mode != "none") continue;
    const std::string proxy =
        request.mode == Mode::direct ? request.upstream.host : tree.ssrf_proxy.name;
    warnings.push_back(service->name + " has network_mode: " + service->network_mode +
                       ", where the name " + proxy +
                       " may not be known: its https requests would fail; take network_mode out of "
                       "the Compose file");
  }
  return warnings;
}

void append(Sentences& list, Sentences more) {
  for (std::string& sentence : more) list.push_back(std::move(sentence));
}

}  // namespace

Sentences warn_of_connections(const DifyTree& tree, const SetupRequest& request) {
  Sentences warnings = warn_of_endpoints(tree, request);
  append(warnings, warn_of_mirror(tree, request));
  append(warnings, warn_of_guard(tree));
  append(warnings, warn_of_host_network(tree, request));
  return warnings;
}

}  // namespace proxyenv::dify

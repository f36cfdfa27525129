// SPDX-License-Identifier: Apache-2.0
// The rule that everything here follows: whoever may write a workflow must not reach services
// inside by way of api. ssrf_proxy is the guard against that (SSRF: a server is made to send
// somebody else's request). The http:// targets of api itself are services inside, which must stay
// direct, so api gets no proxy for http. NO_PROXY must not name these services instead, because
// httpx, which sends the requests of workflows, goes past ssrf_proxy for each entry of that list.
#include "dify/setup/containers.hpp"

#include "dify/setup/direct_hosts.hpp"
#include "dify/setup/podman_mounts.hpp"
#include "dify/setup/ssrf_guard.hpp"
#include "dify/setup/upstream_env.hpp"
#include "text/list.hpp"

namespace proxyenv::dify {

namespace {

using Names = std::vector<std::string>;

std::string mounted(std::string_view path) {
  return "./" + std::string(path);
}

// The port is a Compose expression, so it follows .env without a new `dify init`.
std::string squid_url(const DifyTree& tree) {
  return "http://" + tree.ssrf_proxy.name + ":" + tree.ssrf_proxy.port_expression;
}

// The guard where .env names none; empty where the tree has no squid.
std::string guard_of_tree(const DifyTree& tree) {
  return tree.ssrf_proxy.name.empty() ? std::string() : squid_url(tree);
}

void set(OverrideService& container, const Names& names, const std::string& value) {
  for (const std::string& name : names) container.environment.emplace_back(name, value);
}

// Empty values override those that .env or ~/.docker/config.json would set.
void clear(OverrideService& container, const Names& names) {
  set(container, names, "");
}

// The proxy of a container that runs Dify's code. The override must not hold a password, because
// people show it to others.
void set_proxy(OverrideService& container, const Names& names, const DifyTree& tree,
               const SetupRequest& request) {
  if (request.mode == Mode::selective) {
    set(container, names, squid_url(tree));
  } else if (request.upstream.has_credentials()) {
    container.env_files = {mounted(kUpstreamEnvPath)};
  } else {
    set(container, names, request.upstream.url_with_credentials());
  }
  container.reaches_docker_host = request.mode == Mode::direct && request.upstream.is_docker_host();
}

void mount_program(OverrideService& container, const std::string& label) {
  container.mounts = {{mounted(kProgramFolder), "/opt/proxyenv"}};
  container.label = label;
}

CommandWords behind_proxyenv(const CommandWords& command) {
  CommandWords words = {"/opt/proxyenv/proxyenv", "--"};
  words.insert(words.end(), command.begin(), command.end());
  return words;
}

// In mode selective: squid includes a file that names the upstream.
OverrideService squid_container(const SquidService& squid, const SetupRequest& request,
                                const std::string& label) {
  OverrideService container;
  container.name = squid.name;
  container.label = label;
  container.reaches_docker_host = request.upstream.is_docker_host();
  container.mounts = {{mounted(kSquidScriptPath), "/docker-entrypoint-mount.sh"},
                      {squid.entrypoint, "/etc/squid/proxyenv/dify-entrypoint.sh"},
                      {mounted(kSquidIncludePath), "/etc/squid/proxyenv/upstream.conf"}};
  return container;
}

// api, the workers and the like. They get a proxy for https alone, and a NO_PROXY that names no
// service: the head of this file says why. gRPC's exemptions stand in a variable that httpx does
// not read.
OverrideService api_container(const DifyService& service, const DifyTree& tree,
                              const SetupRequest& request, const WrappedCommands& commands,
                              const std::string& wrapped_label) {
  OverrideService container;
  container.name = service.name;
  set_proxy(container, proxy_names(false), tree, request);
  set(container, {"no_grpc_proxy"}, text::joined(grpc_direct_hosts_of_api(tree, request), ","));
  set(container, {"NO_PROXY", "no_proxy"}, text::joined(request.exempt, ","));
  clear(container, {"HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"});
  // If this one is set, the clients of Dify's HTTP node read no proxy variables at all.
  if (ssrf_guard_of(tree, service) == SsrfGuard::by_squid) {
    set(container, {"SSRF_PROXY_ALL_URL"}, guard_expression(tree, guard_of_tree(tree)));
  }
  if (request.wrap) {
    mount_program(container, wrapped_label);
    container.entrypoint = behind_proxyenv(commands.api_entrypoint);
  }
  return container;
}

// plugin_daemon, which the tree must have. No guard runs in this container, so NO_PROXY may name
// what is inside: plugins need it.
OverrideService daemon_container(const DifyTree& tree, const SetupRequest& request,
                                 const WrappedCommands& commands,
                                 const std::string& wrapped_label) {
  OverrideService container;
  container.name = tree.plugin_daemon->name;
  set_proxy(container, proxy_names(request.http), tree, request);
  set(container, {"NO_PROXY", "no_proxy"},
      text::joined(direct_hosts_of_daemon(tree, request), ","));
  if (!request.http) clear(container, {"HTTP_PROXY", "http_proxy"});
  clear(container, {"ALL_PROXY", "all_proxy"});
  if (request.wrap) {
    mount_program(container, wrapped_label);
    // Only `command:` is set, so the image's tini stays PID 1, which plugins need as their
    // ancestor.
    container.command = behind_proxyenv(commands.daemon_command);
  }
  return container;
}

}  // namespace

std::vector<OverrideService> containers_of(const DifyTree& tree, const SetupRequest& request,
                                           const WrappedCommands& commands,
                                           const RestartLabels& labels) {
  std::vector<OverrideService> containers;
  if (request.mode == Mode::selective) {
    containers.push_back(squid_container(tree.ssrf_proxy, request, labels.squid));
    if (request.agent) {
      containers.push_back(squid_container(*tree.agent_ssrf_proxy, request, labels.squid));
    }
  }
  for (const DifyService& service : tree.api_like) {
    containers.push_back(api_container(service, tree, request, commands, labels.wrapped));
  }
  if (tree.plugin_daemon) {
    containers.push_back(daemon_container(tree, request, commands, labels.wrapped));
  }
  if (tree.compose.is_podman()) set_podman_options(containers, tree);
  return containers;
}

}  // namespace proxyenv::dify

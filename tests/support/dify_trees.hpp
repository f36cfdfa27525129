// SPDX-License-Identifier: Apache-2.0
// Dify trees in memory: as data for code that works on a tree, and as files for code that reads
// one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dify/setup/request.hpp"
#include "dify/tree/tree.hpp"
#include "sources/interpolation.hpp"

namespace proxyenv::dify {

using Files = std::map<std::string, std::string>;

// Reads the files by their names. One with the content "unreadable" is an Error. `files` must
// outlive the function.
inline ReadFile reading(const Files& files) {
  return [&files](const std::string& path) -> Result<std::optional<std::string>> {
    const auto found = files.find(path);
    if (found == files.end()) return std::nullopt;
    if (found->second == "unreadable") return fail("cannot read " + path);
    return found->second;
  };
}

using Variables = std::map<std::string, std::string, std::less<>>;

// The values of variables. They must outlive the function.
inline sources::Lookup looking_up(const Variables& variables) {
  return [&variables](std::string_view name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

// A tree like that of Dify 1.15: api, worker, plugin_daemon, ssrf_proxy and a vector database.
inline DifyTree tree_of_1_15() {
  DifyTree tree;
  tree.compose.loaded = {"docker-compose.yaml"};
  tree.compose.override_file = "docker-compose.override.yaml";
  tree.service_names = {"api", "worker", "plugin_daemon", "ssrf_proxy", "weaviate"};
  for (const char* name : {"api", "worker"}) {
    DifyService service;
    service.name = name;
    service.image = "langgenius/dify-api:1.15.0";
    tree.api_like.push_back(service);
  }
  tree.plugin_daemon.emplace();
  tree.plugin_daemon->name = "plugin_daemon";
  tree.plugin_daemon->image = "langgenius/dify-plugin-daemon:0.6.3-local";
  tree.ssrf_proxy.name = "ssrf_proxy";
  tree.ssrf_proxy.entrypoint = "./ssrf_proxy/docker-entrypoint.sh";
  tree.ssrf_proxy.entrypoint_exists = true;
  tree.ssrf_proxy.port_expression = "${SSRF_HTTP_PORT:-3128}";
  tree.ssrf_proxy.port = "3128";
  return tree;
}

// The same with the second squid of Dify 1.16 and later.
inline DifyTree tree_of_two_squids() {
  DifyTree tree = tree_of_1_15();
  tree.service_names.emplace_back("agent_ssrf_proxy");
  tree.agent_ssrf_proxy = tree.ssrf_proxy;
  tree.agent_ssrf_proxy->name = "agent_ssrf_proxy";
  return tree;
}

inline Upstream upstream_at(const std::string& url) {
  return parse_upstream(url).value();
}

// --upstream http://192.168.0.1:7890 --domains .openai.com
inline SetupRequest selective_request() {
  SetupRequest request;
  request.upstream = upstream_at("http://192.168.0.1:7890");
  request.domains = {{"openai.com", true}};
  return request;
}

// --upstream http://192.168.0.1:7890 --mode direct
inline SetupRequest direct_request() {
  SetupRequest request;
  request.upstream = upstream_at("http://192.168.0.1:7890");
  request.mode = Mode::direct;
  return request;
}

}  // namespace proxyenv::dify

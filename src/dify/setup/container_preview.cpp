// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/container_preview.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "dify/setup/endpoint_scan.hpp"
#include "dify/setup/upstream_env.hpp"

namespace proxyenv::dify {

namespace {

std::optional<std::string> find(const ContainerVariables& variables, std::string_view name) {
  for (const auto& [known, value] : variables) {
    if (known == name) return value;
  }
  return std::nullopt;
}

void set(ContainerVariables& variables, const std::string& name, const std::string& value) {
  for (auto& [known, old] : variables) {
    if (known != name) continue;
    old = value;
    return;
  }
  variables.emplace_back(name, value);
}

// What the override sets. A file with the upstream's password stands in front of `environment:`.
ContainerVariables set_by(const OverrideService& container, const SetupRequest& request,
                          const sources::Lookup& variable) {
  ContainerVariables values;
  if (!container.env_files.empty()) {
    for (const std::string& name : upstream_env_names(request)) {
      set(values, name, request.upstream.url_with_credentials());
    }
  }
  for (const auto& [name, written] : container.environment) {
    set(values, name, sources::interpolate(written, variable).value_or(""));
  }
  return values;
}

// Servers in variables that no table knows: models, and what somebody has added. Most of such code
// uses httpx.
void add_unknown(std::vector<Connection>& connections, const DifyService& service, bool is_daemon) {
  std::set<std::string_view> known;
  for (const Connection& connection : connections) known.insert(connection.variable);
  const ChosenStores chosen = chosen_stores_of(service);
  for (const auto& [name, value] : service.environment) {
    if (known.contains(name) || (is_daemon && is_for_api_alone(name)) || is_for_browsers(name) ||
        is_of_other_choice(name, chosen) || name.find("PROXY") != std::string::npos ||
        name.find("proxy") != std::string::npos || is_past_https_proxy(name, chosen)) {
      continue;
    }
    for (Endpoint& endpoint : http_endpoints_in(value)) {
      const bool tls = endpoint.scheme == "https";
      connections.push_back(
          {name, Purpose::service, "python-httpx", std::move(endpoint), tls, true});
    }
  }
}

ContainerPreview preview_of(const DifyService& service, const OverrideService& container,
                            std::vector<Connection> connections, const SetupRequest& request,
                            const sources::Lookup& variable, bool is_daemon) {
  ContainerPreview preview;
  preview.names = {service.name};
  preview.before = service.environment;
  preview.after = service.environment;
  for (const auto& [name, value] : set_by(container, request, variable)) {
    preview.changed.push_back({name, find(preview.before, name), value});
    set(preview.after, name, value);
  }
  std::erase_if(connections, [](const Connection& connection) { return !connection.is_chosen; });
  add_unknown(connections, service, is_daemon);
  preview.connections = std::move(connections);
  return preview;
}

bool are_alike(const ContainerPreview& a, const ContainerPreview& b) {
  const auto same_variable = [](const ChangedVariable& x, const ChangedVariable& y) {
    return x.name == y.name && x.before == y.before && x.after == y.after;
  };
  const auto same_connection = [](const Connection& x, const Connection& y) {
    return x.variable == y.variable && x.client == y.client &&
           x.endpoint.scheme == y.endpoint.scheme && x.endpoint.host == y.endpoint.host &&
           x.endpoint.port == y.endpoint.port;
  };
  return std::equal(a.changed.begin(), a.changed.end(), b.changed.begin(), b.changed.end(),
                    same_variable) &&
         std::equal(a.connections.begin(), a.connections.end(), b.connections.begin(),
                    b.connections.end(), same_connection);
}

std::vector<std::string> texts_of(const std::vector<Domain>& domains) {
  std::vector<std::string> texts;
  for (const Domain& domain : domains) texts.push_back(domain.text());
  return texts;
}

// Since 1.15 squid's configuration has this list; see docs/dify.md. Without a template at hand it
// is taken for such a release.
bool guards_private_networks(const DifyTree& tree) {
  const auto& templates = tree.ssrf_proxy.templates;
  return templates.empty() ||
         std::any_of(templates.begin(), templates.end(), [](const SquidTemplate& given) {
           return given.text.find("to_private_networks") != std::string::npos;
         });
}

// Somebody lets squid go to some private networks. Which ones is not looked at.
bool allows_private_networks(const DifyTree& tree) {
  constexpr std::array<std::string_view, 2> kNames = {"SSRF_PROXY_ALLOW_PRIVATE_IPS",
                                                      "SSRF_PROXY_ALLOW_PRIVATE_DOMAINS"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) {
    return !tree.env.find(name).value_or("").empty();
  });
}

}  // namespace

std::vector<ContainerPreview> preview_containers(const DifyTree& tree, const SetupRequest& request,
                                                 const std::vector<OverrideService>& containers,
                                                 const sources::Lookup& variable) {
  std::vector<ContainerPreview> previews;
  const auto add = [&](const DifyService& service, std::vector<Connection> connections,
                       bool is_daemon) {
    const auto container =
        std::find_if(containers.begin(), containers.end(),
                     [&](const OverrideService& it) { return it.name == service.name; });
    if (container == containers.end()) return;
    ContainerPreview preview =
        preview_of(service, *container, std::move(connections), request, variable, is_daemon);
    const auto alike =
        std::find_if(previews.begin(), previews.end(),
                     [&](const ContainerPreview& known) { return are_alike(known, preview); });
    if (alike == previews.end()) {
      previews.push_back(std::move(preview));
    } else {
      alike->names.push_back(service.name);
    }
  };
  for (const DifyService& service : tree.api_like) {
    add(service, connections_of_api(service), false);
  }
  if (tree.plugin_daemon) {
    add(*tree.plugin_daemon, connections_of_daemon(*tree.plugin_daemon), true);
  }
  return previews;
}

ProxyOutcomes::ProxyOutcomes(const DifyTree& tree, const SetupRequest& request)
    : request_(&request),
      domains_(texts_of(request.domains)),
      listed_(domains_),
      squid_guards_(guards_private_networks(tree) && !allows_private_networks(tree)) {}

PastProxy ProxyOutcomes::of(const Endpoint& endpoint, bool by_connect) const {
  const bool is_private = is_on_private_network(endpoint.host);
  if (request_->mode == Mode::direct) {
    return is_private ? PastProxy::private_at_upstream : PastProxy::upstream;
  }
  constexpr std::uint16_t kHttps = 443;
  if (by_connect && endpoint.port != kHttps) return PastProxy::port_refused;
  if (listed_.covers(endpoint.host)) return PastProxy::upstream;
  if (is_private && squid_guards_) return PastProxy::private_refused;
  return request_->all_domains && !is_private ? PastProxy::upstream : PastProxy::direct;
}

}  // namespace proxyenv::dify

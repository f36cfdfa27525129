// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/profile_advice.hpp"

#include <algorithm>

#include "core/redaction.hpp"
#include "dify/setup/ssrf_guard.hpp"
#include "dify/tree/compose_commands.hpp"
#include "text/list.hpp"

namespace proxyenv::dify {

namespace {

using Names = std::vector<std::string>;

const InactiveService* find_inactive(const DifyTree& tree, const std::string& name) {
  const auto& services = tree.inactive_services;
  const auto found =
      std::find_if(services.begin(), services.end(),
                   [&](const InactiveService& service) { return service.name == name; });
  return found == services.end() ? nullptr : &*found;
}

std::string shown_profiles(const InactiveService& service) {
  Names shown;
  for (const std::string& profile : service.profiles) shown.push_back(redact_word(profile));
  return text::joined(shown, ", ");
}

// podman-compose reads COMPOSE_PROFILES from 1.6.0 on (podman_compose.py, profiles_from_env).
std::string how_to_start(const DifyTree& tree) {
  return tree.compose.is_podman()
             ? "give podman-compose one of them with --profile, or, from 1.6 on, with "
               "COMPOSE_PROFILES in " +
                   tree.env_file
             : "name one in COMPOSE_PROFILES in " + tree.env_file;
}

std::string warning_about(const DifyTree& tree, const InactiveService& service,
                          const std::string& use) {
  return "`" + commands_of(tree).up() + "` does not start " + service.name +
         ", since COMPOSE_PROFILES names none of its profiles (" + shown_profiles(service) +
         "): " + use + "; " + how_to_start(tree) + ", or take `profiles:` out of that service";
}

// api's https in mode selective. In both modes also the HTTP nodes, whose guard the override sets.
bool needs_squid(const DifyTree& tree, const SetupRequest& request) {
  return request.mode == Mode::selective ||
         std::any_of(tree.api_like.begin(), tree.api_like.end(), [&](const DifyService& service) {
           return ssrf_guard_of(tree, service) == SsrfGuard::by_squid;
         });
}

}  // namespace

std::vector<std::string> warn_of_inactive_proxies(const DifyTree& tree,
                                                  const SetupRequest& request) {
  Names warnings;
  const InactiveService* squid = find_inactive(tree, tree.ssrf_proxy.name);
  if (squid != nullptr && needs_squid(tree, request)) {
    warnings.push_back(warning_about(
        tree, *squid,
        request.mode == Mode::selective
            ? "the other containers send their https requests there, and all of these would fail"
            : "the HTTP nodes of workflows send their requests there, and would fail"));
  }
  const bool is_agent_set = request.mode == Mode::selective && request.agent;
  if (is_agent_set && tree.agent_ssrf_proxy) {
    const InactiveService* agent = find_inactive(tree, tree.agent_ssrf_proxy->name);
    if (agent != nullptr) {
      warnings.push_back(
          warning_about(tree, *agent, "what --agent sets up there would have no effect"));
    }
  }
  if (const InactiveService* upstream = find_inactive(tree, request.upstream.host)) {
    warnings.push_back(
        warning_about(tree, *upstream, "it is the upstream, and requests to it would fail"));
  }
  return warnings;
}

std::vector<std::string> notes_on_inactive_services(const DifyTree& tree) {
  Names names;
  for (const DifyService& service : tree.api_like) {
    if (service.name == "api_websocket") continue;
    if (find_inactive(tree, service.name) != nullptr) names.push_back(service.name);
  }
  if (tree.plugin_daemon && find_inactive(tree, tree.plugin_daemon->name) != nullptr) {
    names.push_back(tree.plugin_daemon->name);
  }
  if (names.empty()) return {};
  return {"`" + commands_of(tree).up() + "` does not start " + text::joined(names, ", ") +
          ", whose profiles COMPOSE_PROFILES does not name: what this setup writes holds from the "
          "moment that something starts them"};
}

}  // namespace proxyenv::dify

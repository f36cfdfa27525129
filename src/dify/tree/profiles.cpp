// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/profiles.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "compose/compose_service.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::dify {

namespace {

using Names = std::vector<std::string>;

// The text between commas, without blanks round it. An empty text is one empty name: a service with
// `profiles: [""]` starts where COMPOSE_PROFILES is not set (compose-go, cli/options.go
// WithDefaultProfiles; tried with Compose 2.26.1).
Names active_profiles(const sources::Lookup& variable) {
  const std::string value = variable("COMPOSE_PROFILES").value_or("");
  Names names;
  for (const std::string_view name : text::split(value, ",")) {
    names.emplace_back(ascii::trimmed(name));
  }
  return names;
}

// podman-compose 1.6.0, podman_compose.py profiles_from_env and _resolve_profiles(): an empty name
// is no name, and a star is one like others.
Names active_in_podman(Names active) {
  std::erase(active, "");
  return active;
}

// compose-go, types/project.go and types/types.go HasProfile.
bool is_started(const Names& profiles, const Names& active, bool has_star) {
  return profiles.empty() || std::any_of(active.begin(), active.end(), [&](const auto& name) {
           return (has_star && name == "*") ||
                  std::find(profiles.begin(), profiles.end(), name) != profiles.end();
         });
}

}  // namespace

std::vector<InactiveService> read_inactive_services(const YamlValue& services,
                                                    const sources::Lookup& variable,
                                                    ComposeProgram program) {
  const bool is_podman = program == ComposeProgram::podman_compose;
  Names active = active_profiles(variable);
  if (is_podman) active = active_in_podman(std::move(active));
  std::vector<InactiveService> inactive;
  for (const auto& [name, service] : services.entries) {
    Names profiles = compose::profiles_of(service);
    for (std::string& profile : profiles) {
      if (auto resolved = sources::interpolate(profile, variable)) profile = std::move(*resolved);
    }
    if (!is_started(profiles, active, !is_podman)) inactive.push_back({name, std::move(profiles)});
  }
  return inactive;
}

}  // namespace proxyenv::dify

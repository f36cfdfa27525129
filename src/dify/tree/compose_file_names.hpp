// SPDX-License-Identifier: Apache-2.0
// The names of the files that Docker Compose and podman-compose load where nobody names any.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace proxyenv::dify {

// compose-go v2, cli/options.go: DefaultFileNames and DefaultOverrideFileNames. Compose takes the
// first of each that exists.
inline constexpr std::array<std::string_view, 4> kBaseNames = {
    "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"};
inline constexpr std::array<std::string_view, 4> kOverrideNames = {
    "compose.override.yml", "compose.override.yaml", "docker-compose.override.yml",
    "docker-compose.override.yaml"};

// podman_compose.py, COMPOSE_DEFAULT_LS, in its order. All that exist are loaded.
inline constexpr std::array<std::string_view, 14> kPodmanNames = {
    "compose.yaml",
    "compose.yml",
    "compose.override.yaml",
    "compose.override.yml",
    "podman-compose.yaml",
    "podman-compose.yml",
    "docker-compose.yml",
    "docker-compose.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
    "container-compose.yml",
    "container-compose.yaml",
    "container-compose.override.yml",
    "container-compose.override.yaml"};

// Whether Docker Compose does not know a name of kPodmanNames.
[[nodiscard]] constexpr bool is_name_of_podman_alone(std::string_view name) {
  return std::find(kBaseNames.begin(), kBaseNames.end(), name) == kBaseNames.end() &&
         std::find(kOverrideNames.begin(), kOverrideNames.end(), name) == kOverrideNames.end();
}

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/podman_compose.hpp"

#include <algorithm>
#include <string_view>

#include "dify/tree/compose_file_names.hpp"
#include "text/list.hpp"

namespace proxyenv::dify {

namespace {

Result<ComposeFiles> files_of_names(const ReadFile& read,
                                    const std::optional<SetupRecord>& record) {
  ComposeFiles files;
  files.override_file = kOverrideName;
  for (const std::string_view name : kPodmanNames) {
    const auto text = read(std::string(name));
    if (!text) return fail(text.error());
    if (!*text) continue;
    const auto is_own = is_own_override(std::string(name), read, record);
    if (!is_own) return fail(is_own.error());
    if (*is_own) continue;
    // The name is taken, or a later file would overrule ours.
    if (name == kOverrideName || name.starts_with("container-")) {
      files.override_file = kSeparateOverrideName;
    }
    files.loaded.emplace_back(name);
  }
  if (files.loaded.empty()) {
    return fail(
        "there is no Compose file in that folder that podman-compose loads: --dir needs Dify's "
        "docker folder; if you give other files to podman-compose -f, name them in the same order: "
        "COMPOSE_FILE=first.yaml:second.yaml, in the shell");
  }
  if (files.override_file != kOverrideName) {
    files.needed_compose_file = text::joined(files.loaded, ":") + ":" + files.override_file;
  }
  return files;
}

bool names_default_network(const YamlValue& service) {
  const YamlValue* networks = service.find("networks");
  if (networks == nullptr) return true;
  return networks->find("default") != nullptr ||
         std::any_of(networks->items.begin(), networks->items.end(),
                     [](const YamlValue& name) { return name.scalar == "default"; });
}

bool has_podman_key(const YamlValue& map) {
  return std::any_of(map.entries.begin(), map.entries.end(),
                     [](const YamlEntry& entry) { return entry.key.starts_with("x-podman"); });
}

}  // namespace

Result<ComposeFiles> choose_podman_files(const ReadFile& read, const sources::Lookup& shell,
                                         const sources::Lookup& variable,
                                         const NameBelow& name_below,
                                         const std::optional<SetupRecord>& record) {
  if (variable("COMPOSE_FILE").value_or("").empty()) return files_of_names(read, record);
  auto files = choose_compose_files(read, variable, name_below, record);
  if (!files) return files;
  const bool is_in_shell = !shell("COMPOSE_FILE").value_or("").empty();
  if (!is_in_shell && files->needed_compose_file.empty()) {
    files->needed_compose_file = variable("COMPOSE_FILE").value_or("");
  }
  return files;
}

bool has_podman_settings(const YamlValue& document) {
  if (has_podman_key(document)) return true;
  const YamlValue* services = document.find("services");
  return services != nullptr &&
         std::any_of(services->entries.begin(), services->entries.end(),
                     [](const YamlEntry& service) { return has_podman_key(service.value); });
}

bool lacks_default_network(const YamlValue& document) {
  const YamlValue* networks = document.find("networks");
  const YamlValue* services = document.find("services");
  if (networks == nullptr || networks->entries.empty() || services == nullptr) return false;
  if (networks->find("default") != nullptr) return false;
  return std::any_of(services->entries.begin(), services->entries.end(),
                     [](const YamlEntry& service) { return names_default_network(service.value); });
}

}  // namespace proxyenv::dify

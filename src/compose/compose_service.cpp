// SPDX-License-Identifier: Apache-2.0
#include "compose/compose_service.hpp"

namespace proxyenv::compose {

namespace {

std::string scalar_at(const YamlValue& map, std::string_view key) {
  const YamlValue* value = map.find(key);
  return value != nullptr && value->is_scalar() ? value->scalar : std::string();
}

// Splits at colons, except those inside ${NAME:-x}.
std::vector<std::string> cut_at_colons(const std::string& text) {
  std::vector<std::string> pieces(1);
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && i > 0 && text[i - 1] == '$') ++depth;
    if (text[i] == '}' && depth > 0) --depth;
    if (text[i] == ':' && depth == 0) {
      pieces.emplace_back();
    } else {
      pieces.back().push_back(text[i]);
    }
  }
  return pieces;
}

}  // namespace

Mount mount_of(const YamlValue& volume) {
  if (volume.is_map()) return {scalar_at(volume, "source"), scalar_at(volume, "target"), {}, true};
  const auto pieces = cut_at_colons(volume.scalar);
  if (pieces.size() == 1) return {"", pieces[0]};  // an anonymous volume
  return {pieces[0], pieces[1], pieces.size() > 2 ? pieces[2] : std::string()};
}

std::optional<Mount> mount_at(const YamlValue& service, const std::string& target) {
  const YamlValue* volumes = service.find("volumes");
  if (volumes == nullptr) return std::nullopt;
  for (const YamlValue& volume : volumes->items) {
    Mount mount = mount_of(volume);
    if (mount.target == target && !mount.source.empty()) return mount;
  }
  return std::nullopt;
}

std::optional<std::string> mount_source(const YamlValue& service, const std::string& target) {
  auto mount = mount_at(service, target);
  return mount ? std::optional<std::string>(std::move(mount->source)) : std::nullopt;
}

EnvironmentEntries environment_of(const YamlValue& service) {
  EnvironmentEntries entries;
  const YamlValue* environment = service.find("environment");
  if (environment == nullptr) return entries;
  for (const YamlValue& item : environment->items) {
    const std::size_t cut = item.scalar.find('=');
    if (cut == std::string::npos) {
      entries.emplace_back(item.scalar, std::nullopt);
    } else {
      entries.emplace_back(item.scalar.substr(0, cut), item.scalar.substr(cut + 1));
    }
  }
  for (const auto& [name, value] : environment->entries) {
    if (value.is_scalar()) {
      entries.emplace_back(name, value.scalar);
    } else {
      entries.emplace_back(name, std::nullopt);
    }
  }
  return entries;
}

std::vector<std::string> env_files_of(const YamlValue& service) {
  std::vector<std::string> paths;
  const YamlValue* files = service.find("env_file");
  if (files == nullptr) return paths;
  if (files->is_scalar()) paths.push_back(files->scalar);
  for (const YamlValue& item : files->items) {
    const std::string path = item.is_map() ? scalar_at(item, "path") : item.scalar;
    if (!path.empty()) paths.push_back(path);
  }
  return paths;
}

std::vector<std::string> profiles_of(const YamlValue& service) {
  std::vector<std::string> names;
  const YamlValue* profiles = service.find("profiles");
  if (profiles == nullptr) return names;
  for (const YamlValue& profile : profiles->items) names.push_back(profile.scalar);
  return names;
}

}  // namespace proxyenv::compose

// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/services.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "compose/compose_service.hpp"
#include "core/redaction.hpp"
#include "dify/tree/compose_files.hpp"
#include "dify/tree/image.hpp"
#include "sources/compose_env.hpp"

namespace proxyenv::dify {

namespace {

constexpr std::array<std::string_view, 4> kApiNames = {"api", "api_websocket", "worker",
                                                       "worker_beat"};

// The variables of the files of `env_file:`. A later file overrides an earlier one.
Result<sources::ComposeEnv> read_env_files(const YamlValue& service, const ReadFile& read,
                                           const sources::Lookup& variable) {
  sources::ComposeEnv environment;
  for (const std::string& written : compose::env_files_of(service)) {
    const std::string path =
        without_dot_slash(sources::interpolate(written, variable).value_or(written));
    const auto text = read(path);
    if (!text) return fail(text.error());
    if (!*text) continue;
    const auto file = sources::parse_compose_env(**text, variable);
    if (!file) return with_context(redact_word(path) + ": ", file.error());
    for (const sources::ComposeVariable& found : file->variables()) environment.set(found);
  }
  return environment;
}

Result<DifyService> read_service(const std::string& name, const YamlValue& value,
                                 const std::string& image, const ReadFile& read,
                                 const sources::Lookup& variable) {
  DifyService service;
  service.name = name;
  service.image = image;
  service.has_entrypoint = value.find("entrypoint") != nullptr;
  service.has_command = value.find("command") != nullptr;
  if (const YamlValue* mode = value.find("network_mode")) {
    service.network_mode = sources::interpolate(mode->scalar, variable).value_or("");
  }
  auto environment = read_env_files(value, read, variable);
  if (!environment) return fail(environment.error());
  for (const auto& [key, written] : compose::environment_of(value)) {
    service.own_names.push_back(key);
    if (!written) {
      if (auto inherited = variable(key)) environment->set({key, std::move(*inherited), 0});
    } else if (auto resolved = sources::interpolate(*written, variable)) {
      environment->set({key, std::move(*resolved), 0});
    }
  }
  for (const sources::ComposeVariable& found : environment->variables()) {
    service.environment.emplace_back(found.name, found.value);
  }
  return service;
}

// Dify has four. Each gets a list of all services.
constexpr std::size_t kMostApiLike = 64;

}  // namespace

Result<DifyServices> read_services(const YamlValue& services, const ReadFile& read,
                                   const sources::Lookup& variable) {
  DifyServices result;
  for (const auto& [name, service] : services.entries) {
    const bool is_api = std::find(kApiNames.begin(), kApiNames.end(), name) != kApiNames.end();
    const YamlValue* image = service.find("image");
    const std::string written = image != nullptr ? image->scalar : std::string();
    const std::string resolved = sources::interpolate(written, variable).value_or(written);
    const bool is_daemon = name == "plugin_daemon" || image_name(resolved) == "dify-plugin-daemon";
    if (!is_daemon && !is_api && image_name(resolved) != "dify-api") continue;
    if (!is_daemon && result.api_like.size() == kMostApiLike) {
      return fail("the Compose files have more than " + std::to_string(kMostApiLike) +
                  " services with Dify's own image");
    }
    auto found = read_service(name, service, resolved, read, variable);
    if (!found) return fail(found.error());
    if (is_daemon) {
      result.plugin_daemon = std::move(*found);
    } else {
      result.api_like.push_back(std::move(*found));
    }
  }
  return result;
}

std::vector<std::string> read_env_file_readers(const YamlValue& services,
                                               std::string_view env_file) {
  std::vector<std::string> readers;
  for (const auto& [name, service] : services.entries) {
    for (const std::string& path : compose::env_files_of(service)) {
      if (without_dot_slash(path) == env_file) readers.push_back(name);
    }
  }
  return readers;
}

}  // namespace proxyenv::dify

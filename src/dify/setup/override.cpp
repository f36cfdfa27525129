// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/override.hpp"

#include "dify/record/file_names.hpp"
#include "yaml/yaml_text.hpp"

namespace proxyenv::dify {

namespace {

std::string quoted_words(const std::vector<std::string>& words) {
  std::string text = "[";
  for (const std::string& word : words) {
    text.append(text.size() > 1 ? ", " : "").append(compose_literal(word));
  }
  return text + "]";
}

void append_environment(std::string& text, const OverrideService& service) {
  if (service.environment.empty()) return;
  text.append("    environment:\n");
  for (const auto& [name, value] : service.environment) {
    text.append("      ").append(name).append(": ").append(yaml_quoted(value)).append("\n");
  }
}

void append_env_files(std::string& text, const OverrideService& service) {
  if (service.env_files.empty()) return;
  text.append("    env_file:\n");
  for (const std::string& file : service.env_files) {
    text.append("      - ").append(yaml_quoted(file)).append("\n");
  }
}

void append_mounts(std::string& text, const OverrideService& service) {
  if (!service.mounts.empty()) text.append("    volumes:\n");
  for (const OverrideMount& mount : service.mounts) {
    if (mount.short_options) {
      const std::string options =
          mount.short_options->empty() ? std::string() : ":" + *mount.short_options;
      text.append("      - ")
          .append(compose_literal(mount.source + ":" + mount.target + options))
          .append("\n");
      continue;
    }
    // With the short form Docker creates a directory for a missing source, and then squid fails.
    text.append("      - type: bind\n        source: ")
        .append(compose_literal(mount.source))
        .append("\n        target: ")
        .append(yaml_quoted(mount.target))
        .append("\n        read_only: true\n        bind: {create_host_path: false}\n");
  }
}

void append_service(std::string& text, const OverrideService& service) {
  text.append("  ").append(service.name).append(":\n");
  if (!service.label.empty()) {
    text.append(
            "    labels:  # changes with the files below, so that `up -d` makes the container "
            "anew\n")
        .append("      io.proxyenv.config: ")
        .append(yaml_quoted(service.label))
        .append("\n");
  }
  if (service.reaches_docker_host) {
    text.append("    extra_hosts:\n      - \"host.docker.internal:host-gateway\"\n");
  }
  append_env_files(text, service);
  append_environment(text, service);
  if (!service.entrypoint.empty()) {
    text.append("    entrypoint: ").append(quoted_words(service.entrypoint)).append("\n");
  }
  if (!service.command.empty()) {
    text.append("    command: ").append(quoted_words(service.command)).append("\n");
  }
  append_mounts(text, service);
}

}  // namespace

std::string render_override(const std::string& title, const std::string& up,
                            const std::vector<OverrideService>& services) {
  std::string text = std::string(kOverrideBeginning) + title +
                     ".\n# Run it again instead of editing this, then: " + up + "\nservices:\n";
  for (const OverrideService& service : services) append_service(text, service);
  return text;
}

}  // namespace proxyenv::dify

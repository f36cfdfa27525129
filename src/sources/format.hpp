// SPDX-License-Identifier: Apache-2.0
// The forms in which environments come as text, in one table: their names for --env-format, the
// words that reports and messages use for them, and which program can read them.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace proxyenv::sources {

enum class Format {
  docker_env_file,
  compose_env,
  systemd_file,
  systemd_unit,
  environment_d,
  pam_environment,
  shell_file,
  printed_env,
  quoted_entries,
  environ_block,
  json,
  powershell,
  cmd_file,
  compose_file,
  kubernetes,
  github_actions,
  gitlab_ci,
  dockerfile,
};

struct FormatRow {
  Format format;
  std::string_view name;  // for --env-format; an interface
  std::string_view what;  // behind "read as": "Compose's .env"
  bool in_companion;      // it is YAML, which proxyenv-tools alone can read
};

inline constexpr std::array<FormatRow, 18> kFormats = {{
    {Format::docker_env_file, "docker", "docker's --env-file", false},
    {Format::compose_env, "compose", "Compose's .env", false},
    {Format::systemd_file, "systemd", "systemd's EnvironmentFile", false},
    {Format::systemd_unit, "systemd-unit", "a unit file of systemd", false},
    {Format::environment_d, "environment-d", "a file of environment.d", false},
    {Format::pam_environment, "pam", "/etc/environment (pam_env)", false},
    {Format::shell_file, "shell", "text for a shell", false},
    {Format::printed_env, "env", "the output of env", false},
    {Format::quoted_entries, "quoted", "entries in quotes", false},
    {Format::environ_block, "block", "a block of /proc/PID/environ", false},
    {Format::json, "json", "JSON", false},
    {Format::powershell, "powershell", "PowerShell", false},
    {Format::cmd_file, "cmd", "commands or output of cmd.exe", false},
    {Format::compose_file, "compose-file", "a Compose file", true},
    {Format::kubernetes, "kubernetes", "Kubernetes objects", true},
    {Format::github_actions, "github-actions", "a workflow of GitHub Actions", true},
    {Format::gitlab_ci, "gitlab-ci", "GitLab's CI file", true},
    {Format::dockerfile, "dockerfile", "a Dockerfile", false},
}};

[[nodiscard]] constexpr const FormatRow& row_of(Format format) {
  return kFormats[static_cast<std::size_t>(format)];
}

// The format of that name; no value if there is none.
[[nodiscard]] std::optional<Format> find_format(std::string_view name);

}  // namespace proxyenv::sources

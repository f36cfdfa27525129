// SPDX-License-Identifier: Apache-2.0
#include "sources/file_name.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace proxyenv::sources {

namespace {

struct Ending {
  std::string_view ending;
  Format format;
};

constexpr std::array<Ending, 16> kEndings = {{
    {".bat", Format::cmd_file},
    {".cmd", Format::cmd_file},
    {".json", Format::json},
    {".mount", Format::systemd_unit},
    {".ps1", Format::powershell},
    {".psd1", Format::powershell},
    {".psm1", Format::powershell},
    {".service", Format::systemd_unit},
    {".slice", Format::systemd_unit},
    {".socket", Format::systemd_unit},
    {".timer", Format::systemd_unit},
    {".bash", Format::shell_file},
    {".csh", Format::shell_file},
    {".fish", Format::shell_file},
    {".sh", Format::shell_file},
    {".zsh", Format::shell_file},
}};

constexpr std::array<std::string_view, 15> kShellNames = {
    ".bash_login", ".bash_profile", ".bashrc",     ".cshrc",  ".envrc",
    ".kshrc",      ".login",        ".profile",    ".zlogin", ".zprofile",
    ".zshenv",     ".zshrc",        "bash.bashrc", "bashrc",  "profile"};

}  // namespace

std::optional<Format> format_by_name(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (name == ".env" || name.starts_with(".env.")) return Format::compose_env;
  if (path.ends_with("etc/environment")) return Format::pam_environment;
  if (path.find(".service.d/") != std::string_view::npos && name.ends_with(".conf")) {
    return Format::systemd_unit;
  }
  if (path.find("environment.d/") != std::string_view::npos && name.ends_with(".conf")) {
    return Format::environment_d;
  }
  if (std::find(kShellNames.begin(), kShellNames.end(), name) != kShellNames.end()) {
    return Format::shell_file;
  }
  for (const Ending& each : kEndings) {
    if (ascii::ends_with_ignoring_case(name, each.ending)) return each.format;
  }
  return std::nullopt;
}

bool is_certain_by_name(std::string_view path) {
  const auto format = format_by_name(path);
  return format && *format != Format::compose_env;
}

}  // namespace proxyenv::sources

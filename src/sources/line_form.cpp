// SPDX-License-Identifier: Apache-2.0
#include "sources/line_form.hpp"

#include <algorithm>
#include <array>

#include "sources/cmd_file.hpp"
#include "sources/entries.hpp"
#include "sources/powershell.hpp"
#include "sources/printed_env.hpp"
#include "text/ascii.hpp"

namespace proxyenv::sources {

namespace {

bool is_plain_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return ascii::is_alnum(c) || c == '_' || c == '.' || c == '-';
  });
}

std::string_view first_word(std::string_view line) {
  return line.substr(0, line.find_first_of(" \t"));
}

// What stands in the brackets of a section; empty for another line.
std::string_view section_name(std::string_view line) {
  const bool is_one = line.size() > 2 && line.front() == '[' && line.back() == ']';
  return is_one ? line.substr(1, line.size() - 2) : std::string_view();
}

// Sections of unit files (systemd.unit(5) and those that it names), of systemd's own settings
// (systemd-system.conf(5)), and of podman's Quadlet (podman-systemd.unit(5)).
bool is_section_of_systemd(std::string_view name) {
  constexpr std::array<std::string_view, 19> kNames = {
      "Unit",  "Install", "Service", "Socket",    "Mount", "Automount", "Swap",
      "Timer", "Path",    "Slice",   "Scope",     "Link",  "Manager",   "Network",
      "Pod",   "Kube",    "Volume",  "Container", "Build"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() || name.starts_with("X-");
}

// Of a file of settings: `[global]`, `[program:web]`, `[remote "origin"]`.
bool is_other_section(std::string_view name) {
  return !name.empty() && ascii::is_alpha(name.front()) && name.find('=') == name.npos;
}

bool is_shell_line(std::string_view line) {
  constexpr std::array<std::string_view, 5> kWords = {"export", "declare", "typeset", "setenv",
                                                      "readonly"};
  const std::string_view word = first_word(line);
  const std::string_view rest = ascii::trimmed(line.substr(word.size()));
  // fish: set -gx NAME VALUE. A shell's `set -a` reads assignments as exported.
  if (word == "set") return rest.starts_with('-') || rest.starts_with('+');
  return !rest.empty() && std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// A prompt in front of a command that was pasted with it.
bool has_prompt(std::string_view line) {
  if (line.starts_with("$ ") || line.starts_with("% ") || line.starts_with("> ")) return true;
  const std::size_t end = line.find_first_of("$#>%");
  if (end == std::string_view::npos || end == 0) return false;
  const std::string_view front = line.substr(0, end);
  const bool is_windows = line[end] == '>' && front.find(":\\") != std::string_view::npos;
  const bool is_unix = front.find('@') != std::string_view::npos && end + 1 < line.size() &&
                       line[end + 1] == ' ' && front.find('=') == std::string_view::npos;
  return is_windows || is_unix;
}

// crontab(5): five fields, of which one is `*` in nearly every line, and a command.
bool is_schedule(std::string_view line) {
  constexpr std::array<std::string_view, 8> kWords = {"@reboot", "@yearly", "@annually", "@monthly",
                                                      "@weekly", "@daily",  "@midnight", "@hourly"};
  const std::string_view word = first_word(line);
  if (std::find(kWords.begin(), kWords.end(), word) != kWords.end()) return word != line;
  constexpr int kFields = 5;
  bool has_star = false;
  for (int field = 0; field < kFields; ++field) {
    const std::string_view text = first_word(line);
    has_star = has_star || text.starts_with('*');
    // The names of months and days stand in the last two.
    const bool is_time = std::all_of(text.begin(), text.end(), [&](char c) {
      constexpr std::string_view kSigns = "*/,-";
      return ascii::is_digit(c) || kSigns.find(c) != kSigns.npos ||
             (field >= 3 && ascii::is_alpha(c));
    });
    if (text.empty() || !is_time) return false;
    line = ascii::trimmed(line.substr(text.size()));
  }
  return has_star && !line.empty();
}

// A name and a sign that Chinese input methods write for `=` or `:`.
bool is_full_width_entry(std::string_view line) {
  for (const std::string_view sign : {"\uFF1D", "\uFF1A"}) {
    if (is_shell_name(ascii::trimmed(line.substr(0, line.find(sign)))) &&
        line.find(sign) != line.npos) {
      return true;
    }
  }
  return false;
}

bool is_yaml_pair(std::string_view line) {
  const std::size_t at = line.find(':');
  if (at == std::string_view::npos || line.find('=') < at) return false;
  const bool ends = at + 1 == line.size() || line[at + 1] == ' ';
  return ends && is_plain_name(line.substr(0, at));
}

bool is_spaced_entry(std::string_view line) {
  const std::size_t at = line.find('=');
  return at != std::string_view::npos && at > 0 &&
         is_plain_name(ascii::trimmed(line.substr(0, at)));
}

LineForm form_of_unmarked(std::string_view line) {
  if (line.starts_with("Environment=") || line.starts_with("EnvironmentFile=") ||
      line.starts_with("PassEnvironment=")) {
    return LineForm::unit_setting;
  }
  if (line.front() == '=') return LineForm::nameless;
  if (is_quoted_entry(line)) return LineForm::quoted_entry;
  if (!name_in_front(line).empty()) return LineForm::entry;
  if (is_spaced_entry(line)) return LineForm::spaced_entry;
  if (is_yaml_pair(line)) return LineForm::yaml_pair;
  if (is_full_width_entry(line)) return LineForm::full_width;
  if (is_shell_name(line)) return LineForm::bare_name;
  return line.find("://") != std::string_view::npos ? LineForm::url : LineForm::other;
}

}  // namespace

LineForm form_of(std::string_view line) {
  line = ascii::trimmed(line);
  if (line.empty()) return LineForm::blank;
  if (line.front() == '#' || line.front() == ';') return LineForm::comment;
  if (const std::string_view name = section_name(line); is_other_section(name)) {
    return is_section_of_systemd(name) ? LineForm::section : LineForm::other_section;
  }
  if (is_powershell_rule(line)) return LineForm::powershell_rule;
  if (is_powershell_line(line)) return LineForm::powershell;
  if (is_shell_line(line)) return LineForm::shell;
  if (is_cmd_line(line)) return LineForm::cmd;
  if (line.starts_with("- ")) return LineForm::yaml_item;
  if (line.starts_with("-e ") || line.starts_with("--env")) return LineForm::docker_option;
  const std::string_view word = first_word(line);
  if (word.size() < line.size() && (word == "ENV" || word == "ARG")) return LineForm::dockerfile;
  if (is_schedule(line)) return LineForm::schedule;
  if (has_prompt(line)) return LineForm::prompt;
  return form_of_unmarked(line);
}

std::string_view described(LineForm form) {
  switch (form) {
    case LineForm::spaced_entry:
      return "has a blank beside its `=`: docker's --env-file and shells refuse that, and "
             "Compose's "
             ".env takes it (--env-format compose)";
    case LineForm::nameless:
      return "has no name in front of its `=`";
    case LineForm::prompt:
      return "begins with a prompt; give what stands behind it alone";
    case LineForm::docker_option:
      return "is an option of `docker run`; give NAME=VALUE alone";
    case LineForm::dockerfile:
      return "is an instruction of a Dockerfile; give the whole Dockerfile";
    case LineForm::yaml_item:
    case LineForm::yaml_pair:
      return "looks like a part of a YAML document; give the whole document, or write NAME=VALUE";
    case LineForm::other_section:
      return "is a section of a file of settings, which sets no variables; give NAME=VALUE lines";
    case LineForm::schedule:
      return "is a schedule of a crontab, which is not read; give its variables as NAME=VALUE "
             "lines";
    case LineForm::full_width:
      return "has a full-width sign where `=` belongs; write NAME=VALUE";
    case LineForm::url:
      return "is a value without a name; write NAME=VALUE";
    case LineForm::bare_name:
    case LineForm::other:
      return "is not NAME=VALUE: it has no `=`";
    default:
      return {};
  }
}

}  // namespace proxyenv::sources

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

bool is_section(std::string_view line) {
  return line.size() > 2 && line.front() == '[' && line.back() == ']' &&
         is_plain_name(line.substr(1, line.size() - 2));
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
  if (is_shell_name(line)) return LineForm::bare_name;
  return line.find("://") != std::string_view::npos ? LineForm::url : LineForm::other;
}

}  // namespace

LineForm form_of(std::string_view line) {
  line = ascii::trimmed(line);
  if (line.empty()) return LineForm::blank;
  if (line.front() == '#' || line.front() == ';') return LineForm::comment;
  if (is_section(line)) return LineForm::section;
  if (is_powershell_rule(line)) return LineForm::powershell_rule;
  if (is_powershell_line(line)) return LineForm::powershell;
  if (is_shell_line(line)) return LineForm::shell;
  if (is_cmd_line(line)) return LineForm::cmd;
  if (line.starts_with("- ")) return LineForm::yaml_item;
  if (line.starts_with("-e ") || line.starts_with("--env")) return LineForm::docker_option;
  const std::string_view word = first_word(line);
  if (word.size() < line.size() && (word == "ENV" || word == "ARG")) return LineForm::dockerfile;
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

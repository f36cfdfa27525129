// SPDX-License-Identifier: Apache-2.0
#include "sources/cmd_file.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "sources/entries.hpp"
#include "sources/limits.hpp"
#include "sources/printed_env.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

// Removes `@` and this command, in any letter case, with the blanks behind it.
bool take_command(std::string_view& line, std::string_view command) {
  std::string_view rest = line;
  while (!rest.empty() && (rest.front() == '@' || rest.front() == ' ' || rest.front() == '\t')) {
    rest.remove_prefix(1);
  }
  if (!ascii::equal_ignoring_case(rest.substr(0, command.size()), command)) return false;
  rest.remove_prefix(command.size());
  if (rest.empty() || (rest.front() != ' ' && rest.front() != '\t')) return false;
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
  line = rest;
  return true;
}

// The line up to a `&` or `|` outside of quotes, which begins another command; `^` before a
// character takes its meaning away.
std::string first_command(std::string_view line) {
  std::string command;
  bool in_quotes = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') in_quotes = !in_quotes;
    if (!in_quotes && line[i] == '^' && i + 1 < line.size()) {
      command.push_back(line[++i]);
    } else if (!in_quotes && (line[i] == '&' || line[i] == '|')) {
      break;
    } else {
      command.push_back(line[i]);
    }
  }
  return command;
}

// The value with `%NAME%` resolved and `%%` as `%`; no value if one is not known, or if it grows
// longer than a variable can be.
std::optional<std::string> expanded(std::string_view value, const Assignments& known) {
  std::string result;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '%') {
      result.push_back(value[i]);
      continue;
    }
    const std::size_t end = value.find('%', i + 1);
    if (end == i + 1) {
      result.push_back('%');
      ++i;
      continue;
    }
    if (end == std::string_view::npos || !is_shell_name(value.substr(i + 1, end - i - 1))) {
      result.push_back('%');
      continue;
    }
    const Assignment* other = known.find(value.substr(i + 1, end - i - 1));
    if (other == nullptr || !other->is_known) return std::nullopt;
    result.append(other->value);
    if (result.size() > kLongestEntry) return std::nullopt;
    i = end;
  }
  return result;
}

void assign(Assignments& assignments, std::string_view name, std::string_view value,
            std::size_t number) {
  constexpr std::string_view kClause = "refers to a variable that is not set here (%NAME%)";
  auto text = expanded(value, assignments);
  if (!text) {
    assignments.set_unknown(name, number, kClause);
  } else if (text->empty()) {
    assignments.unset(name);
  } else {
    assignments.set(name, std::move(*text), number);
  }
}

void take_set(Assignments& assignments, std::string_view arguments, std::size_t number) {
  if (arguments.starts_with('"')) {
    arguments.remove_prefix(1);
    arguments = arguments.substr(0, arguments.rfind('"'));
  }
  const std::string command = arguments.empty() ? std::string() : std::string(arguments);
  const std::size_t at = command.find('=');
  if (arguments.starts_with('/') && at != std::string::npos) {
    const std::size_t name_at = command.find(' ');
    if (name_at < at) {
      assignments.set_unknown(
          ascii::trimmed(std::string_view(command).substr(name_at, at - name_at)), number,
          "is asked for, or computed");
    }
  } else if (at != std::string::npos) {
    assign(assignments, command.substr(0, at), std::string_view(command).substr(at + 1), number);
  }
}

// setx NAME VALUE or setx NAME "VALUE", with /M behind it.
void take_setx(Assignments& assignments, std::string_view arguments, std::size_t number) {
  const std::size_t end = arguments.find_first_of(" \t");
  if (end == std::string_view::npos) return;
  const std::string_view name = text::trimmed(arguments.substr(0, end), "\"");
  std::string_view value = ascii::trimmed(arguments.substr(end));
  if (value.starts_with('"')) {
    value.remove_prefix(1);
    value = value.substr(0, value.find('"'));
  } else {
    value = value.substr(0, value.find_first_of(" \t"));
  }
  assign(assignments, name, value, number);
}

}  // namespace

bool is_cmd_line(std::string_view line) {
  line = ascii::trimmed(line);
  if (take_command(line, "setx")) return true;
  if (!take_command(line, "set")) return false;
  if (line.starts_with('"')) line.remove_prefix(1);
  const std::size_t at = line.find('=');
  return at != std::string_view::npos && is_shell_name(line.substr(0, at));
}

Result<SourceEnvironment> read_cmd_file(std::string_view text) {
  Assignments assignments;
  std::size_t number = 0;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::string_view rest = line;
    if (take_command(rest, "set")) {
      take_set(assignments, first_command(rest), number);
    } else if (take_command(rest, "setx")) {
      take_setx(assignments, first_command(rest), number);
    } else if (take_command(rest, "rem") || ascii::trimmed(line).starts_with("::")) {
      // a comment
    } else if (const std::string_view name = name_in_front(line);
               !name.empty() || line.starts_with("ProgramFiles(x86)=")) {
      assignments.set(name, std::string(line.substr(name.size() + 1)), number);
    } else {
      assignments.entries().not_read(line, number, "it is no `set NAME=VALUE`");
    }
  });
  return assignments.finish();
}

}  // namespace proxyenv::sources

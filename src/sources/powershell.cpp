// SPDX-License-Identifier: Apache-2.0
#include "sources/powershell.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sources/entries.hpp"
#include "sources/limits.hpp"
#include "sources/powershell_statements.hpp"
#include "sources/proxy_mentions.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

bool starts_ignoring_case(std::string_view text, std::string_view beginning) {
  return ascii::equal_ignoring_case(text.substr(0, beginning.size()), beginning);
}

// Removes the word at the beginning, in any letter case, and the blanks behind it.
bool take(std::string_view& text, std::string_view word) {
  if (!starts_ignoring_case(text, word)) return false;
  text = ascii::trimmed(text.substr(word.size()));
  return true;
}

std::string_view take_name(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && (ascii::is_alnum(text[length]) || text[length] == '_')) ++length;
  const std::string_view name = text.substr(0, length);
  text = ascii::trimmed(text.substr(length));
  return name;
}

struct Setting {
  std::string_view name;
  std::string_view expression;  // what gives the value
  bool removes = false;
  bool appends = false;      // +=
  bool is_argument = false;  // of a command, where a word needs no quotes
};

bool is_flag(std::string_view word, std::string_view name) {
  return ascii::equal_ignoring_case(word, name);
}

// Without the quotes round all of it.
std::string_view unquoted(std::string_view word) {
  if (word.size() < 2 || !ascii::is_quote(word.front()) || word.back() != word.front()) return word;
  return word.substr(1, word.size() - 2);
}

// $env:NAME = ..., ${env:NAME} += ...
std::optional<Setting> assignment_in(std::string_view line, std::string_view opening,
                                     std::string_view closing) {
  Setting setting;
  if (!take(line, opening)) return std::nullopt;
  // In braces a name may hold anything.
  const std::size_t end = closing.empty() ? 0 : line.find(closing);
  if (end == std::string_view::npos) return std::nullopt;
  setting.name = closing.empty() ? take_name(line) : line.substr(0, end);
  line = ascii::trimmed(line.substr(end));
  if (setting.name.empty() || !take(line, closing)) return std::nullopt;
  setting.appends = line.starts_with("+=");
  if (!take(line, setting.appends ? "+=" : "=")) return std::nullopt;
  setting.expression = line;
  return setting;
}

// [Environment]::SetEnvironmentVariable("NAME", "VALUE"[, "Machine"])
std::optional<Setting> method_call(std::string_view line) {
  if (!take(line, "[Environment]") && !take(line, "[System.Environment]")) return std::nullopt;
  if (!take(line, "::") || !take(line, "SetEnvironmentVariable") || !take(line, "(")) {
    return std::nullopt;
  }
  if (!line.ends_with(')')) return std::nullopt;
  const auto arguments = powershell_words_of(line.substr(0, line.size() - 1), ",");
  if (arguments.size() < 2 || arguments[0] == unquoted(arguments[0])) return std::nullopt;
  Setting setting;
  setting.name = unquoted(arguments[0]);
  setting.expression = arguments[1];
  return setting;
}

// The name behind `env:`, `env:\\`, `env:/`; empty if the word is no path of that drive.
std::string_view name_in_path(std::string_view path) {
  path = unquoted(path);
  (void)take(path, "Microsoft.PowerShell.Core\\Environment::");
  if (!take(path, "env:")) return {};
  (void)(take(path, "\\") || take(path, "/"));
  return path;
}

// Set-Item, New-Item, Set-Content, Remove-Item and their aliases, with parameters by name or place.
std::optional<Setting> item_command(std::string_view line) {
  constexpr std::array<std::string_view, 6> kSetting = {"Set-Item", "si",          "New-Item",
                                                        "ni",       "Set-Content", "sc"};
  constexpr std::array<std::string_view, 7> kRemoving = {"Remove-Item", "ri", "rm",        "del",
                                                         "erase",       "rd", "Clear-Item"};
  const auto words = powershell_words_of(line, " \t\r\n");
  if (words.size() < 2) return std::nullopt;
  const auto is_command = [&](std::string_view name) { return is_flag(words[0], name); };
  Setting setting;
  setting.removes = std::any_of(kRemoving.begin(), kRemoving.end(), is_command);
  if (!setting.removes && std::none_of(kSetting.begin(), kSetting.end(), is_command)) {
    return std::nullopt;
  }
  setting.is_argument = true;
  std::string_view path;
  std::string_view name;
  std::vector<std::string_view> places;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view behind = i + 1 < words.size() ? words[i + 1] : std::string_view();
    if (is_flag(words[i], "-Path") || is_flag(words[i], "-LiteralPath")) {
      path = behind;
      ++i;
    } else if (is_flag(words[i], "-Name")) {
      name = behind;
      ++i;
    } else if (is_flag(words[i], "-Value")) {
      setting.expression = behind;
      ++i;
    } else if (is_flag(words[i], "-ErrorAction") || is_flag(words[i], "-ea") ||
               is_flag(words[i], "-ItemType")) {
      ++i;
    } else if (!words[i].starts_with('-')) {
      places.push_back(words[i]);
    }
  }
  if (path.empty() && !places.empty()) {
    path = places.front();
    places.erase(places.begin());
  }
  if (setting.expression.empty() && !places.empty()) setting.expression = places.front();
  setting.name = name_in_path(path);
  if (setting.name.empty() && !name.empty() && is_flag(unquoted(path).substr(0, 4), "env:")) {
    setting.name = unquoted(name);
  }
  if (setting.name.empty()) return std::nullopt;
  return setting;
}

std::optional<Setting> setting_in(std::string_view line) {
  line = ascii::trimmed(line);
  if (line.ends_with(';')) line = ascii::trimmed(line.substr(0, line.size() - 1));
  if (auto setting = assignment_in(line, "$env:", "")) return setting;
  if (auto setting = assignment_in(line, "${env:", "}")) return setting;
  if (line.starts_with('[')) return method_call(line);
  return item_command(line);
}

// The value of a string, with its escapes; no value where something else decides it.
std::optional<std::string> string_value(std::string_view expression, const Assignments& known) {
  std::string value;
  const char quote = expression.front();
  for (std::size_t i = 1; i < expression.size(); ++i) {
    const char c = expression[i];
    if (c == quote && expression.substr(i + 1).starts_with(quote)) {
      value.push_back(expression[++i]);
    } else if (c == quote) {
      // Behind it stands an operator, or the rest of an array.
      if (i + 1 == expression.size()) return value;
      return std::nullopt;
    } else if (quote == '"' && c == '`' && i + 1 < expression.size()) {
      constexpr std::string_view kLetters = "0abefnrtv";
      constexpr std::string_view kMeant("\0\a\b\x1b\f\n\r\t\v", 9);
      const std::size_t at = kLetters.find(expression[++i]);
      value.push_back(at == std::string_view::npos ? expression[i] : kMeant[at]);
    } else if (quote == '"' && c == '$') {
      std::string_view rest = expression.substr(i + 1);
      if (!take(rest, "env:")) return std::nullopt;
      const Assignment* other = known.find(
          rest.substr(0, rest.find_first_not_of(
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")));
      if (other == nullptr || !other->is_known) return std::nullopt;
      value.append(other->value);
      if (value.size() > kLongestEntry) return std::nullopt;
      i += 4 + other->name.size();
    } else {
      value.push_back(c);
    }
  }
  return std::nullopt;
}

// The text of a here-string: without its first and its last line. Only one without references.
std::optional<std::string> here_string_value(std::string_view expression) {
  const std::size_t begin = expression.find('\n');
  const std::size_t end = expression.rfind('\n');
  if (begin == std::string_view::npos || expression.size() != end + 3) return std::nullopt;
  if (begin == end) return std::string();
  std::string_view text = expression.substr(begin + 1, end - begin - 1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  const bool has_references = text.find_first_of("$`") != std::string_view::npos;
  if (expression[1] == '"' && has_references) return std::nullopt;
  return std::string(text);
}

// The value that an expression gives, if it stands in the text.
std::optional<std::string> value_of(const Setting& setting, const Assignments& known) {
  const std::string_view expression = setting.expression;
  if (expression.empty()) return std::nullopt;
  if (ascii::is_quote(expression.front())) return string_value(expression, known);
  if (expression.starts_with("@\"") || expression.starts_with("@'")) {
    return here_string_value(expression);
  }
  std::string_view rest = expression;
  if (take(rest, "$env:")) {
    const Assignment* other = known.find(rest);
    if (other != nullptr && other->is_known) return other->value;
    return std::nullopt;
  }
  const bool is_number = std::all_of(expression.begin(), expression.end(), ascii::is_digit);
  // Without quotes an expression would be a command.
  const bool is_word =
      setting.is_argument && expression.find_first_of("$(@`\"' {;,") == std::string_view::npos;
  if (is_number || is_word) return std::string(expression);
  return std::nullopt;
}

// `piped`: the statement is one side of a `|`, so that another one decides the value.
void take_setting(Assignments& assignments, const Setting& setting, std::size_t number,
                  bool conditional, bool piped) {
  if (setting.removes || ascii::equal_ignoring_case(setting.expression, "$null")) {
    // What is removed in a block may stay.
    if (conditional) return assignments.entries().take(setting.name, number);
    return assignments.unset(setting.name, number);
  }
  auto value = piped ? std::nullopt : value_of(setting, assignments);
  if (value && setting.appends) {
    const Assignment* before = assignments.find(setting.name);
    if (before != nullptr && before->is_known) {
      value->insert(0, before->value);
    } else {
      value.reset();
    }
  }
  if (!value) {
    assignments.set_unknown(setting.name, number, "has a value that an expression gives");
  } else if (value->empty()) {
    assignments.unset(setting.name, number);  // before PowerShell 7.5 an empty value removes it
  } else {
    assignments.set(setting.name, std::move(*value), number);
  }
  if (conditional) {
    assignments.entries().remark(FindingKind::other_reading, setting.name, number,
                                 "is set in a block, which is taken as run");
  }
}

// Whether the statement prints and does no more.
bool is_print(std::string_view statement) {
  constexpr std::array<std::string_view, 4> kCommands = {"Write-Host", "Write-Output", "echo",
                                                         "Write-Verbose"};
  if (statement.find('>') != std::string_view::npos) return false;
  return std::any_of(kCommands.begin(), kCommands.end(), [&](std::string_view command) {
    return statement.size() > command.size() && ascii::is_blank(statement[command.size()]) &&
           starts_ignoring_case(statement, command);
  });
}

void take_statement(Assignments& assignments, const PowershellStatement& statement) {
  const std::string_view text = statement.joined.text;
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const std::string_view trimmed = ascii::trimmed(text);
  const auto setting = statement.is_comment ? std::nullopt : setting_in(trimmed);
  if (setting) {
    const auto at = static_cast<std::size_t>(setting->name.data() - text.data());
    const std::size_t line = statement.joined.line_of(at);
    if (setting->name.find('$') != std::string_view::npos) {
      return assignments.entries().made_name_not_read(setting->name, line);
    }
    take_setting(assignments, *setting, line, statement.conditional, statement.is_piped);
    return;
  }
  if (statement.is_comment || (!statement.is_piped && is_print(trimmed))) {
    for (auto found = next_mention(text, 0); !found.name.empty();
         found = next_mention(text, found.end)) {
      assignments.entries().take(found.name, statement.joined.line_of(found.begin));
    }
    return;
  }
  const auto mention = next_mention(text, 0);
  if (mention.name.empty() || form_of(text, mention) == MentionForm::reference) return;
  assignments.entries().not_read(
      text, statement.joined.line_of(mention.name.empty() ? begin : mention.begin),
      "it sets no variable in a form that is known");
}

// The output of Get-ChildItem env:, below its rule `----   -----`, or as a list.
class Printed {
 public:
  void take_line(Assignments& assignments, std::string_view line, std::size_t number) {
    if (is_powershell_rule(line)) {
      column_ = line.find('-', line.find(' ', line.find('-')));
      name_.clear();
    } else if (is_list_line(line, "Name")) {
      column_ = 0;
      name_ = ascii::trimmed(line.substr(line.find(':') + 1));
    } else if (is_list_line(line, "Value")) {
      put(assignments, ascii::trimmed(line.substr(line.find(':') + 1)), number);
    } else if (ascii::trimmed(line).empty()) {
      name_.clear();
    } else if (line.front() == ' ' && !name_.empty()) {
      // The console was too narrow, and how the pieces were joined is not known.
      assignments.set_unknown(name_, number_, "has a value that goes on in a line of its own");
    } else if (column_ > 0 && line.size() > column_) {
      const std::string_view name = ascii::trimmed(line.substr(0, column_));
      if (name.find(' ') != std::string_view::npos) return;
      name_ = name;
      put(assignments, ascii::trimmed(line.substr(column_)), number);
    }
  }

  static bool is_list_line(std::string_view line, std::string_view key) {
    return starts_ignoring_case(line, key) && line.size() > key.size() &&
           ascii::trimmed(line.substr(key.size())).starts_with(':');
  }

 private:
  void put(Assignments& assignments, std::string_view value, std::size_t number) {
    number_ = number;
    if (name_.empty()) return;
    if (value.ends_with("...") || value.ends_with("\xe2\x80\xa6")) {
      assignments.set_unknown(name_, number, "has a value that the table cut off");
    } else {
      assignments.set(name_, std::string(value), number);
    }
  }

  std::size_t column_ = 0;  // where values begin, behind a rule
  std::string name_;        // of the last variable
  std::size_t number_ = 0;  // and its line
};

bool is_printed(std::string_view text) {
  bool found = false;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    found = found || is_powershell_rule(line) || Printed::is_list_line(line, "Value");
  });
  return found;
}

Result<SourceEnvironment> read_printed(std::string_view text) {
  Assignments assignments;
  Printed printed;
  std::size_t number = 0;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (const auto setting = setting_in(line)) {
      take_setting(assignments, *setting, number, false, false);
    } else {
      printed.take_line(assignments, line, number);
    }
  });
  return assignments.finish();
}

}  // namespace

bool is_powershell_line(std::string_view line) {
  const std::string lowered = ascii::lowered(line);
  if (lowered.find("env:") == std::string::npos &&
      lowered.find("setenvironmentvariable") == std::string::npos) {
    return false;
  }
  const auto statements = powershell_statements_of(line);
  return std::any_of(statements.begin(), statements.end(), [](const PowershellStatement& each) {
    return !each.is_comment && setting_in(each.joined.text).has_value();
  });
}

bool is_powershell_rule(std::string_view line) {
  line = ascii::trimmed(line);
  const auto words = ascii::words_of(line);
  return words.size() == 2 && words[0].size() >= 4 && words[1].size() >= 5 &&
         line.find_first_not_of("- ") == std::string_view::npos;
}

Result<SourceEnvironment> read_powershell(std::string_view text) {
  if (is_printed(text)) return read_printed(text);
  Assignments assignments;
  for (const PowershellStatement& statement : powershell_statements_of(text)) {
    take_statement(assignments, statement);
  }
  return assignments.finish();
}

}  // namespace proxyenv::sources

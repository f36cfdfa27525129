// SPDX-License-Identifier: Apache-2.0
#include "sources/powershell.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "sources/entries.hpp"
#include "sources/limits.hpp"
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
  std::string_view expression;  // what gives the value; empty: the variable is removed
};

std::optional<Setting> with_name(std::string_view rest, std::string_view closing,
                                 std::string_view between) {
  const std::string_view name = take_name(rest);
  if (name.empty() || !take(rest, closing) || !take(rest, between)) return std::nullopt;
  return Setting{name, rest};
}

// [Environment]::SetEnvironmentVariable("NAME", "VALUE"[, "Machine"])
std::optional<Setting> method_call(std::string_view line) {
  if (!take(line, "[Environment]") && !take(line, "[System.Environment]")) return std::nullopt;
  if (!take(line, "::") || !take(line, "SetEnvironmentVariable") || !take(line, "(")) {
    return std::nullopt;
  }
  if (line.empty() || !ascii::is_quote(line.front())) return std::nullopt;
  const std::string_view quote = line.substr(0, 1);
  line.remove_prefix(1);
  auto setting = with_name(line, quote, ",");
  if (setting && setting->expression.ends_with(')')) setting->expression.remove_suffix(1);
  return setting;
}

std::optional<Setting> item_command(std::string_view line) {
  const bool removes = take(line, "Remove-Item ");
  if (!removes && !take(line, "Set-Item ") && !take(line, "New-Item ") && !take(line, "si ")) {
    return std::nullopt;
  }
  (void)take(line, "-Path ");
  (void)take(line, "-Name ");
  const std::string_view quote =
      !line.empty() && ascii::is_quote(line.front()) ? line.substr(0, 1) : std::string_view();
  line.remove_prefix(quote.size());
  if (!take(line, "env:")) return std::nullopt;
  (void)take(line, "\\");
  (void)take(line, "/");
  const std::string_view name = take_name(line);
  if (name.empty() || !take(line, quote)) return std::nullopt;
  (void)take(line, "-Value ");
  return Setting{name, removes ? std::string_view() : line};
}

std::optional<Setting> setting_in(std::string_view line) {
  line = ascii::trimmed(line);
  if (line.ends_with(';')) line = ascii::trimmed(line.substr(0, line.size() - 1));
  if (starts_ignoring_case(line, "$env:")) return with_name(line.substr(5), "", "=");
  if (starts_ignoring_case(line, "${env:")) return with_name(line.substr(6), "}", "=");
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
      // Behind the string may stand a comment, or the argument of a method.
      const std::string_view rest = ascii::trimmed(expression.substr(i + 1));
      if (rest.empty() || rest.front() == '#' || rest.front() == ',' || rest.front() == ';') {
        return value;
      }
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

void take_setting(Assignments& assignments, const Setting& setting, std::size_t number) {
  const std::string_view expression = setting.expression;
  if (expression.empty() || ascii::equal_ignoring_case(expression, "$null")) {
    assignments.unset(setting.name);
    return;
  }
  std::optional<std::string> value;
  std::string_view rest = expression;
  if (ascii::is_quote(expression.front())) {
    value = string_value(expression, assignments);
  } else if (take(rest, "$env:")) {
    const Assignment* other = assignments.find(rest);
    if (other != nullptr && other->is_known) value = other->value;
  } else if (expression.find_first_of("$(@`\"' ") == std::string_view::npos) {
    value = std::string(expression);  // a plain word, as Set-Item takes it
  }
  if (!value) {
    assignments.set_unknown(setting.name, number, "has a value that an expression gives");
  } else if (value->empty()) {
    assignments.unset(setting.name);  // before PowerShell 7.5 an empty value removes the variable
  } else {
    assignments.set(setting.name, std::move(*value), number);
  }
}

// The output of Get-ChildItem env:, below its rule `----   -----`, or as a list.
class Printed {
 public:
  // Whether the line was taken.
  bool take_line(Assignments& assignments, std::string_view line, std::size_t number) {
    if (is_powershell_rule(line)) {
      column_ = line.find('-', line.find(' ', line.find('-')));
      return true;
    }
    if (starts_ignoring_case(line, "Name") && ascii::trimmed(line.substr(4)).starts_with(':')) {
      name_ = ascii::trimmed(line.substr(line.find(':') + 1));
      return true;
    }
    if (starts_ignoring_case(line, "Value") && ascii::trimmed(line.substr(5)).starts_with(':')) {
      put(assignments, name_, ascii::trimmed(line.substr(line.find(':') + 1)), number);
      return true;
    }
    if (column_ == 0 || line.size() <= column_) return false;
    const std::string_view name = ascii::trimmed(line.substr(0, column_));
    if (name.empty() || name.find(' ') != std::string_view::npos) return false;
    put(assignments, name, ascii::trimmed(line.substr(column_)), number);
    return true;
  }

 private:
  static void put(Assignments& assignments, std::string_view name, std::string_view value,
                  std::size_t number) {
    if (value.ends_with("...") || value.ends_with("\xe2\x80\xa6")) {
      assignments.set_unknown(name, number, "has a value that the table cut off");
    } else {
      assignments.set(name, std::string(value), number);
    }
  }

  std::size_t column_ = 0;  // where values begin, behind a rule
  std::string name_;        // the last `Name :` of a list
};

}  // namespace

bool is_powershell_line(std::string_view line) {
  return setting_in(line).has_value();
}

bool is_powershell_rule(std::string_view line) {
  line = ascii::trimmed(line);
  const auto words = ascii::words_of(line);
  return words.size() == 2 && words[0].size() >= 4 && words[1].size() >= 5 &&
         line.find_first_not_of("- ") == std::string_view::npos;
}

Result<SourceEnvironment> read_powershell(std::string_view text) {
  Assignments assignments;
  Printed printed;
  std::size_t number = 0;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (const auto setting = setting_in(line)) {
      take_setting(assignments, *setting, number);
    } else if (!printed.take_line(assignments, line, number) &&
               !ascii::trimmed(line).starts_with('#')) {
      assignments.entries().not_read(line, number, "it sets no variable in a form that is known");
    }
  });
  return assignments.finish();
}

}  // namespace proxyenv::sources

// SPDX-License-Identifier: Apache-2.0
#include "sources/compose_env.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace proxyenv::sources {

namespace {

bool is_space(char c) {  // within a line
  return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r';
}

std::string_view without_leading_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

std::string_view without_trailing_space(std::string_view text) {
  while (!text.empty() && (is_space(text.back()) || text.back() == '\n')) text.remove_suffix(1);
  return text;
}

bool is_name_character(char c) {
  // Bytes above 0x7f count as letters, since Compose accepts letters of any script.
  return ascii::is_alnum(c) || c == '_' || c == '.' || c == '-' || c == '[' || c == ']' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string with_unix_line_ends(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    result.push_back(text[i]);
  }
  return result;
}

// The escapes of a value in double quotes. `\$` stays as it is, so that it does not become a
// reference.
std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      result.push_back(text[i]);
      continue;
    }
    const char next = text[++i];
    constexpr std::string_view kLetters = "abfnrtv";
    constexpr std::string_view kControls = "\a\b\f\n\r\t\v";
    if (const std::size_t at = kLetters.find(next); at != std::string_view::npos) {
      result.push_back(kControls[at]);
    } else if (next == '$') {
      result.append("$$");
    } else if (next == '\\' || next == '"') {
      result.push_back(next);
    } else {
      result.append({'\\', next});
    }
  }
  return result;
}

class Parser {
 public:
  Parser(std::string_view text, const Lookup& shell) : rest_(text), shell_(shell) {}

  Result<ComposeEnv> parse() {
    while (skip_to_statement()) {
      const std::size_t line = line_;
      auto name = take_name();
      if (!name) return fail(name.error());
      if (!has_value_) {
        // A name without a value takes the shell's value.
        if (auto inherited = shell_(*name)) {
          env_.set({*name, std::move(*inherited), line});
        } else {
          env_.add_name_alone({std::move(*name), line});
        }
        continue;
      }
      auto value = take_value();
      if (!value) {
        return fail("line " + std::to_string(line) + " (" + *name + "): " + value.error().message);
      }
      total_ += value->text.size();
      if (total_ > kMostBytes) {
        return fail("line " + std::to_string(line) + " (" + *name +
                    "): with it the values are longer than any process can be given");
      }
      env_.set({std::move(*name), std::move(value->text), line, value->lost_name});
    }
    return std::move(env_);
  }

 private:
  void drop(std::size_t count) {
    const std::string_view dropped = rest_.substr(0, count);
    line_ += static_cast<std::size_t>(std::count(dropped.begin(), dropped.end(), '\n'));
    rest_.remove_prefix(dropped.size());
  }

  // Skips blanks, empty lines and comments.
  bool skip_to_statement() {
    while (!rest_.empty()) {
      if (is_space(rest_.front()) || rest_.front() == '\n') {
        drop(1);
      } else if (rest_.front() == '#') {
        drop(std::min(rest_.find('\n'), rest_.size()));
      } else {
        return true;
      }
    }
    return false;
  }

  Result<std::string> take_name() {
    constexpr std::string_view kExport = "export";
    if (rest_.starts_with(kExport) && rest_.size() > kExport.size() &&
        is_space(rest_[kExport.size()])) {
      rest_ = without_leading_space(rest_.substr(kExport.size()));
    }
    const std::string at = "line " + std::to_string(line_);
    std::size_t end = 0;
    while (end < rest_.size() && (is_name_character(rest_[end]) || is_space(rest_[end]))) ++end;
    if (end < rest_.size() && rest_[end] != '=' && rest_[end] != ':' && rest_[end] != '\n') {
      return fail(at + " has a character that no name has in front of its `=`");
    }
    std::string name(without_trailing_space(rest_.substr(0, end)));
    if (name.empty()) return fail(at + " has no name in front of its `=`");
    if (std::any_of(name.begin(), name.end(), is_space)) {
      return fail(at + " has a blank in its name, which Compose refuses");
    }
    has_value_ = end < rest_.size() && rest_[end] != '\n';
    drop(end + 1);
    return name;
  }

  Result<Interpolated> expanded(std::string_view value) const {
    bool lost_there = false;
    auto result = interpolate_and_tell(value, [&](std::string_view name) {
      auto found = shell_(name);
      const ComposeVariable* earlier = found ? nullptr : env_.find_variable(name);
      if (earlier == nullptr) return found;
      lost_there = lost_there || earlier->lost_name;
      return std::optional(earlier->value);
    });
    if (result) result->lost_name = result->lost_name || lost_there;
    return result;
  }

  Result<Interpolated> take_value() {
    rest_ = without_leading_space(rest_);
    const char quote = rest_.empty() ? '\0' : rest_.front();
    if (!ascii::is_quote(quote)) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      const std::string_view line = rest_.substr(0, end);
      auto value = expanded(without_trailing_space(line.substr(0, line.find(" #"))));
      drop(end);
      return value;
    }
    std::string raw;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == quote) {
        drop(i + 1);
        return quote == '"' ? expanded(unescaped(raw))
                            : Result<Interpolated>(Interpolated{raw, false});
      }
      if (rest_[i] == '\\' && i + 1 < rest_.size()) {
        if (rest_[i + 1] != quote) raw.push_back('\\');
        ++i;
      }
      raw.push_back(rest_[i]);
    }
    return fail("a quote is opened there and never closed");
  }

  // The limit of execve(2) for arguments and environment together, whatever the size of the stack.
  static constexpr std::size_t kMostBytes = std::size_t{6} << 20U;

  std::string_view rest_;
  const Lookup& shell_;
  ComposeEnv env_;
  std::size_t total_ = 0;
  std::size_t line_ = 1;
  bool has_value_ = false;
};

}  // namespace

const ComposeVariable* ComposeEnv::find_variable(std::string_view name) const {
  const auto place = places_.find(std::string(name));
  return place == places_.end() ? nullptr : &variables_[place->second];
}

std::optional<std::string> ComposeEnv::find(std::string_view name) const {
  const ComposeVariable* variable = find_variable(name);
  return variable == nullptr ? std::nullopt : std::optional(variable->value);
}

void ComposeEnv::set(ComposeVariable variable) {
  const auto [place, is_new] = places_.emplace(variable.name, variables_.size());
  if (is_new) {
    variables_.push_back(std::move(variable));
  } else {
    set_before_.push_back({variable.name, variables_[place->second].line});
    variables_[place->second] = std::move(variable);
  }
}

Result<ComposeEnv> parse_compose_env(std::string_view text, const Lookup& shell) {
  const std::string lines = with_unix_line_ends(text);
  return Parser(lines, shell).parse();
}

}  // namespace proxyenv::sources

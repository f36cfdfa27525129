// SPDX-License-Identifier: Apache-2.0
#include "sources/systemd_unit.hpp"

#include <optional>
#include <string>
#include <utility>

#include "sources/entries.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

// The character that `\` and this letter stand for. No value for other letters.
std::optional<char> plain_escape(char letter) {
  constexpr std::string_view kLetters = "abfnrtv\\\"'s";
  constexpr std::string_view kMeant = "\a\b\f\n\r\t\v\\\"' ";
  const std::size_t at = kLetters.find(letter);
  if (at == std::string_view::npos) return std::nullopt;
  return kMeant[at];
}

std::optional<unsigned> digits(std::string_view text, unsigned base) {
  unsigned value = 0;
  for (const char c : text) {
    unsigned digit = 99;
    if (ascii::is_digit(c)) digit = static_cast<unsigned>(c - '0');
    if (ascii::is_alpha(c)) digit = static_cast<unsigned>(ascii::to_lower(c) - 'a') + 10;
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

// The escape at the beginning of `rest`, behind its `\`: appended, its length returned. 0: systemd
// knows none of that form.
std::size_t take_escape(std::string_view rest, std::string& word) {
  if (rest.empty()) return 0;
  if (const auto c = plain_escape(rest.front())) {
    word.push_back(*c);
    return 1;
  }
  const bool is_hex = rest.front() == 'x';
  const std::string_view number = is_hex ? rest.substr(1, 2) : rest.substr(0, 3);
  const auto value = digits(number, is_hex ? 16 : 8);
  if (number.size() != (is_hex ? 2 : 3) || !value || *value == 0 || *value > 255) return 0;
  word.push_back(static_cast<char>(*value));
  return 3;
}

enum class Word { found, none, broken };

// Takes the first word of `rest`. Quotes may stand anywhere in it.
Word take_word(std::string_view& rest, std::string& word) {
  word.clear();
  rest = rest.substr(std::min(rest.find_first_not_of(" \t\n\r"), rest.size()));
  if (rest.empty()) return Word::none;
  char quote = '\0';
  std::size_t i = 0;
  for (; i < rest.size(); ++i) {
    const char c = rest[i];
    if (quote == '\0' && ascii::is_blank(c)) break;
    if (c == '\\') {
      const std::size_t length = take_escape(rest.substr(i + 1), word);
      if (length == 0) return Word::broken;
      i += length;
    } else if (quote == '\0' && ascii::is_quote(c)) {
      quote = c;
    } else if (c == quote) {
      quote = '\0';
    } else {
      word.push_back(c);
    }
  }
  rest.remove_prefix(i);
  return quote == '\0' ? Word::found : Word::broken;
}

// The word with `%%` as `%`; no value if it has a specifier, which the unit's name, user or machine
// decide (systemd.unit(5)). Before other characters a `%` stays.
std::optional<std::string> without_specifiers(std::string_view word) {
  constexpr std::string_view kSpecifiers = "aAbBCdDEfgGhHiIjJlLmMnNopPqsStTuUvVwWyY";
  std::string result;
  for (std::size_t i = 0; i < word.size(); ++i) {
    result.push_back(word[i]);
    if (word[i] != '%' || i + 1 == word.size()) continue;
    if (kSpecifiers.find(word[i + 1]) != std::string_view::npos) return std::nullopt;
    if (word[i + 1] == '%') ++i;
  }
  return result;
}

class Unit {
 public:
  Result<SourceEnvironment> read(std::string_view text) {
    std::size_t number = 0;
    std::string continued;
    std::size_t first_line = 0;
    text::for_each_piece(text, '\n', [&](std::string_view line) {
      ++number;
      line = ascii::trimmed(line);
      // Comments may stand inside continued lines.
      if (line.starts_with('#') || line.starts_with(';')) return;
      if (continued.empty()) first_line = number;
      if (line.ends_with('\\')) {
        continued.append(line.substr(0, line.size() - 1)).append(" ");
        return;
      }
      continued.append(line);
      take_line(continued, first_line);
      continued.clear();
    });
    if (!continued.empty()) take_line(continued, first_line);
    return assignments_.finish();
  }

 private:
  void take_line(std::string_view line, std::size_t number) {
    const std::size_t at = line.find('=');
    if (at == std::string_view::npos) return;
    const std::string_view key = ascii::trimmed(line.substr(0, at));
    const std::string_view value = ascii::trimmed(line.substr(at + 1));
    if (key == "Environment" || key == "DefaultEnvironment") {
      take_assignments(value, number);
    } else if (key == "EnvironmentFile" && !value.empty()) {
      assignments_.entries().remark_on_text(
          FindingKind::value_not_known, number,
          "a file of EnvironmentFile= is not read here: look at it with --env-format systemd");
    } else if (key == "PassEnvironment") {
      for (const std::string_view name : ascii::words_of(value)) {
        if (assignments_.find(name) == nullptr) {
          assignments_.set_unknown(name, number, "is passed on as systemd itself has it");
        }
      }
    } else if (key == "UnsetEnvironment") {
      for (const std::string_view name : ascii::words_of(value)) assignments_.unset(name, number);
    }
  }

  void take_assignments(std::string_view rest, std::size_t number) {
    if (rest.empty()) {
      Assignments none;
      std::swap(none.entries(), assignments_.entries());
      assignments_ = std::move(none);
      return;
    }
    std::string word;
    for (;;) {
      const std::string_view before = rest;
      const Word taken = take_word(rest, word);
      if (taken == Word::none) return;
      if (taken == Word::broken) {
        assignments_.entries().not_read(before, number,
                                        "a quote is not closed, or systemd does not know a `\\`");
        return;
      }
      take_assignment(word, number);
    }
  }

  void take_assignment(std::string_view word, std::size_t number) {
    const std::size_t at = word.find('=');
    const std::string_view name = word.substr(0, at);
    if (at == std::string_view::npos || !is_shell_name(name)) {
      assignments_.entries().not_read(word, number, "it is not NAME=VALUE");
    } else if (auto value = without_specifiers(word.substr(at + 1))) {
      assignments_.set(name, std::move(*value), number);
    } else {
      assignments_.set_unknown(name, number, "has a specifier of systemd (`%n`) in its value");
    }
  }

  Assignments assignments_;
};

}  // namespace

Result<SourceEnvironment> read_systemd_unit(std::string_view text) {
  return Unit().read(text);
}

}  // namespace proxyenv::sources

// SPDX-License-Identifier: Apache-2.0
#include "sources/systemd_unit.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sources/entries.hpp"
#include "sources/joined_lines.hpp"
#include "sources/proxy_mentions.hpp"
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

enum class Specifiers { none, unknown_value, refused };

// Whether the word has specifiers, which the unit's name, user or machine decide (systemd.unit(5)).
// A letter or digit that is none makes systemd ignore the assignment: the `%40` of an encoded `@`
// has to be written `%%40` (specifier_printf() of systemd 252, "Failed to resolve specifiers").
Specifiers specifiers_in(std::string_view word) {
  constexpr std::string_view kSpecifiers = "aAbBcCdDEfgGhHiIjJlLmMnNopPqrRsStTuUvVwWyY";
  Specifiers found = Specifiers::none;
  for (std::size_t i = 0; i + 1 < word.size(); ++i) {
    if (word[i] != '%') continue;
    const char letter = word[++i];
    if (kSpecifiers.find(letter) != std::string_view::npos) {
      found = Specifiers::unknown_value;
    } else if (ascii::is_alnum(letter)) {
      return Specifiers::refused;
    }
  }
  return found;
}

// `%%` is a `%`.
std::string with_single_percent(std::string_view word) {
  std::string result;
  for (std::size_t i = 0; i < word.size(); ++i) {
    result.push_back(word[i]);
    if (word[i] == '%' && i + 1 < word.size() && word[i + 1] == '%') ++i;
  }
  return result;
}

bool is_section(std::string_view line) {
  return line.size() > 2 && line.front() == '[' && line.back() == ']';
}

// Where Environment= is a setting: systemd.exec(5) names the first four, systemd.nspawn(5) Exec,
// and podman-systemd.unit(5) the others.
bool takes_environment(std::string_view section) {
  constexpr std::array<std::string_view, 8> kSections = {"Service", "Socket",    "Mount", "Swap",
                                                         "Exec",    "Container", "Build", "Kube"};
  return std::find(kSections.begin(), kSections.end(), section) != kSections.end();
}

bool is_setting(std::string_view key) {
  constexpr std::array<std::string_view, 5> kKeys = {"Environment", "DefaultEnvironment",
                                                     "PassEnvironment", "UnsetEnvironment",
                                                     "EnvironmentFile"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

class Unit {
 public:
  Result<SourceEnvironment> read(std::string_view text) {
    text::for_each_piece(text, '\n', [&](std::string_view line) {
      has_sections_ = has_sections_ || is_section(ascii::trimmed(line));
    });
    std::size_t number = 0;
    text::for_each_piece(text, '\n', [&](std::string_view line) {
      ++number;
      line = ascii::trimmed(line);
      // Comments may stand inside continued lines.
      if (line.starts_with('#') || line.starts_with(';')) return;
      const bool goes_on = line.ends_with('\\');
      joined_.append(goes_on ? line.substr(0, line.size() - 1) : line, number);
      if (goes_on) {
        joined_.text.push_back(' ');
        return;
      }
      take_line();
      joined_ = {};
    });
    if (!joined_.text.empty()) take_line();
    return finish();
  }

 private:
  // Which variables are unset is decided last, wherever that stands.
  Result<SourceEnvironment> finish() {
    for (const auto& [word, line] : unset_) {
      const std::size_t at = word.find('=');
      const Assignment* found = assignments_.find(std::string_view(word).substr(0, at));
      const bool is_meant =
          at == std::string::npos || (found != nullptr && word.substr(at + 1) == found->value);
      if (is_meant) {
        assignments_.unset(word.substr(0, at), line);
      } else {
        assignments_.entries().take(word.substr(0, at), line);
      }
    }
    return assignments_.finish();
  }

  // The line on which this part of the joined text stands.
  [[nodiscard]] std::size_t line_of(std::string_view part) const {
    return joined_.line_of(static_cast<std::size_t>(part.data() - joined_.text.data()));
  }

  void take_line() {
    const std::string_view line = ascii::trimmed(joined_.text);
    if (is_section(line)) {
      section_ = line.substr(1, line.size() - 2);
      return;
    }
    const std::size_t at = line.find('=');
    if (at == std::string_view::npos) return;
    const std::string_view key = ascii::trimmed(line.substr(0, at));
    if (!is_setting(key)) return;
    if (has_sections_ && !belongs_here(key)) return tell_ignored(key);
    take_setting(key, ascii::trimmed(line.substr(at + 1)));
  }

  [[nodiscard]] bool belongs_here(std::string_view key) const {
    const bool is_of_manager = key == "DefaultEnvironment";
    return is_of_manager ? section_ == "Manager" : takes_environment(section_);
  }

  void tell_ignored(std::string_view key) {
    std::string why(key);
    why.append(section_.empty()
                   ? "= stands in front of the first [Section], where systemd ignores it"
                   : "= stands in a section in which systemd ignores it");
    for (auto found = next_mention(joined_.text, 0); !found.name.empty();
         found = next_mention(joined_.text, found.end)) {
      assignments_.entries().not_read(joined_.text, joined_.line_of(found.begin), why);
    }
  }

  void take_setting(std::string_view key, std::string_view value) {
    if (key == "Environment" || key == "DefaultEnvironment") {
      take_assignments(value);
    } else if (key == "EnvironmentFile") {
      if (value.empty()) return;
      assignments_.entries().remark_on_text(
          FindingKind::value_not_known, line_of(value),
          "a file of EnvironmentFile= is not read here, and wins over Environment=: look at it "
          "with --env-format systemd");
    } else if (key == "PassEnvironment") {
      for (const std::string_view name : ascii::words_of(value)) {
        if (assignments_.find(name) == nullptr) {
          assignments_.set_unknown(name, line_of(name), "is passed on as systemd itself has it");
        } else {
          assignments_.entries().take(name, line_of(name));
        }
      }
    } else {
      if (value.empty()) unset_.clear();
      take_unset(value);
    }
  }

  void take_unset(std::string_view rest) {
    std::string word;
    for (std::string_view before = rest; take_word(rest, word) == Word::found; before = rest) {
      const std::size_t begin = before.find_first_not_of(" \t\n\r");
      unset_.emplace_back(word, line_of(before.substr(begin)));
    }
  }

  void take_assignments(std::string_view rest) {
    if (rest.empty()) {
      Assignments none;
      std::swap(none.entries(), assignments_.entries());
      assignments_ = std::move(none);
      return;
    }
    std::string word;
    for (;;) {
      const std::string_view before =
          rest.substr(std::min(rest.find_first_not_of(" \t\n\r"), rest.size()));
      const Word taken = take_word(rest, word);
      if (taken == Word::none) return;
      const std::size_t number = line_of(before);
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
      assignments_.entries().name_not_read(name, number, "it is not NAME=VALUE");
      return;
    }
    switch (specifiers_in(word)) {
      case Specifiers::none:
        assignments_.set(name, with_single_percent(word.substr(at + 1)), number);
        break;
      case Specifiers::unknown_value:
        assignments_.set_unknown(name, number, "has a specifier of systemd (`%n`) in its value");
        break;
      case Specifiers::refused:
        assignments_.entries().not_read(
            word, number,
            "systemd knows no specifier of that letter or digit behind a `%`, and ignores the "
            "assignment; write `%%`");
        return;
    }
    if (has_sections_) return;
    assignments_.entries().remark(FindingKind::other_reading, name, number,
                                  "stands below no [Section]: systemd ignores it so");
  }

  Assignments assignments_;
  std::vector<std::pair<std::string, std::size_t>> unset_;  // words of UnsetEnvironment=, lines
  JoinedLines joined_;
  std::string section_;
  bool has_sections_ = false;
};

}  // namespace

Result<SourceEnvironment> read_systemd_unit(std::string_view text) {
  return Unit().read(text);
}

}  // namespace proxyenv::sources

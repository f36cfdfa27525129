// SPDX-License-Identifier: Apache-2.0
#include "sources/shell_file.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sources/entries.hpp"
#include "sources/proxy_mentions.hpp"
#include "sources/shell_words.hpp"

namespace proxyenv::sources {

namespace {

constexpr std::array<std::string_view, 6> kOpening = {"if", "for", "while", "until", "case", "{"};
constexpr std::array<std::string_view, 5> kClosing = {"fi", "done", "esac", "}", "end"};
constexpr std::array<std::string_view, 8> kBetween = {"then", "else",  "elif", "do",
                                                      "!",    "begin", "time", "function"};
constexpr std::array<std::string_view, 7> kSetters = {"export", "declare", "typeset", "readonly",
                                                      "local",  "setenv",  "set"};
// Commands whose words mention variables and set none.
constexpr std::array<std::string_view, 7> kHarmless = {"echo", "printf", "test",   "[",
                                                       "[[",   "grep",   "unalias"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class ShellFile {
 public:
  Result<SourceEnvironment> read(std::string_view text) {
    ShellReader reader(text, [this](std::string_view name) { return known_value(name); });
    for (;;) {
      auto command = reader.next();
      if (!command) return fail(command.error());
      if (!command->has_value()) break;
      take(**command);
      if ((**command).ending == "(") ++brackets_;
      if ((**command).ending == ")" && brackets_ > 0) --brackets_;
    }
    tell_what_is_not_exported();
    return assignments_.finish();
  }

 private:
  using Words = std::span<const ShellWord>;

  std::optional<std::string> known_value(std::string_view name) const {
    const Assignment* assignment = assignments_.find(name);
    if (assignment == nullptr || !assignment->is_known) return std::nullopt;
    return assignment->value;
  }

  [[nodiscard]] bool is_conditional() const { return depth_ > 0 || brackets_ > 0; }

  void take(const ShellCommand& command) {
    Words words = command.words;
    while (!words.empty() && !words.front().is_quoted) {
      const std::string_view word = words.front().text;
      if (holds(kOpening, word)) {
        ++depth_;
        if (word == "for" || word == "case") return;
      } else if (holds(kClosing, word)) {
        if (depth_ > 0) --depth_;
      } else if (!holds(kBetween, word)) {
        break;
      }
      words = words.subspan(1);
    }
    if (!words.empty()) take_simple_command(words, command);
  }

  void take_simple_command(Words words, const ShellCommand& command) {
    std::size_t count = 0;
    while (count < words.size() && as_assignment(words[count])) ++count;
    if (count == words.size()) {
      for (const ShellWord& word : words) assign(word, all_exported_);
      return;
    }
    const Words arguments = words.subspan(count + 1);
    const std::string_view name = words[count].text;
    if (holds(kSetters, name)) return take_setter(name, arguments);
    if (name == "unset") {
      for (const ShellWord& word : arguments) {
        if (is_conditional()) {
          assignments_.entries().take(word.text, word.line);
        } else {
          assignments_.unset(word.text, word.line);
        }
      }
      return;
    }
    // What is written to a file, or given to another command, may be read again.
    const bool only_prints = !command.writes && command.ending != "|";
    tell_command(words, count, only_prints);
  }

  void take_setter(std::string_view setter, Words arguments) {
    std::string flags;
    while (!arguments.empty() &&
           (arguments.front().text.starts_with('-') || arguments.front().text.starts_with('+'))) {
      flags.append(arguments.front().text);
      arguments = arguments.subspan(1);
    }
    const bool has_x = flags.find('x') != std::string::npos && !flags.starts_with('+');
    if (setter == "setenv" || (setter == "set" && has_x && arguments.size() > 1)) {
      return take_name_and_value(arguments);
    }
    if (setter == "set") {
      const bool named = !arguments.empty() && arguments.front().text == "allexport";
      if (flags.starts_with("-a") || (flags == "-o" && named)) all_exported_ = true;
      if (flags.starts_with("+a") || (flags == "+o" && named)) all_exported_ = false;
      return;
    }
    const bool exports = setter == "export" ? flags.find('n') == std::string::npos : has_x;
    if (exports) has_exports_ = true;
    for (const ShellWord& word : arguments) {
      if (as_assignment(word)) {
        assign(word, exports || all_exported_);
      } else if (exports && is_shell_name(word.text)) {
        exported_.push_back(word.text);
        if (assignments_.find(word.text) == nullptr) {
          assignments_.set_unknown(word.text, word.line, "is exported, and not set in this text");
        }
      }
    }
  }

  // csh's `setenv NAME VALUE`, fish's `set -gx NAME VALUE`.
  void take_name_and_value(Words arguments) {
    if (arguments.empty() || !is_shell_name(arguments[0].text)) return;
    has_exports_ = true;
    exported_.push_back(arguments[0].text);
    const ShellWord& name = arguments[0];
    if (arguments.size() > 1 && !arguments[1].is_known) {
      set_unknown(name.text, name.line);
    } else {
      assignments_.set(name.text, arguments.size() > 1 ? arguments[1].text : "", name.line);
    }
  }

  void set_unknown(std::string_view name, std::size_t line) {
    assignments_.set_unknown(name, line,
                             "has a value from a command, or from a variable that is not set here");
  }

  void assign(const ShellWord& word, bool exports) {
    const auto given = as_assignment(word);
    if (exports) exported_.emplace_back(given->name);
    const bool has_tilde =
        given->value.starts_with('~') && word.plain_front > given->name.size() + 1;
    const auto before = given->appends ? known_value(given->name) : std::optional(std::string());
    if (!word.is_known || has_tilde || !before) {
      set_unknown(given->name, word.line);
    } else {
      assignments_.set(given->name, *before + std::string(given->value), word.line);
    }
    if (is_conditional()) {
      assignments_.entries().remark(FindingKind::other_reading, given->name, word.line,
                                    "is set in a condition or a function, which is taken as run");
    }
  }

  // A command that may set variables in a way that is not looked at.
  void tell_command(Words words, std::size_t assignments, bool only_prints) {
    for (const ShellWord& word : words.first(assignments)) {
      assignments_.entries().remark(FindingKind::line_not_read, as_assignment(word)->name,
                                    word.line,
                                    "is set for one command alone, which is not looked at");
    }
    if (only_prints && holds(kHarmless, words[assignments].text)) return take_names(words);
    for (const ShellWord& word : words.subspan(assignments)) {
      if (!may_name_proxy_variable(word.text) || word.text.find('=') == std::string::npos) continue;
      assignments_.entries().not_read(word.text, word.line, "it is a command, and none is run");
      return;
    }
  }

  // What these words mention sets nothing. A word of several lines may be a quote that was meant to
  // end in the first one.
  void take_names(Words words) {
    for (const ShellWord& word : words) {
      const std::string_view line = std::string_view(word.text).substr(0, word.text.find('\n'));
      for (auto found = next_mention(line, 0); !found.name.empty();
           found = next_mention(line, found.end)) {
        assignments_.entries().take(found.name, word.line);
      }
    }
  }

  // Where a text exports some variables, it means not to export the others. Else it is what `set`
  // prints, or is read under `set -a`.
  void tell_what_is_not_exported() {
    if (!has_exports_) return;
    std::sort(exported_.begin(), exported_.end());
    assignments_.keep_only([&](const Assignment& assignment) {
      if (std::binary_search(exported_.begin(), exported_.end(), assignment.name)) return true;
      assignments_.entries().remark(FindingKind::line_not_read, assignment.name, assignment.line,
                                    "is assigned and not exported, so no program gets it");
      return false;
    });
  }

  Assignments assignments_;
  std::vector<std::string> exported_;
  std::size_t depth_ = 0;
  std::size_t brackets_ = 0;
  bool has_exports_ = false;
  bool all_exported_ = false;
};

}  // namespace

Result<SourceEnvironment> read_shell_file(std::string_view text) {
  return ShellFile().read(text);
}

}  // namespace proxyenv::sources

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
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

constexpr std::array<std::string_view, 10> kOpening = {
    "if", "for", "while", "until", "case", "{", "begin", "foreach", "switch", "select"};
constexpr std::array<std::string_view, 5> kClosing = {"fi", "done", "esac", "}", "end"};
constexpr std::array<std::string_view, 6> kBetween = {"then", "else", "elif", "do", "!", "time"};
constexpr std::array<std::string_view, 7> kSetters = {"export", "declare", "typeset", "readonly",
                                                      "local",  "setenv",  "set"};
// Commands whose words mention variables and set none.
constexpr std::array<std::string_view, 7> kHarmless = {"echo", "printf", "test",   "[",
                                                       "[[",   "grep",   "unalias"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The `=` of an assignment with a blank before it, or what makefiles write instead: `:=`, `?=`.
bool is_spaced_sign(std::string_view word) {
  return word.starts_with('=') || word == ":=" || word == "::=" || word == "?=" || word == "+=";
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
      // `function f {` of bash, and `function f` of fish up to its `end`. Of `function f()` the
      // bracket ends this command, and the brace is a command of its own.
      if (word == "function") {
        if (command.ending != "(") ++depth_;
        words = words.subspan(std::min<std::size_t>(words.size(), 2));
        if (!words.empty() && words.front().text == "{") words = words.subspan(1);
        continue;
      }
      if (holds(kOpening, word)) {
        ++depth_;
        if (word == "for" || word == "case" || word == "foreach" || word == "switch") return;
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
    if (name == "unset" || name == "unsetenv") return unset(arguments);
    if (name == "." || name == "source" || name == "eval") {
      return tell_other_text(name, words[count].line, arguments);
    }
    // What is written to a file, or given to another command, may be read again.
    const bool only_prints = !command.writes && command.ending != "|";
    tell_command(words, count, only_prints);
  }

  void unset(Words arguments) {
    for (const ShellWord& word : arguments) {
      if (is_conditional()) {
        assignments_.entries().take(word.text, word.line);
      } else {
        assignments_.unset(word.text, word.line);
      }
    }
  }

  // What another file holds, or what `eval` runs, may set anything. One note is enough.
  void tell_other_text(std::string_view command, std::size_t line, Words arguments) {
    const bool names_one =
        std::any_of(arguments.begin(), arguments.end(),
                    [](const ShellWord& word) { return may_name_proxy_variable(word.text); });
    if (command == "eval" && names_one) {
      assignments_.entries().not_read("_proxy", line, "`eval` runs it, and nothing is run here");
    } else if (!arguments.empty() && !std::exchange(tells_other_text_, true)) {
      assignments_.entries().remark_on_text(
          FindingKind::value_not_known, line,
          text::concatenated(
              {"line ", std::to_string(line),
               command == "eval" ? " runs what `eval` is given" : " reads another file",
               ", which is not looked at here and may set variables"}));
    }
  }

  void take_setter(std::string_view setter, Words arguments) {
    std::string flags;
    while (!arguments.empty() &&
           (arguments.front().text.starts_with('-') || arguments.front().text.starts_with('+'))) {
      flags.append(arguments.front().text);
      arguments = arguments.subspan(1);
    }
    const bool has_x = flags.find('x') != std::string::npos && !flags.starts_with('+');
    if (setter == "setenv" || (setter == "set" && has_x && !arguments.empty())) {
      return take_name_and_value(arguments, setter == "setenv");
    }
    if (setter == "set") {
      const bool erases = flags.find('e') != std::string::npos && !flags.starts_with("--");
      if ((erases || flags == "--erase") && !arguments.empty()) return unset(arguments);
      const bool named = !arguments.empty() && arguments.front().text == "allexport";
      if (flags.starts_with("-a") || (flags == "-o" && named)) all_exported_ = true;
      if (flags.starts_with("+a") || (flags == "+o" && named)) all_exported_ = false;
      return;
    }
    const bool exports = setter == "export" || has_x;
    if (setter == "export" && flags.find('n') != std::string::npos) return take_back(arguments);
    if (exports) has_exports_ = true;
    for (const ShellWord& word : arguments) {
      if (as_assignment(word)) {
        assign(word, exports || all_exported_);
      } else {
        take_declared(word, exports);
      }
    }
  }

  // A word behind `export` that assigns nothing.
  void take_declared(const ShellWord& word, bool exports) {
    const std::string_view text = word.text;
    const std::string_view name = text.substr(0, text.find('='));
    if (is_shell_name(text) && word.is_known) {
      assignments_.entries().take(text, word.line);
      if (!exports) return;
      exported_.push_back(word.text);
      if (assignments_.find(text) == nullptr) {
        assignments_.set_unknown(text, word.line, "is exported, and not set in this text");
      }
    } else if (!word.is_known || name.find('{') != std::string_view::npos) {
      assignments_.entries().made_name_not_read(name, word.line);
    } else if (is_spaced_sign(text)) {
      assignments_.entries().not_read("_proxy", word.line, "a blank stands beside its `=`");
    } else {
      assignments_.entries().name_not_read(name, word.line,
                                           "a shell takes letters, digits and `_` in a name alone");
    }
  }

  // `export -n NAME`: it stays a variable of the shell alone.
  void take_back(Words arguments) {
    for (const ShellWord& word : arguments) {
      std::erase(exported_, word.text.substr(0, word.text.find('=')));
      assignments_.entries().take(word.text, word.line);
    }
  }

  // csh's `setenv NAME VALUE`, fish's `set -gx NAME VALUE`.
  void take_name_and_value(Words arguments, bool is_csh) {
    if (arguments.empty() || !is_shell_name(arguments[0].text)) return;
    has_exports_ = true;
    exported_.push_back(arguments[0].text);
    const ShellWord& name = arguments[0];
    const Words values = arguments.subspan(1);
    // In fish and csh a `\` means other things than in sh, and a `~` or `=` in front is replaced.
    // In csh a `#` ends the line.
    const bool is_known = std::all_of(values.begin(), values.end(), [&](const ShellWord& word) {
      const bool is_replaced = !word.text.empty() && word.plain_front > 0 &&
                               (word.text.front() == '~' || word.text.front() == '=');
      const bool has_comment = is_csh && word.text.find('#') != std::string::npos;
      return word.is_known && !word.has_escape && !is_replaced && !has_comment;
    });
    if (!is_known) {
      set_unknown(name.text, name.line);
    } else {
      // fish exports a list with blanks between its elements.
      std::string value;
      for (const ShellWord& each : values) value.append(value.empty() ? "" : " ").append(each.text);
      assignments_.set(name.text, std::move(value), name.line);
    }
    if (is_conditional()) tell_condition(name.text, name.line);
  }

  void tell_condition(std::string_view name, std::size_t line) {
    assignments_.entries().remark(FindingKind::other_reading, name, line,
                                  "is set in a condition or a function, which is taken as run");
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
    if (is_conditional()) tell_condition(given->name, word.line);
  }

  // A command that may set variables in a way that is not looked at.
  void tell_command(Words words, std::size_t assignments, bool only_prints) {
    for (const ShellWord& word : words.first(assignments)) {
      assignments_.entries().remark(FindingKind::line_not_read, as_assignment(word)->name,
                                    word.line,
                                    "is set for one command alone, which is not looked at");
    }
    if (only_prints && holds(kHarmless, words[assignments].text)) return take_names(words);
    const ShellWord& command = words[assignments];
    const bool is_spaced =
        words.size() > assignments + 1 && is_spaced_sign(words[assignments + 1].text);
    if (is_spaced || command.text.find('=') != std::string::npos) {
      const std::string_view name =
          std::string_view(command.text).substr(0, command.text.find('='));
      assignments_.entries().name_not_read(
          name, command.line,
          is_spaced ? "a blank stands beside its `=`, so a shell runs it as a command"
                    : "a shell takes letters, digits and `_` in a name alone");
      return;
    }
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
  bool tells_other_text_ = false;
};

}  // namespace

Result<SourceEnvironment> read_shell_file(std::string_view text) {
  return ShellFile().read(text);
}

}  // namespace proxyenv::sources

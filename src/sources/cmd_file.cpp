// SPDX-License-Identifier: Apache-2.0
// The rules are those of Microsoft's pages on `set`, `setx`, `if`, `for` and "Command shell
// overview". cmd.exe itself runs nowhere here.
#include "sources/cmd_file.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sources/cmd_commands.hpp"
#include "sources/entries.hpp"
#include "sources/joined_lines.hpp"
#include "sources/limits.hpp"
#include "sources/printed_env.hpp"
#include "sources/proxy_mentions.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

// The value with `%NAME%` resolved and `%%` as `%`; no value if something else decides it: a
// variable that is not known, `%X:a=b%`, `%1`, `%~dp0`, `!X!` where these are resolved.
std::optional<std::string> expanded(std::string_view value, const Assignments& known,
                                    bool resolves_marks) {
  std::string result;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '!' && resolves_marks) return std::nullopt;
    if (value[i] != '%') {
      result.push_back(value[i]);
      continue;
    }
    const std::string_view rest = value.substr(i + 1);
    if (rest.starts_with('%')) {
      result.push_back('%');
      ++i;
      continue;
    }
    // An argument of the file. `%40` of an encoded `@` is one, too, followed by a 0.
    const bool is_argument =
        !rest.empty() && (ascii::is_digit(rest[0]) || rest[0] == '*' || rest[0] == '~');
    if (is_argument) return std::nullopt;
    const std::size_t end = rest.find('%');
    if (end == std::string_view::npos) {
      result.push_back('%');
      continue;
    }
    const Assignment* other = known.find(rest.substr(0, end));
    if (other == nullptr || !other->is_known) return std::nullopt;
    result.append(other->value);
    if (result.size() > kLongestEntry) return std::nullopt;
    i += end + 1;
  }
  return result;
}

class CmdFile {
 public:
  explicit CmdFile(std::string_view text) {
    const std::string lowered = ascii::lowered(text);
    resolves_marks_ = lowered.find("enabledelayedexpansion") != std::string::npos;
  }

  Result<SourceEnvironment> read(std::string_view text) {
    text::for_each_piece(text, '\n', [&](std::string_view line) {
      has_commands_ = has_commands_ || is_cmd_line(line);
    });
    JoinedLines joined;
    std::size_t number = 0;
    text::for_each_piece(text, '\n', [&](std::string_view line) {
      ++number;
      if (line.ends_with('\r')) line.remove_suffix(1);
      // A `^` at the end goes on in the next line. `^^` is one that stands for itself.
      const bool goes_on = line.ends_with('^') && !line.ends_with("^^");
      if (goes_on) line.remove_suffix(1);
      joined.append(line, number);
      if (goes_on) return;
      take_line(joined);
      joined = {};
    });
    if (!joined.text.empty()) take_line(joined);
    return assignments_.finish();
  }

 private:
  void take_line(const JoinedLines& joined) {
    const std::string_view line = joined.text;
    const std::string_view name = name_in_front(line);
    const std::string_view printed =
        line.starts_with("ProgramFiles(x86)=") ? "ProgramFiles(x86)" : name;
    if (!printed.empty() && !has_commands_) {
      const std::size_t number = joined.line_of(0);
      assignments_.set(printed, std::string(line.substr(printed.size() + 1)), number);
      return;
    }
    for (const CmdCommand& command : cmd_commands_of(line, brackets_)) {
      take_command(command, joined);
    }
  }

  void take_command(const CmdCommand& command, const JoinedLines& joined) {
    std::string_view rest = command.text;
    (void)take_cmd_word(rest, "call");
    const std::size_t offset = command.offset + (command.text.size() - rest.size());
    // The line of the name, which may stand in one that `^` continues.
    const ProxyMention mention =
        next_mention(std::string_view(joined.text).substr(0, command.end), offset);
    number_ = joined.line_of(mention.name.empty() ? offset : mention.begin);
    const bool only_prints = !command.writes && !command.piped;
    if (command.is_comment || (only_prints && take_cmd_word(rest, "echo"))) {
      take_names(rest);
    } else if (take_cmd_word(rest, "set")) {
      take_set(rest, command);
    } else if (take_cmd_word(rest, "setx")) {
      take_setx(rest, command);
    } else {
      assignments_.entries().not_read(command.text, number_, "it is no `set NAME=VALUE`");
    }
  }

  void take_set(std::string_view arguments, const CmdCommand& command) {
    if (arguments.starts_with('/')) return take_computed(arguments);
    if (arguments.starts_with('"')) {
      arguments.remove_prefix(1);
      arguments = arguments.substr(0, arguments.rfind('"'));
    }
    const std::size_t at = arguments.find('=');
    if (at == std::string_view::npos) return take_names(arguments);  // it prints
    assign(arguments.substr(0, at), arguments.substr(at + 1), command);
  }

  // set /p NAME=Question, set /a NAME=1+2, set /a "A=1, B=2"
  void take_computed(std::string_view arguments) {
    const std::string_view rest =
        ascii::trimmed(arguments.substr(std::min<std::size_t>(2, arguments.size())));
    const std::string_view name = ascii::trimmed(rest.substr(0, rest.find('=')));
    assignments_.set_unknown(text::trimmed(name, "\""), number_, "is asked for, or computed");
  }

  // setx [/M] NAME VALUE [/M], the two with or without quotes.
  void take_setx(std::string_view arguments, const CmdCommand& command) {
    std::vector<std::string> words;
    std::string word;
    bool in_quotes = false;
    bool is_open = false;
    for (const char c : arguments) {
      if (c == '"') {
        in_quotes = !in_quotes;
        is_open = true;
      } else if (in_quotes || (c != ' ' && c != '\t')) {
        word.push_back(c);
        is_open = true;
      } else if (std::exchange(is_open, false)) {
        words.push_back(std::exchange(word, {}));
      }
    }
    if (is_open) words.push_back(word);
    std::erase_if(words, [](const std::string& each) {
      const bool is_redirection = each.find('>') != std::string::npos && each.size() > 1;
      return is_redirection || ascii::equal_ignoring_case(each, "/m") ||
             ascii::equal_ignoring_case(each, "-m");
    });
    const bool is_plain =
        words.size() == 2 && !words[0].starts_with('/') && !words[1].starts_with('/');
    if (is_plain) {
      assign(words[0], words[1], command);
    } else if (!words.empty() && family_spelling(words[0]).empty()) {
      assignments_.entries().not_read(arguments, number_, "setx takes a name and a value");
    } else if (!words.empty()) {
      assignments_.set_unknown(words[0], number_,
                               "is set by setx in a form that is not known here");
    }
  }

  void assign(std::string_view name, std::string_view value, const CmdCommand& command) {
    if (command.piped) {
      assignments_.entries().not_read(name, number_,
                                      "beside a `|` it is set in a cmd.exe of its own");
      return;
    }
    if (name.find_first_of("%!") != std::string_view::npos) {
      assignments_.entries().made_name_not_read(name, number_);
      return;
    }
    auto text = expanded(value, assignments_, resolves_marks_);
    if (!text) {
      assignments_.set_unknown(name, number_,
                               "has a `%` in its value that stands for something from outside: "
                               "%NAME%, or %1 (in a file, %% is a percent sign)");
    } else if (text->empty()) {
      // What is unset under a condition may stay.
      if (command.conditional) return assignments_.entries().take(name, number_);
      assignments_.unset(name, number_);
    } else {
      assignments_.set(name, std::move(*text), number_);
    }
    if (command.conditional) {
      assignments_.entries().remark(FindingKind::other_reading, name, number_,
                                    "is set under a condition, which is taken as fulfilled");
    }
  }

  // What these words mention sets nothing.
  void take_names(std::string_view words) {
    for (auto found = next_mention(words, 0); !found.name.empty();
         found = next_mention(words, found.end)) {
      assignments_.entries().take(found.name, number_);
    }
  }

  Assignments assignments_;
  CmdBrackets brackets_;
  std::size_t number_ = 0;     // the line of the command that is taken
  bool has_commands_ = false;  // it is no output of `set`
  bool resolves_marks_ = false;
};

}  // namespace

bool is_cmd_line(std::string_view line) {
  line = ascii::trimmed(line);
  while (!line.empty() && (line.front() == '@' || line.front() == '(')) {
    line = ascii::trimmed(line.substr(1));
  }
  if (take_cmd_word(line, "setx")) return true;
  if (!take_cmd_word(line, "set")) return false;
  if (line.starts_with('"')) line.remove_prefix(1);
  if (line.size() > 2 && line.front() == '/' && line[2] == ' ') {
    line = ascii::trimmed(line.substr(2));
  }
  const std::size_t at = line.find('=');
  return at != std::string_view::npos && is_shell_name(line.substr(0, at));
}

Result<SourceEnvironment> read_cmd_file(std::string_view text) {
  return CmdFile(text).read(text);
}

}  // namespace proxyenv::sources

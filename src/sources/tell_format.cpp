// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "sources/decode_text.hpp"
#include "sources/file_name.hpp"
#include "sources/line_form.hpp"
#include "sources/printed_env.hpp"
#include "sources/read_source.hpp"
#include "sources/tell_document.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/utf8.hpp"

namespace proxyenv::sources {

namespace {

// Letters, digits and underscores, not a digit first (POSIX.1-2017, 8.1), or a `-`, which Docker
// takes.
bool is_variable_name(std::string_view name) {
  return !name.empty() && !ascii::is_digit(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return ascii::is_alnum(c) || c == '_' || c == '-'; });
}

// What the lines of a text are, counted.
class Lines {
 public:
  explicit Lines(std::string_view text) {
    std::size_t number = 0;
    std::string_view before;
    text::for_each_piece(text, '\n', [&](std::string_view line) {
      ++number;
      take(line, number, before);
      before = line;
    });
  }

  [[nodiscard]] std::size_t count(LineForm form) const {
    return counts_[static_cast<std::size_t>(form)];
  }
  // Lines that are neither blank nor comments.
  [[nodiscard]] std::size_t significant() const { return significant_; }
  [[nodiscard]] LineForm first() const { return first_; }
  [[nodiscard]] std::size_t first_number() const { return first_number_; }
  // The first line that docker does not take.
  [[nodiscard]] LineForm odd() const { return odd_; }
  [[nodiscard]] std::size_t odd_number() const { return odd_number_; }
  // A `\` at the end of an entry goes on in a line that is no entry.
  [[nodiscard]] bool is_continued() const { return is_continued_; }
  [[nodiscard]] bool all_in_single_quotes() const {
    return in_single_quotes_ > 2 && in_single_quotes_ == significant_;
  }
  // A variable that every Windows has.
  [[nodiscard]] bool is_from_windows() const { return is_from_windows_; }
  // Whether an entry has a name that variables have. `http.proxyHost=` is of Java or git, the `=`
  // of `https://a.test/?b=c` stands in a URL, and that of base64 fills the text up.
  [[nodiscard]] bool has_variable() const {
    return variables_ > 0 && !(significant_ == 1 && is_padded_);
  }

 private:
  void take(std::string_view line, std::size_t number, std::string_view before) {
    const LineForm form = form_in_place(line);
    ++counts_[static_cast<std::size_t>(form)];
    if (form == LineForm::blank || form == LineForm::comment) return;
    if (significant_++ == 0) {
      first_ = form;
      first_number_ = number;
    }
    line = ascii::trimmed(line);
    if (form == LineForm::entry) take_entry(line);
    if (form == LineForm::entry || form == LineForm::bare_name) {
      if (form == LineForm::bare_name && ascii::trimmed(before).ends_with('\\')) {
        is_continued_ = true;
      }
      return;
    }
    if (ascii::trimmed(before).ends_with('\\')) is_continued_ = true;
    if (odd_number_ == 0) {
      odd_ = form;
      odd_number_ = number;
    }
  }

  // A variable can hold schedules, too: `CRONTAB=0 5 * * * x`, and more of them below.
  LineForm form_in_place(std::string_view line) {
    const LineForm form = form_of(line);
    if (form == LineForm::schedule && holds_schedules_) return LineForm::other;
    const std::string_view name = name_in_front(ascii::trimmed(line));
    holds_schedules_ = form == LineForm::entry &&
                       form_of(ascii::trimmed(line).substr(name.size() + 1)) == LineForm::schedule;
    return form;
  }

  void take_entry(std::string_view line) {
    const std::string_view name = name_in_front(line);
    const std::string_view value = line.substr(name.size() + 1);
    if (value.size() > 1 && value.front() == '\'' && value.back() == '\'') ++in_single_quotes_;
    if (is_variable_name(name)) ++variables_;
    constexpr std::size_t kGroup = 4;  // base64 is written in groups (RFC 4648, 4)
    is_padded_ = (value.empty() || value == "=") && line.size() % kGroup == 0 &&
                 name.find('_') == std::string_view::npos && ascii::lowered(name) != name;
    if (name == "ComSpec" || name == "PATHEXT" || name == "windir") is_from_windows_ = true;
  }

  std::array<std::size_t, static_cast<std::size_t>(LineForm::other) + 1> counts_{};
  std::size_t significant_ = 0;
  std::size_t in_single_quotes_ = 0;
  LineForm first_ = LineForm::blank;
  std::size_t first_number_ = 0;
  LineForm odd_ = LineForm::blank;
  std::size_t odd_number_ = 0;
  std::size_t variables_ = 0;
  bool is_padded_ = false;  // the last entry may be the end of base64
  bool is_continued_ = false;
  bool holds_schedules_ = false;  // the variable above
  bool is_from_windows_ = false;
};

// A block of /proc/PID/environ: what stands in front of its first NUL is an entry, or most of what
// stands between its NULs. A program or an image also has NULs.
bool is_block(std::string_view text) {
  if (!name_in_front(text.substr(0, text.find('\0'))).empty()) return true;
  std::size_t entries = 0;
  std::size_t others = 0;
  text::for_each_piece(text, '\0', [&](std::string_view piece) {
    if (piece.empty()) return;
    ++(name_in_front(piece).empty() ? others : entries);
  });
  return entries > others;
}

bool is_json(std::string_view text) {
  text = ascii::trimmed(text);
  if (text.empty() || (text.front() != '{' && text.front() != '[')) return false;
  const char opening = text.front();
  text = ascii::trimmed(text.substr(1));
  if (text.empty()) return false;
  return text.front() == '"' || text.front() == (opening == '{' ? '}' : ']') ||
         (opening == '[' && (text.front() == '{' || text.front() == '['));
}

tl::unexpected<Error> not_recognized(const Lines& lines) {
  const bool has_odd = lines.odd_number() != 0;
  const LineForm form = has_odd ? lines.odd() : lines.first();
  const std::size_t number = has_odd ? lines.odd_number() : lines.first_number();
  std::string_view what = described(form);
  if (what.empty()) what = "has a form that is not known";
  return fail("line " + std::to_string(number) + " " + std::string(what) +
              "; if another program takes it, name the format with --env-format");
}

// The format that a line of its own gives away.
std::optional<Format> format_by_lines(const Lines& lines) {
  struct Sign {
    LineForm form;
    Format format;
  };
  constexpr std::array<Sign, 6> kSigns = {{
      {LineForm::powershell_rule, Format::powershell},
      {LineForm::powershell, Format::powershell},
      {LineForm::section, Format::systemd_unit},
      {LineForm::unit_setting, Format::systemd_unit},
      {LineForm::shell, Format::shell_file},
      {LineForm::cmd, Format::cmd_file},
  }};
  const auto* const sign = std::max_element(
      kSigns.begin(), kSigns.end(),
      [&](const Sign& a, const Sign& b) { return lines.count(a.form) < lines.count(b.form); });
  if (lines.count(sign->form) == 0) return std::nullopt;
  return sign->format;
}

// Lines on standard input come from a program that prints them, unless they hold what only people
// write.
Format format_of_entries(const Lines& lines, std::string_view name) {
  const bool is_written = lines.count(LineForm::comment) + lines.count(LineForm::blank) +
                              lines.count(LineForm::bare_name) >
                          0;
  return name == "-" && !is_written ? Format::printed_env : Format::docker_env_file;
}

Result<Format> format_of_lines(std::string_view text, std::string_view name) {
  const Lines lines(text);
  if (lines.significant() == 0) return fail("it has no line but empty ones and comments");
  if (const auto format = format_by_lines(lines)) return *format;
  if (lines.count(LineForm::quoted_entry) == lines.significant()) return Format::quoted_entries;
  if (lines.is_from_windows()) return Format::cmd_file;
  if (lines.is_continued() && lines.first() == LineForm::entry) return Format::systemd_file;
  if (lines.count(LineForm::entry) > 0 && !lines.has_variable()) {
    return fail("line " + std::to_string(lines.first_number()) +
                " has a `=`, but in front of it is no name of a variable; if another program takes "
                "it, name the format with --env-format");
  }
  if (lines.odd_number() == 0) {
    if (lines.all_in_single_quotes()) return Format::shell_file;
    if (is_utf8(text)) return format_of_entries(lines, name);
  }
  // Lines that are no entries continue the value above them. A text that people write, with
  // comments, has no such lines: there they are slips. So is a `=` without a name.
  const bool has_slips = lines.count(LineForm::comment) + lines.count(LineForm::nameless) +
                             lines.count(LineForm::schedule) >
                         0;
  if (lines.first() == LineForm::entry && !has_slips) {
    return Format::printed_env;
  }
  return not_recognized(lines);
}

}  // namespace

Result<Format> tell_format(const SourceText& source) {
  if (source.text.empty()) {
    return fail("it is empty, so nothing was read; did what writes it fail?");
  }
  const auto text = decode_text(source.text);
  if (!text) return fail(text.error());
  if (ascii::trimmed(*text).empty()) return fail("it holds nothing but blanks: nothing was read");
  if (text->find('\0') != std::string::npos) {
    if (is_block(*text)) return Format::environ_block;
    return fail("it is a binary file: nothing was read");
  }
  const auto document = tell_document({source.name, *text});
  if (!document) return fail(document.error());
  if (*document) return **document;
  if (is_json(*text)) return Format::json;
  if (const auto format = format_by_name(source.name)) return *format;
  return format_of_lines(*text, source.name);
}

}  // namespace proxyenv::sources

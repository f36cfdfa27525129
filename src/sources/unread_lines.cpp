// SPDX-License-Identifier: Apache-2.0
#include "sources/unread_lines.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/family.hpp"
#include "core/near_names.hpp"
#include "sources/proxy_mentions.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

struct Grammar {
  std::string_view comment_signs;  // one of these begins a comment line
  // Behind a blank, a `#` begins a comment, but in quotes; in /etc/environment anywhere.
  bool has_comments_behind = false;
  bool is_command_text = false;  // rem, ::
};

Grammar grammar_of(Format format) {
  switch (format) {
    case Format::compose_env:
    case Format::pam_environment:
    case Format::shell_file:
    case Format::powershell:
      return {"#", true, false};
    case Format::systemd_file:
    case Format::environment_d:
    case Format::systemd_unit:
      return {"#;", false, false};
    case Format::cmd_file:
      return {"", false, true};
    case Format::printed_env:
    case Format::quoted_entries:
      return {};
    default:
      return {"#", false, false};
  }
}

bool is_comment(std::string_view line, const Grammar& grammar) {
  line = ascii::trimmed(line);
  if (line.empty() || grammar.comment_signs.find(line.front()) != std::string_view::npos) {
    return true;
  }
  if (!grammar.is_command_text) return false;
  if (line.front() == '@') line = ascii::trimmed(line.substr(1));
  return line.starts_with("::") || (line.size() > 3 && ascii::is_blank(line[3]) &&
                                    ascii::equal_ignoring_case(line.substr(0, 3), "rem"));
}

// The line without the comment behind its text.
std::string_view without_comment(std::string_view line, Format format) {
  if (format == Format::pam_environment) return line.substr(0, line.find('#'));
  char quote = '\0';
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (ascii::is_quote(c)) {
      quote = c;
    } else if (c == '#' && i > 0 && ascii::is_blank(line[i - 1])) {
      return line.substr(0, i);
    }
  }
  return line;
}

// What the reader says of each line: names in order of their lines, of which an empty one stands
// for all that the line holds.
class Told {
 public:
  explicit Told(const SourceEnvironment& read) {
    const auto entries = read.environment.entries();
    const std::size_t known = std::min(entries.size(), read.lines.size());
    for (std::size_t i = 0; i < known; ++i) {
      const auto variable = split_entry(entries[i]);
      add(variable ? variable->name : kOther, read.lines[i]);
    }
    for (const PlacedFinding& remark : read.remarks) {
      names_.push_back({std::string(remark.finding.variable), remark.line});
    }
    names_.insert(names_.end(), read.taken.begin(), read.taken.end());
    std::sort(names_.begin(), names_.end(), [](const TakenName& a, const TakenName& b) {
      return std::tie(a.line, a.name) < std::tie(b.line, b.name);
    });
    const auto same = [](const TakenName& a, const TakenName& b) {
      return a.line == b.line && a.name == b.name;
    };
    names_.erase(std::unique(names_.begin(), names_.end(), same), names_.end());
  }

  // Those of the next line; lines are asked for in their order.
  void go_to(std::size_t line) {
    while (end_ < names_.size() && names_[end_].line < line) ++end_;
    begin_ = end_;
    while (end_ < names_.size() && names_[end_].line == line) ++end_;
  }

  [[nodiscard]] bool has_any() const { return begin_ != end_; }
  [[nodiscard]] bool has(std::string_view name) const {
    return std::any_of(
        names_.begin() + static_cast<std::ptrdiff_t>(begin_),
        names_.begin() + static_cast<std::ptrdiff_t>(end_),
        [&](const TakenName& each) { return each.name.empty() || each.name == name; });
  }

 private:
  // One for all names that are in no family: a line can hold very many.
  void add(std::string_view name, std::size_t line) {
    names_.push_back({std::string(family_spelling(name).empty() ? kOther : name), line});
  }

  static constexpr std::string_view kOther = "=";  // a name that no variable has

  std::vector<TakenName> names_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

// The name on the line that nothing is said of; empty if there is none.
std::string_view untold_name(std::string_view line, const Told& told) {
  for (ProxyMention mention = next_mention(line, 0); !mention.name.empty();
       mention = next_mention(line, mention.end)) {
    const MentionForm form = form_of(line, mention);
    const bool counts =
        form == MentionForm::assignment || (form == MentionForm::before_text && !told.has_any());
    const std::string_view written = line.substr(mention.begin, mention.end - mention.begin);
    if (counts && !told.has(written)) return written;
  }
  return {};
}

// The name of kFamilies that is meant by a name in front of a `=` which is like it. In a text of
// commands options such as --http-proxy=, and git's http.proxy=, are none: there only characters
// beyond ASCII make one.
std::string_view meant_by_slip(std::string_view line, Format format) {
  constexpr std::size_t kLongest = 64;
  for (std::size_t at = line.find('='); at != std::string_view::npos; at = line.find('=', at + 1)) {
    std::size_t end = at;
    while (end > 0 && (ascii::is_blank(line[end - 1]) || line[end - 1] == '}')) --end;
    std::size_t begin = end;
    const auto belongs = [](char c) {
      return ascii::is_alnum(c) || c == '_' || c == '-' || c == '.' ||
             static_cast<unsigned char>(c) >= 0x80;
    };
    while (begin > 0 && end - begin <= kLongest && belongs(line[begin - 1])) --begin;
    const std::string_view name = line.substr(begin, end - begin);
    const bool is_beyond_ascii = std::any_of(
        name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (format != Format::powershell && !is_beyond_ascii) continue;
    const std::string_view meant = nearest_proxy_name(name);
    if (!meant.empty()) return meant;
  }
  return {};
}

// Output of a program is exact: what stands in a value there was meant to.
bool is_output(Format format) {
  return format == Format::printed_env || format == Format::quoted_entries;
}

}  // namespace

void tell_unread_lines(std::string_view text, Format format, SourceEnvironment& environment) {
  const Grammar grammar = grammar_of(format);
  Told told(environment);
  std::vector<PlacedFinding> remarks;
  std::size_t number = 0;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    ++number;
    told.go_to(number);
    if (is_comment(line, grammar)) return;
    if (grammar.has_comments_behind) line = without_comment(line, format);
    const std::string_view name = untold_name(line, told);
    if (name.empty() && !told.has_any()) {
      const std::string_view meant = meant_by_slip(line, format);
      if (meant.empty()) return;
      constexpr std::string_view kWhy = " is not read: its name is like one that programs read";
      remarks.push_back({{FindingKind::line_not_read,
                          {},
                          text::concatenated({"line ", std::to_string(number), kWhy,
                                              " (did you mean ", meant, "?)"})},
                         number});
      return;
    }
    if (name.empty()) return;
    const bool in_value = told.has_any();
    const std::string at = "line " + std::to_string(number);
    std::string sentence =
        in_value
            ? text::concatenated({at, " has `", name, "=` inside a value, where it sets nothing"})
            : text::concatenated({at, " is not read: ", name,
                                  " stands there, and is not set that way in ",
                                  row_of(format).what});
    const auto kind =
        in_value && is_output(format) ? FindingKind::other_reading : FindingKind::line_not_read;
    remarks.push_back({{kind, {}, std::move(sentence)}, number});
  });
  environment.remarks.insert(environment.remarks.end(), std::make_move_iterator(remarks.begin()),
                             std::make_move_iterator(remarks.end()));
}

}  // namespace proxyenv::sources

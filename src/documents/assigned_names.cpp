// SPDX-License-Identifier: Apache-2.0
#include "documents/assigned_names.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/near_names.hpp"
#include "sources/proxy_mentions.hpp"
#include "text/ascii.hpp"
#include "text/plain_ascii.hpp"

namespace proxyenv::documents {

namespace {

constexpr std::size_t kShortest = 7;  // NOPROXY
constexpr std::string_view kBlanks = " \t";

std::string_view without_blanks_in_front(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text;
}

// The text up to the end of its line.
std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

// `name: NAME` and "name":"NAME", beside which the value stands.
bool is_name_key(std::string_view before) {
  before = ascii::trimmed(before);
  if (!before.ends_with(':')) return false;
  before.remove_suffix(1);
  if (!before.empty() && ascii::is_quote(before.back())) before.remove_suffix(1);
  if (!before.ends_with("name")) return false;
  before.remove_suffix(std::string_view("name").size());
  return before.empty() || !sources::is_name_character(before.back());
}

// Whether the last word before the name says that a variable follows, as `export` does.
bool is_announced(std::string_view before) {
  constexpr std::array<std::string_view, 12> kWords = {"export", "ENV", "ARG",   "setx",
                                                       "setenv", "-e",  "--env", "--build-arg",
                                                       "-x",     "-gx", "-Ux",   "-Ugx"};
  if (!before.empty() && ascii::is_quote(before.back())) before.remove_suffix(1);
  if (is_name_key(before)) return true;
  if (before.empty() || (!ascii::is_blank(before.back()) && before.back() != '=')) return false;
  while (!before.empty() && (ascii::is_blank(before.back()) || before.back() == '=')) {
    before.remove_suffix(1);
  }
  const std::size_t blank = before.find_last_of(kBlanks);
  const std::string_view word = before.substr(blank == std::string_view::npos ? 0 : blank + 1);
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// `NAME: value` where a line begins, perhaps as an item of a list; "NAME": anywhere.
bool is_key(std::string_view before, std::string_view after) {
  const bool is_quoted = !before.empty() && ascii::is_quote(before.back()) && !after.empty() &&
                         after.front() == before.back();
  if (is_quoted) {
    after = without_blanks_in_front(after.substr(1));
    return after.starts_with(':');
  }
  const std::string_view indent = ascii::trimmed(before);
  if (!indent.empty() && indent != "-") return false;
  return after == ":" || (after.size() > 1 && after[0] == ':' && ascii::is_blank(after[1]));
}

// `before` and `after` are those of the same line.
bool is_assigned(std::string_view before, std::string_view after) {
  const bool is_reference =
      before.ends_with('$') || before.ends_with("${") || before.ends_with('%');
  if (is_reference) return false;
  if (is_announced(before) || is_key(before, after)) return true;
  const bool is_quoted = !after.empty() && ascii::is_quote(after.front());
  std::string_view rest = after.substr(is_quoted ? 1 : 0);
  if (is_quoted && rest.starts_with(',') && before.size() > 1 && before[before.size() - 2] == '(') {
    return true;  // setenv("NAME", value)
  }
  if (is_quoted && rest.starts_with(']')) rest.remove_prefix(1);  // environ["NAME"] = value
  rest = without_blanks_in_front(rest);
  return rest.starts_with('=') && !rest.starts_with("==");
}

}  // namespace

Likeness likeness_of(std::string_view name) {
  if (!sources::family_spelling(name).empty()) return Likeness::same;
  constexpr std::size_t kLongestInBytes = 64;  // near_names.cpp takes no longer ones
  if (name.size() < kShortest || name.size() > kLongestInBytes) return Likeness::none;
  const bool may_be_one = std::any_of(name.begin(), name.end(), [](char c) {
    return ascii::to_lower(c) == 'x' || static_cast<unsigned char>(c) >= 0x80;
  });
  if (!may_be_one) return Likeness::none;
  // `httpProxy`, `http-proxy` and the like are settings of their own.
  const std::string plain = text::in_plain_ascii(name);
  const bool is_shouted = std::none_of(plain.begin(), plain.end(), ascii::is_lower);
  const bool is_like_ours = plain.find('_') != std::string::npos &&
                            std::all_of(plain.begin(), plain.end(), sources::is_name_character);
  if (!is_shouted && !is_like_ours) return Likeness::none;
  return nearest_proxy_name(name).empty() ? Likeness::none : Likeness::near;
}

std::vector<AssignedName> assigned_names(std::string_view text) {
  std::vector<AssignedName> names;
  std::size_t line = 0;  // where it begins
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '\n') line = i + 1;
    if (!sources::is_name_character(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && sources::is_name_character(text[end])) ++end;
    const std::string_view name = text.substr(i, end - i);
    // What stands around it is looked at for the few that may be meant alone.
    const Likeness likeness = likeness_of(name);
    if (likeness != Likeness::none) {
      constexpr std::size_t kNear = 200;  // blanks and a word
      const std::size_t begin = std::max(line, i > kNear ? i - kNear : 0);
      const std::string_view after = first_line(text.substr(end, kNear));
      if (is_assigned(text.substr(begin, i - begin), after)) names.push_back({name, i, likeness});
    }
    i = end;
  }
  return names;
}

}  // namespace proxyenv::documents

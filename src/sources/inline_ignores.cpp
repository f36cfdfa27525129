// SPDX-License-Identifier: Apache-2.0
#include "sources/inline_ignores.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "core/finding_name.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

constexpr std::string_view kProgram = "proxyenv:";
constexpr std::string_view kIgnore = "ignore";

// Where a format can have comments: `#` at the beginning of a line, or also behind a value.
enum class Comments { none, own_lines, behind_values };

Comments comments_of(Format format) {
  switch (format) {
    case Format::environ_block:
    case Format::json:
    case Format::printed_env:
    case Format::quoted_entries:
      return Comments::none;
    case Format::compose_env:
    case Format::pam_environment:
    case Format::powershell:
    case Format::shell_file:
    case Format::compose_file:
    case Format::kubernetes:
    case Format::github_actions:
    case Format::gitlab_ci:
      return Comments::behind_values;
    default:
      return Comments::own_lines;
  }
}

// The words behind `# proxyenv: ignore` in a comment, which begins with its `#`; none if it is
// another comment.
std::vector<std::string_view> words_of_comment(std::string_view comment) {
  while (comment.starts_with('#')) comment.remove_prefix(1);
  comment = ascii::trimmed(comment);
  if (!comment.starts_with(kProgram)) return {};
  const auto is_separator = [](char c) { return c == ',' || ascii::is_blank(c); };
  auto words = ascii::split_at(comment.substr(kProgram.size()), is_separator);
  if (words.empty() || words.front() != kIgnore) return {};
  words.erase(std::find(words.begin(), words.end(), "--"), words.end());
  words.erase(words.begin());
  return words;
}

// Appends the kinds that a comment names, each once.
Result<void> append_kinds(std::vector<FindingKind>& kinds, std::string_view comment) {
  for (const std::string_view name : words_of_comment(comment)) {
    const auto kind = finding_named(name);
    if (!kind) return fail(kind.error());
    if (std::find(kinds.begin(), kinds.end(), *kind) == kinds.end()) kinds.push_back(*kind);
  }
  return {};
}

// The comment behind a value, from its `#` on, as far as it is about proxyenv; else empty.
std::string_view comment_behind(std::string_view line) {
  const std::size_t at = line.rfind(kProgram);
  if (at == std::string_view::npos) return {};
  const std::size_t hash = line.substr(0, at).find_last_not_of(" \t");
  const bool is_comment = hash != std::string_view::npos && line[hash] == '#' && hash > 0 &&
                          ascii::is_blank(line[hash - 1]);
  return is_comment ? line.substr(hash) : std::string_view();
}

}  // namespace

Result<InlineIgnores> InlineIgnores::parse(std::string_view text, Format format) {
  InlineIgnores ignores;
  const Comments comments = comments_of(format);
  if (comments == Comments::none || text.find(kProgram) == std::string_view::npos) return ignores;
  std::vector<FindingKind> above;  // named by the comment lines directly above
  std::optional<Error> trouble;
  std::size_t number = 0;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    ++number;
    if (trouble) return;
    const std::string_view trimmed = ascii::trimmed(line);
    const bool is_comment = trimmed.starts_with('#');
    Result<void> read;
    if (is_comment) {
      read = append_kinds(above, trimmed);
    } else if (comments == Comments::behind_values) {
      read = append_kinds(above, comment_behind(line));
    }
    if (!read) trouble = Error{"line " + std::to_string(number) + ": " + read.error().message};
    if (is_comment) return;
    if (!trimmed.empty()) {
      for (const FindingKind kind : above) ignores.ignored_.push_back({number, kind});
    }
    above.clear();
  });
  if (trouble) return fail(*std::move(trouble));
  return ignores;
}

bool InlineIgnores::holds(std::size_t line, FindingKind kind) const {
  const auto below = [](const Ignored& each, std::size_t wanted) { return each.line < wanted; };
  auto found = std::lower_bound(ignored_.begin(), ignored_.end(), line, below);
  while (found != ignored_.end() && found->line == line && found->kind != kind) ++found;
  return found != ignored_.end() && found->line == line;
}

}  // namespace proxyenv::sources

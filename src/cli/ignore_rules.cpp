// SPDX-License-Identifier: Apache-2.0
#include "cli/ignore_rules.hpp"

#include <algorithm>

#include "core/finding_name.hpp"
#include "text/ascii.hpp"
#include "text/glob.hpp"
#include "text/list.hpp"

namespace proxyenv::cli {

namespace {

constexpr std::size_t kMostRules = 1000;
constexpr std::string_view kAny = "*";

bool is_variable_name(std::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return ascii::is_alnum(c) || c == '_'; });
}

// The words of a line up to its comment.
std::vector<std::string_view> words_before_comment(std::string_view line) {
  std::vector<std::string_view> words = ascii::words_of(line);
  words.erase(std::find_if(words.begin(), words.end(),
                           [](std::string_view word) { return word.front() == '#'; }),
              words.end());
  return words;
}

Result<IgnoreRule> parse_rule(const std::vector<std::string_view>& words) {
  constexpr std::size_t kMostWords = 4;
  if (words.front() != "ignore") return fail("a rule begins with the word ignore");
  if (words.size() < 2) return fail("ignore needs the name of a finding");
  if (words.size() > kMostWords) {
    return fail("there is a word too many: ignore NAME VARIABLE FILE-PATTERN");
  }
  const auto kind = finding_named(words[1]);
  if (!kind) return fail(kind.error());
  IgnoreRule rule{*kind};
  if (words.size() > 2 && words[2] != kAny) {
    if (!is_variable_name(words[2])) {
      return fail(
          "behind NAME stands the name of a variable; for a file write: ignore NAME * "
          "FILE-PATTERN");
    }
    rule.variable = words[2];
  }
  if (words.size() > 3) rule.files = words[3];
  return rule;
}

}  // namespace

Result<std::vector<IgnoreRule>> parse_ignored_names(std::string_view list) {
  std::vector<IgnoreRule> rules;
  const auto is_separator = [](char c) { return c == ',' || ascii::is_blank(c); };
  for (const std::string_view name : ascii::split_at(list, is_separator)) {
    const auto kind = finding_named(name);
    if (!kind) return fail(kind.error());
    if (std::find(rules.begin(), rules.end(), IgnoreRule{*kind}) == rules.end()) {
      rules.push_back({*kind});
    }
  }
  if (rules.empty()) return fail("names no finding");
  return rules;
}

Result<std::vector<IgnoreRule>> parse_ignore_file(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<IgnoreRule> rules;
  std::optional<Error> trouble;
  std::size_t number = 0;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    ++number;
    const auto words = words_before_comment(line);
    if (words.empty() || trouble) return;
    auto rule = rules.size() < kMostRules ? parse_rule(words)
                                          : Result<IgnoreRule>(fail("more than 1000 rules"));
    if (rule) {
      rule->line = number;
      rules.push_back(std::move(*rule));
    } else {
      trouble = Error{"line " + std::to_string(number) + ": " + rule.error().message};
    }
  });
  if (trouble) return fail(*std::move(trouble));
  return rules;
}

std::optional<std::size_t> ignoring_rule(const std::vector<IgnoreRule>& rules,
                                         const Finding& finding, std::string_view path) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const IgnoreRule& rule = rules[i];
    if (rule.kind == finding.kind && (rule.variable.empty() || rule.variable == finding.variable) &&
        (rule.files.empty() || (!path.empty() && text::glob_matches(rule.files, path)))) {
      return i;
    }
  }
  return std::nullopt;
}

}  // namespace proxyenv::cli

// SPDX-License-Identifier: Apache-2.0
#include "sources/proxy_mentions.hpp"

#include <algorithm>

#include "core/family.hpp"
#include "text/ascii.hpp"

namespace proxyenv::sources {

namespace {

constexpr std::string_view kEnding = "_proxy";
constexpr std::size_t kLongest = 13;  // no_grpc_proxy

// Whether what stands in front of the name makes it a variable whose value is taken. PowerShell's
// `$env:NAME` may also be set.
bool is_referred_to(std::string_view front) {
  if (front.empty()) return false;
  if (front.back() == '{') return front.size() > 1 && front[front.size() - 2] == '$';
  return front.back() == '$' || front.back() == '%' || front.back() == '!';
}

bool is_of_powershell(std::string_view front) {
  return ascii::ends_with_ignoring_case(front, "$env:") ||
         ascii::ends_with_ignoring_case(front, "${env:");
}

}  // namespace

std::string_view family_spelling(std::string_view name) {
  for (const FamilyRow& row : kFamilies) {
    if (name.size() != row.lower.size() || !ascii::equal_ignoring_case(name, row.lower)) continue;
    return name == row.upper ? row.upper : row.lower;
  }
  return {};
}

ProxyMention next_mention(std::string_view line, std::size_t from) {
  const auto same = [](char a, char b) { return ascii::to_lower(a) == b; };
  for (;;) {
    const auto* const found = std::search(line.begin() + std::min(from, line.size()), line.end(),
                                          kEnding.begin(), kEnding.end(), same);
    if (found == line.end()) return {};
    std::size_t begin = static_cast<std::size_t>(found - line.begin());
    const std::size_t end = begin + kEnding.size();
    const std::size_t earliest = end > kLongest + 1 ? end - kLongest - 1 : 0;
    while (begin > earliest && is_name_character(line[begin - 1])) --begin;
    const bool is_whole = end == line.size() || !is_name_character(line[end]);
    const std::string_view name = family_spelling(line.substr(begin, end - begin));
    if (is_whole && !name.empty()) return {name, begin, end};
    from = end;
  }
}

MentionForm form_of(std::string_view line, const ProxyMention& mention) {
  const std::string_view front = line.substr(0, mention.begin);
  std::string_view behind = line.substr(mention.end);
  const bool is_powershell = is_of_powershell(front);
  if (!is_powershell && is_referred_to(front)) return MentionForm::reference;
  // A name in quotes or braces: 'NAME': x, ${env:NAME} = x.
  if (!behind.empty() && (ascii::is_quote(behind.front()) || behind.front() == '}')) {
    behind.remove_prefix(1);
  }
  if (behind.starts_with('=') || behind.starts_with("+=")) return MentionForm::assignment;
  const std::string_view rest = ascii::trimmed(behind);
  if (is_powershell) {
    const bool is_set = rest.starts_with('=') || rest.starts_with("+=");
    return is_set ? MentionForm::assignment : MentionForm::reference;
  }
  if (rest.empty()) return MentionForm::alone;
  const bool has_text =
      ascii::is_blank(behind.front()) || behind.front() == ':' || behind.front() == ',';
  return has_text ? MentionForm::before_text : MentionForm::alone;
}

}  // namespace proxyenv::sources

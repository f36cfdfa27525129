// SPDX-License-Identifier: Apache-2.0
#include "report/short_why.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace proxyenv {

namespace {

constexpr std::size_t kMostNamed = 8;
constexpr std::size_t kNamed = 6;
// The verbs behind several names, as why_of() has them.
constexpr std::array<std::string_view, 5> kVerbs = {" fail", " fail, even for exempt hosts",
                                                    " go direct", " speak HTTP to it", " use it"};

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const std::size_t end = text.find(separator);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + separator.size());
  }
}

// The clause with fewer names; empty if it has few, or is of another kind.
std::string shortened(std::string_view clause) {
  std::string_view verb;
  for (const std::string_view each : kVerbs) {
    if (clause.ends_with(each)) verb = each;
  }
  const std::string_view subject = clause.substr(0, clause.size() - verb.size());
  const std::size_t last = subject.rfind(" and ");
  if (verb.empty() || last == std::string_view::npos) return {};
  const std::vector<std::string_view> names = split(subject.substr(0, last), ", ");
  const std::size_t count = names.size() + 1;
  if (count <= kMostNamed) return {};
  std::string text(names.front());
  for (std::size_t i = 1; i < kNamed; ++i) text.append(", ").append(names[i]);
  return text.append(" and ").append(std::to_string(count - kNamed)).append(" more").append(verb);
}

}  // namespace

std::string with_few_names(std::string_view why) {
  std::string text;
  bool is_cut = false;
  for (const std::string_view clause : split(why, "; ")) {
    const std::string fewer = shortened(clause);
    is_cut = is_cut || !fewer.empty();
    text.append(text.empty() ? "" : "; ").append(fewer.empty() ? clause : fewer);
  }
  return is_cut ? text.append("; --json names all") : text;
}

}  // namespace proxyenv

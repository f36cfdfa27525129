// SPDX-License-Identifier: Apache-2.0
#include "commands/chosen_environment.hpp"

#include <algorithm>

#include "core/redaction.hpp"

namespace proxyenv::commands {

namespace {

// Whether the last words of `whole` are `words`: "container web" of "deployment a, container web".
bool ends_in_words(std::string_view whole, std::string_view words) {
  return !words.empty() && whole.size() > words.size() && whole.ends_with(words) &&
         whole[whole.size() - words.size() - 1] == ' ';
}

template <class IsMeant>
std::vector<std::size_t> positions(const std::vector<std::string_view>& names, IsMeant is_meant) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!names[i].empty() && is_meant(names[i])) found.push_back(i);
  }
  return found;
}

}  // namespace

Result<std::size_t> choose_environment(const std::vector<std::string_view>& names,
                                       std::string_view name) {
  auto found = positions(names, [&](std::string_view it) { return it == name; });
  if (found.empty()) {
    found = positions(names, [&](std::string_view it) { return ends_in_words(it, name); });
  }
  if (found.size() == 1) return found.front();
  if (!found.empty()) {
    std::vector<std::string_view> meant;
    for (const std::size_t position : found) meant.push_back(names[position]);
    return fail("several environments have that name: " + environments_in_words(meant));
  }
  const std::string known = environments_in_words(names);
  return fail("no environment has that name; " +
              (known.empty() ? std::string("the one that is there has none")
                             : std::string("there are: ") + known));
}

std::string environments_in_words(const std::vector<std::string_view>& names) {
  constexpr std::size_t kMostNamed = 20;
  const bool hold_commas = std::any_of(names.begin(), names.end(), [](std::string_view name) {
    return name.find(',') != std::string_view::npos;
  });
  std::string text;
  std::size_t named = 0;
  std::size_t more = 0;
  for (const std::string_view name : names) {
    if (name.empty()) continue;
    if (++named > kMostNamed) {
      ++more;
      continue;
    }
    text.append(text.empty() ? "" : hold_commas ? "; " : ", ").append(redact_word(name));
  }
  return more == 0 ? text : text + " and " + std::to_string(more) + " more";
}

}  // namespace proxyenv::commands

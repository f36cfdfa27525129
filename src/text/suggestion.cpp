// SPDX-License-Identifier: Apache-2.0
#include "text/suggestion.hpp"

#include <algorithm>
#include <vector>

#include "text/ascii.hpp"

namespace proxyenv {

// The optimal string alignment distance (Damerau-Levenshtein without repeated edits).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  const auto same = [&](std::size_t i, std::size_t j) {
    return ascii::to_lower(a[i]) == ascii::to_lower(b[j]);
  };
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1,
                             cost[i - 1][j - 1] + (same(i - 1, j - 1) ? 0U : 1U)});
      if (i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1)) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

std::optional<std::string_view> nearest_word(std::string_view word,
                                             std::span<const std::string_view> candidates,
                                             std::size_t most_edits) {
  constexpr std::size_t kLongestWord = 64;  // limits the matrix; all options are much shorter
  if (word.empty() || word.size() > kLongestWord) return std::nullopt;
  std::optional<std::string_view> nearest;
  std::size_t fewest = most_edits + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < fewest) {
      fewest = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

namespace {

// The only candidate that begins with the word: `warn` is no slip, but an abbreviation.
std::optional<std::string_view> only_continuation(std::string_view word,
                                                  std::span<const std::string_view> candidates) {
  constexpr std::size_t kShortest = 2;
  std::optional<std::string_view> found;
  if (word.size() < kShortest) return found;
  for (const std::string_view candidate : candidates) {
    if (!ascii::equal_ignoring_case(candidate.substr(0, word.size()), word)) continue;
    if (found) return std::nullopt;
    found = candidate;
  }
  return found;
}

}  // namespace

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates,
                         std::string_view prefix) {
  auto nearest = only_continuation(word, candidates);
  if (!nearest) nearest = nearest_word(word, candidates, (word.size() + 2) / 3);
  if (!nearest) return {};
  return std::string(" (did you mean ").append(prefix).append(*nearest).append("?)");
}

}  // namespace proxyenv

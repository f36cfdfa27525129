// SPDX-License-Identifier: Apache-2.0
#include "text/list.hpp"

#include <algorithm>

namespace proxyenv::text {

namespace {

// This loop replaces the library's find_first_of(), which calls memchr() for each character. It is
// called often: `explain` checks each entry of a list for each client and target.
bool is_one_of(char c, std::string_view set) {
  return std::any_of(set.begin(), set.end(), [c](char one) { return one == c; });
}

}  // namespace

std::vector<std::string_view> split(std::string_view whole, std::string_view separators) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (!is_one_of(whole[i], separators)) continue;
    pieces.push_back(whole.substr(begin, i - begin));
    begin = i + 1;
  }
  pieces.push_back(whole.substr(begin));
  return pieces;
}

std::string_view trimmed(std::string_view piece, std::string_view set) {
  while (!piece.empty() && is_one_of(piece.front(), set)) piece.remove_prefix(1);
  while (!piece.empty() && is_one_of(piece.back(), set)) piece.remove_suffix(1);
  return piece;
}

std::string concatenated(std::initializer_list<std::string_view> pieces) {
  std::string whole;
  for (const std::string_view piece : pieces) whole.append(piece);
  return whole;
}

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return std::to_string(number).append(" ").append(number == 1 ? one : many);
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string whole;
  for (const std::string& word : words) {
    if (!whole.empty()) whole.append(separator);
    whole.append(word);
  }
  return whole;
}

}  // namespace proxyenv::text

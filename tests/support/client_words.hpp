// SPDX-License-Identifier: Apache-2.0
// The words of core/readers.hpp taken apart: which clients does a sentence name, and in which
// versions?
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "clients/catalog.hpp"
#include "core/readers.hpp"
#include "text/ascii.hpp"

namespace proxyenv::testing {

// The names in a list that blanks separate, with their versions where it has some.
inline std::vector<std::string_view> names_in(std::string_view list) {
  return ascii::words_of(list);
}

// Whether the list names the client, in whatever version.
inline bool is_among(std::string_view client, std::string_view list) {
  const auto names = names_in(list);
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    return name.substr(0, name.find('@')) == client;
  });
}

// Null if kClientWords does not have it.
inline const ClientWord* find_word(std::string_view word) {
  const auto* const found = std::find_if(kClientWords.begin(), kClientWords.end(),
                                         [&](const ClientWord& it) { return it.word == word; });
  return found == kClientWords.end() ? nullptr : found;
}

// "axios before 1.20": the word for the client, and the version. At most one of the two versions
// has text.
struct Versioned {
  std::string_view word;
  std::string_view before;
  std::string_view from;
};

inline Versioned read_version(std::string_view text) {
  if (const std::size_t at = text.find(" before "); at != text.npos) {
    return {text.substr(0, at), text.substr(at + 8), {}};
  }
  if (const std::size_t at = text.find(" from "); at != text.npos) {
    return {text.substr(0, at), {}, text.substr(at + 6)};
  }
  return {text, {}, {}};
}

// The words of "a, b and c".
inline std::vector<std::string_view> words_in(std::string_view sentence) {
  std::vector<std::string_view> words;
  while (!sentence.empty()) {
    const std::size_t comma = std::min(sentence.find(", "), sentence.size());
    const std::size_t conjunction = std::min(sentence.find(" and "), sentence.size());
    const std::size_t end = std::min(comma, conjunction);
    words.push_back(sentence.substr(0, end));
    if (end == sentence.size()) break;
    sentence.remove_prefix(end + (end == comma ? 2 : 5));
  }
  return words;
}

// Whether one of the sentence's words means the client, or clients like it.
inline bool stands_behind_a_word(std::string_view client, std::string_view sentence) {
  const auto words = words_in(sentence);
  return std::any_of(words.begin(), words.end(), [&](std::string_view text) {
    const ClientWord* const word = find_word(read_version(text).word);
    return word != nullptr && (is_among(client, word->clients) || is_among(client, word->kin));
  });
}

}  // namespace proxyenv::testing

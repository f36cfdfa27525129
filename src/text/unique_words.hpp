// SPDX-License-Identifier: Apache-2.0
// A list of words, each once, in the order in which they came. To add a word takes the same time
// however long the list is.
#pragma once

#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace proxyenv::text {

class UniqueWords {
 public:
  UniqueWords() = default;
  explicit UniqueWords(const std::vector<std::string>& words) { add(words); }

  // Appends the word, unless it is there.
  void add(const std::string& word) {
    if (known_.insert(word).second) words_.push_back(word);
  }
  void add(const std::vector<std::string>& words) {
    for (const std::string& word : words) add(word);
  }

  // The list, which is empty afterwards.
  [[nodiscard]] std::vector<std::string> take() {
    known_.clear();
    return std::exchange(words_, {});
  }

 private:
  std::vector<std::string> words_;
  std::unordered_set<std::string> known_;
};

}  // namespace proxyenv::text

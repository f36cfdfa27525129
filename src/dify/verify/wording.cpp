// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/wording.hpp"

#include <algorithm>

namespace proxyenv::dify {

namespace {

const Word* word_at_begin(std::string_view sentence, std::span<const Word> words) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const Word& word) {
    return sentence.starts_with(word.first);
  });
  return found == words.end() ? nullptr : &*found;
}

}  // namespace

Wording::Wording(const ComposeCommands& commands, const std::string& squid)
    : words_({{"{squid}", squid},
              {"{compose}", commands.compose},
              {"{up}", commands.up()},
              {"{recreate}", commands.recreate(squid)},
              {"{replace}", commands.replace(squid)},
              {"{init}", commands.init()}}) {}

std::string Wording::of(std::string_view sentence, std::span<const Word> more) const {
  std::string text;
  while (!sentence.empty()) {
    const Word* word = sentence.front() == '{' ? word_at_begin(sentence, more) : nullptr;
    if (word == nullptr && sentence.front() == '{') word = word_at_begin(sentence, words_);
    if (word != nullptr) {
      text.append(word->second);
      sentence.remove_prefix(word->first.size());
      continue;
    }
    const std::string_view plain = sentence.substr(0, std::max<std::size_t>(1, sentence.find('{')));
    text.append(plain);
    sentence.remove_prefix(plain.size());
  }
  return text;
}

}  // namespace proxyenv::dify

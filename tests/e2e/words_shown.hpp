// SPDX-License-Identifier: Apache-2.0
// Lets doctest print lists of words. Without this a failed comparison shows {?} == {?}.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace doctest {

template <>
struct StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& words) {
    constexpr std::size_t kEnough = 4'000;
    std::string text;
    for (const std::string& word : words) {
      text.append("[").append(word.substr(0, kEnough)).append("] ");
      if (text.size() > kEnough) return (text + "... of " + std::to_string(words.size())).c_str();
    }
    return text.c_str();
  }
};

}  // namespace doctest

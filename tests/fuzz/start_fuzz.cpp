// SPDX-License-Identifier: Apache-2.0
// The early start against the full program. The first line of the input has the words of the
// command line, separated by blanks, the second one chooses how execve fails, the others are the
// environment.
#include "fuzz/fuzzing.hpp"
#include "start/comparison.hpp"
#include "text/list.hpp"

using namespace proxyenv;
using namespace proxyenv::fuzzing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = text_of(data, size);
  testing::Situation situation;
  situation.words.emplace_back("proxyenv");
  for (const std::string_view word : text::split(take_line(input), " ")) {
    situation.words.emplace_back(word);
  }
  for (const char c : take_line(input)) {
    situation.errors = situation.errors * 256 + static_cast<unsigned char>(c);
  }
  situation.environment = entries_in(input);
  // A string of the kernel ends at its first NUL.
  for (testing::Strings* strings : {&situation.words, &situation.environment}) {
    for (std::string& one : *strings) one = one.c_str();
  }
  const testing::Comparison comparison = testing::compare(situation);
  promise(comparison.trouble.empty(), comparison.trouble.c_str());
  return 0;
}

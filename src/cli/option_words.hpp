// SPDX-License-Identifier: Apache-2.0
// The syntax of options, for every table of options: which words are options, what their values
// are, and one line for what cannot be read. Boost.Program_options and its exceptions stay behind
// this header. Abbreviations are not accepted, so that a new option never changes what a word
// means.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::cli {

struct OptionForm {
  std::string_view name;  // without dashes
  char short_name = 0;    // 0: none
  bool takes_value = false;
  bool repeatable = false;
};

struct OptionSyntax {
  std::vector<OptionForm> forms;
  // Names the command that has an option of that name, "proxyenv show", if another one has it.
  std::function<std::optional<std::string>(std::string_view name)> owner_elsewhere;
  std::string_view advice_for_unknown;  // appended to "unknown option"; may be empty
};

// How many of the words at the front are options and their values.
[[nodiscard]] std::size_t count_option_words(std::span<const std::string_view> words,
                                             const OptionSyntax& syntax);

struct SortedWords {
  std::vector<std::string_view> options;
  std::vector<std::string> arguments;
};
// Options and arguments in any order; behind `--` there are only arguments.
[[nodiscard]] SortedWords sort_words(std::span<const std::string_view> words,
                                     const OptionSyntax& syntax);

// Values by the option's name; a flag has an entry without one. `words`: options and values alone.
using OptionValues = std::map<std::string, std::vector<std::string>, std::less<>>;
[[nodiscard]] Result<OptionValues> parse_option_words(std::span<const std::string_view> words,
                                                      const OptionSyntax& syntax);

}  // namespace proxyenv::cli

// SPDX-License-Identifier: Apache-2.0
// The syntax of options, for every table of options: which words are options, what their values
// are, and a one-line error for a word that cannot be read. The forms are those of getopt_long(3):
// `--name value`, `--name=value`, `-v`, and `-qv` for `-q -v`. Abbreviations are not accepted, so
// that a new option never changes what a word means.
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
  char short_name = 0;    // 0: none; only an option without a value may have one
  bool takes_value = false;
  bool repeatable = false;
};

struct OptionSyntax {
  std::vector<OptionForm> forms;
  // If another command has an option of that name, returns that command: "proxyenv show".
  std::function<std::optional<std::string>(std::string_view name)> owner_elsewhere;
  std::string_view advice_for_unknown;  // appended to "unknown option"; may be empty
};

// The number of words at the front that are options or their values.
[[nodiscard]] std::size_t count_option_words(std::span<const std::string_view> words,
                                             const OptionSyntax& syntax);

struct SortedWords {
  std::vector<std::string_view> options;
  std::vector<std::string> arguments;
};
// Options and arguments in any order. After `--` there are only arguments.
[[nodiscard]] SortedWords sort_words(std::span<const std::string_view> words,
                                     const OptionSyntax& syntax);

// Values by the option's name; a flag has an entry without one. `words`: only options and values.
using OptionValues = std::map<std::string, std::vector<std::string>, std::less<>>;
[[nodiscard]] Result<OptionValues> parse_option_words(std::span<const std::string_view> words,
                                                      const OptionSyntax& syntax);

}  // namespace proxyenv::cli

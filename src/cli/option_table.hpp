// SPDX-License-Identifier: Apache-2.0
// A table of options, and everything that is derived from its rows: the options that a command
// takes, their syntax and their values. The launcher has one table (options.hpp), `proxyenv dify`
// another (dify_options.hpp); each has an enum of its options and one of the commands that take
// them.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/option_words.hpp"
#include "text/result.hpp"

namespace proxyenv::cli {

enum class Repeat { refused, joins_lists };

// `Scope` is an enum class of bits, one for each command.
template <class Option, class Scope>
struct OptionTableRow {
  Option option;              // the index of the row
  std::string_view name;      // without dashes; empty: a variable only
  char short_name;            // 0: none
  std::string_view argument;  // what --help calls its value; empty: a flag
  Scope scope;                // the commands that take it
  std::string_view help;
  std::string_view variable = {};  // with the same meaning; empty: command line only
  Repeat repeat = Repeat::refused;
  Scope repeated_by = Scope{};  // commands that take it several times, for several things
};

template <class Option, class Scope, std::size_t N>
using OptionTable = std::array<OptionTableRow<Option, Scope>, N>;

template <class Option, class Scope, std::size_t N>
constexpr bool rows_stand_at_their_index(const OptionTable<Option, Scope, N>& table) {
  for (std::size_t i = 0; i < N; ++i) {
    if (static_cast<std::size_t>(table[i].option) != i) return false;
  }
  return true;
}

// Whether the two have a command in common.
template <class Scope>
constexpr bool overlap(Scope a, Scope b) {
  return (static_cast<unsigned>(a) & static_cast<unsigned>(b)) != 0;
}

// The row of `--name` for the commands of `scope`; null if they have no such option.
template <class Option, class Scope, std::size_t N>
const OptionTableRow<Option, Scope>* find_option(const OptionTable<Option, Scope, N>& table,
                                                 std::string_view name, Scope scope) {
  const auto row = std::find_if(table.begin(), table.end(), [&](const auto& candidate) {
    return candidate.name == name && overlap(candidate.scope, scope);
  });
  return name.empty() || row == table.end() ? nullptr : &*row;
}

// The forms of the options of `scope`.
template <class Option, class Scope, std::size_t N>
OptionSyntax syntax_of(const OptionTable<Option, Scope, N>& table, Scope scope) {
  OptionSyntax syntax;
  for (const auto& row : table) {
    if (row.name.empty() || !overlap(row.scope, scope)) continue;
    syntax.forms.push_back({row.name, row.short_name, !row.argument.empty(),
                            row.repeat == Repeat::joins_lists || overlap(row.repeated_by, scope)});
  }
  return syntax;
}

// Options as given on the command line. Their values are not checked yet.
template <class Option>
using OptionsGiven = std::map<Option, std::vector<std::string>>;

// `words`: only options and their values. `syntax`: made from the same table and scope.
template <class Option, class Scope, std::size_t N>
Result<OptionsGiven<Option>> parse_options(std::span<const std::string_view> words,
                                           const OptionTable<Option, Scope, N>& table, Scope scope,
                                           const OptionSyntax& syntax) {
  auto parsed = parse_option_words(words, syntax);
  if (!parsed) return fail(parsed.error());
  OptionsGiven<Option> given;
  for (auto& [name, values] : *parsed) {
    given[find_option(table, name, scope)->option] = std::move(values);
  }
  return given;
}

}  // namespace proxyenv::cli

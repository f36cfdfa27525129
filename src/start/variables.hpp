// SPDX-License-Identifier: Apache-2.0
// Finds the variables of the common case in an environment: the proxy variables and PATH. Whatever
// else has a say in what `run` does ends the search.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "cli/options.hpp"
#include "core/cgi_guard.hpp"
#include "core/family.hpp"
#include "start/literal.hpp"

namespace proxyenv::start {

inline constexpr std::size_t kSpellings = 2 * kFamilyCount;

// The spelling at a position: the rows of kFamilies, lower case first, as in a plan. Empty where a
// family has no such spelling.
[[nodiscard]] constexpr std::string_view name_at(std::size_t position) {
  return spelling_of(kFamilies[position / 2].family, static_cast<Case>(position % 2));
}

// The values of one family, behind the `=`; null: not set.
struct Values {
  const char* lower = nullptr;
  const char* upper = nullptr;
};

struct Variables {
  Values values[kFamilyCount];
  const char* path = nullptr;  // of the first PATH; null: not set

  [[nodiscard]] const Values& of(Family family) const {
    return values[static_cast<std::size_t>(family)];
  }
};

inline constexpr std::string_view kOwnPrefix = "PROXYENV_";
static_assert(std::all_of(cli::kOptions.begin(), cli::kOptions.end(),
                          [](const cli::OptionRow& row) {
                            return row.variable.empty() || row.variable.starts_with(kOwnPrefix);
                          }),
              "an option is told by a variable that this file does not look for");

// A letter that begins a name has its bit here, modulo 64. Most entries begin with another one.
[[nodiscard]] constexpr std::uint64_t bit_of(char first) {
  return std::uint64_t{1} << (static_cast<unsigned char>(first) % 64U);
}
[[nodiscard]] constexpr std::uint64_t first_letters() {
  std::uint64_t bits = bit_of('P');  // of PATH and of our own
  for (std::size_t i = 0; i < kSpellings; ++i) {
    if (!name_at(i).empty()) bits |= bit_of(name_at(i).front());
  }
  for (const std::string_view name : kCgiMarkers) bits |= bit_of(name.front());
  return bits;
}

// Whether the entry sets the variable of that name.
template <std::size_t kPosition>
[[nodiscard]] bool sets_spelling(const char* entry) {
  constexpr std::string_view kName = name_at(kPosition);
  if constexpr (kName.empty()) {
    return false;
  } else {
    constexpr char kFirst = kName.front();
    return *entry == kFirst && begins_with<Literal(kName, "=")>(entry);
  }
}

// Notes the value if the entry sets the spelling at this position. False: the name stands twice.
template <std::size_t kPosition>
[[nodiscard]] bool note_spelling(const char* entry, Variables& variables) {
  if (!sets_spelling<kPosition>(entry)) return true;
  Values& values = variables.values[kPosition / 2];
  const char*& value = kPosition % 2 == 0 ? values.lower : values.upper;
  if (value != nullptr) return false;
  constexpr std::size_t kSize = name_at(kPosition).size();
  value = entry + kSize + 1;
  return true;
}

template <std::size_t... kPosition>
[[nodiscard]] bool note_spellings(const char* entry, Variables& variables,
                                  std::index_sequence<kPosition...> /*positions*/) {
  return (note_spelling<kPosition>(entry, variables) && ...);
}

template <std::size_t... kIndex>
[[nodiscard]] bool is_of_cgi(const char* entry, std::index_sequence<kIndex...> /*rows*/) {
  return (begins_with<Literal(kCgiMarkers[kIndex], "=")>(entry) || ...);
}

// Notes what an entry says. False: it needs thought.
[[nodiscard]] inline bool note_entry(const char* entry, Variables& variables) {
  constexpr std::uint64_t kFirstLetters = first_letters();
  if ((kFirstLetters & bit_of(*entry)) == 0) return true;
  if (*entry == 'P') {
    constexpr std::size_t kPathSize = Literal("PATH=").size;
    if (begins_with<"PATH=">(entry)) {
      if (variables.path == nullptr) variables.path = entry + kPathSize;
      return true;
    }
    return !begins_with<Literal(kOwnPrefix)>(entry);
  }
  return note_spellings(entry, variables, std::make_index_sequence<kSpellings>()) &&
         !is_of_cgi(entry, std::make_index_sequence<kCgiMarkers.size()>());
}

// Reads an environment up to its null pointer and counts its entries. False: some variable needs
// thought. These are the variables of CGI and of proxyenv itself, and names that stand twice.
[[nodiscard]] inline bool find_variables(char* const* environment, Variables& variables,
                                         std::size_t& entries) {
  for (entries = 0; environment[entries] != nullptr; ++entries) {
    if (!note_entry(environment[entries], variables)) return false;
  }
  return true;
}

}  // namespace proxyenv::start

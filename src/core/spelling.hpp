// SPDX-License-Identifier: Apache-2.0
// The values of all proxy variables in an environment, read once, before anything is decided.
// Unset, set but empty, and set are different states; more states describe what the repair found.
// The entries of a name that stands twice in the environment become one spelling here.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/cgi_guard.hpp"
#include "core/environment.hpp"
#include "core/family.hpp"
#include "core/proxy_defect.hpp"
#include "core/proxy_variables.hpp"
#include "core/redaction.hpp"
#include "core/repair.hpp"
#include "core/repair_list.hpp"

namespace proxyenv {

enum class SpellingState {
  absent,
  empty,      // set, with 0 bytes
  blank,      // set, with bytes that have no meaning (`""`, blanks, commas)
  ambiguous,  // the name is there twice, with different values
  unusable,   // a proxy value that has a defect
  set,
};

// What is said of a blank and of an ambiguous spelling, behind its name.
inline constexpr std::string_view kSaysNothing = "has nothing but spaces, quotes or separators";
inline constexpr std::string_view kStandsTwice = "is set twice, with different values";

struct Spelling {
  std::string_view name;              // empty if the family has no such spelling
  std::vector<std::string_view> raw;  // the values of all entries of the name, in order
  SpellingState state = SpellingState::absent;
  std::string value;                 // the repaired value, or the value as given
  std::string key;                   // equal for values that mean the same
  Repair repairs = Repair::none;     // made; with --repair off, those that would be made
  bool has_empty_duplicate = false;  // has a value, and another entry of the name has none
  bool loopback_replaced = false;    // `value` has the host of --loopback-proxy
  ProxyDefect proxy_defect = ProxyDefect::none;
  ListDefect list_defect = ListDefect::none;

  // Whether the variable is present and has content: set, unusable or ambiguous.
  [[nodiscard]] bool has_value() const { return state >= SpellingState::ambiguous; }
  [[nodiscard]] bool says_nothing() const {
    return state == SpellingState::empty || state == SpellingState::blank;
  }
};

struct ReadingOptions {
  bool repair = true;                    // false: a value stays as given, with its defects
  std::string_view loopback_proxy = {};  // if given, the host of each proxy that names loopback
};

class Spellings {
 public:
  // Reads every spelling of kFamilies.
  Spellings(ProxyVariables variables, const ReadingOptions& options);
  Spellings(const Environment& environment, const ReadingOptions& options);

  // The spelling of that name, even if it does not count.
  [[nodiscard]] const Spelling& of(Family family, Case letter_case) const {
    return spellings_[static_cast<std::size_t>(family)][static_cast<std::size_t>(letter_case)];
  }
  // Whether entries of the lists may be shown.
  [[nodiscard]] const ListDisclosure& lists() const { return lists_; }
  // Whether somebody has decided if Node.js reads the variables; see ProxyVariables.
  [[nodiscard]] bool node_is_told() const { return node_is_told_; }
  // Whether this is a CGI process; see cgi_guard.hpp.
  [[nodiscard]] bool in_cgi() const { return in_cgi_; }
  // False for a spelling that a request can set. It is neither used nor written.
  [[nodiscard]] bool counts(Family family, Case letter_case) const {
    return !is_set_by_requests(in_cgi_, family, letter_case);
  }

 private:
  std::array<std::array<Spelling, 2>, kFamilyCount> spellings_;
  ListDisclosure lists_;
  bool in_cgi_ = false;
  bool node_is_told_ = false;
};

}  // namespace proxyenv

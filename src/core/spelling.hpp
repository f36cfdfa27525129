// SPDX-License-Identifier: Apache-2.0
// What an environment says under each proxy variable's name, read once, before anything is
// decided. Unset, set but empty, and set are three states; beside them stand what cleaning found.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/environment.hpp"
#include "core/family.hpp"
#include "core/no_proxy.hpp"
#include "core/proxy_url.hpp"

namespace proxyenv {

enum class SpellingState {
  absent,
  empty,      // set, with no byte
  blank,      // set, with bytes that say nothing (`""`, blanks, commas)
  ambiguous,  // the name stands twice, with values that differ
  unusable,   // a proxy value that has a defect
  set,
};

struct Spelling {
  std::string_view name;              // empty where the family has no such spelling
  std::vector<std::string_view> raw;  // the values of all entries of the name, in order
  SpellingState state = SpellingState::absent;
  std::string value;               // what it says: cleaned, or as given
  std::string key;                 // equal for values that mean the same
  Repair repairs = Repair::none;   // what cleaning did, or would do with repairs off
  bool also_empty = false;         // has a value, and another entry of the name has none
  bool loopback_replaced = false;  // `value` has the host of --loopback-proxy
  ProxyDefect proxy_defect = ProxyDefect::none;
  ListDefect list_defect = ListDefect::none;

  // Present and saying something: set, unusable or ambiguous.
  [[nodiscard]] bool has_value() const { return state >= SpellingState::ambiguous; }
  [[nodiscard]] bool says_nothing() const {
    return state == SpellingState::empty || state == SpellingState::blank;
  }
};

class Spellings {
 public:
  // Reads every spelling of kFamilies. `repair` false: value is as given, defects as they stand.
  // `loopback_proxy`, unless empty, stands in values and keys where a proxy named loopback.
  Spellings(const Environment& environment, bool repair, std::string_view loopback_proxy = {});

  [[nodiscard]] const Spelling& of(Family family, Case letter_case) const {
    return spellings_[static_cast<std::size_t>(family)][static_cast<std::size_t>(letter_case)];
  }
  // REQUEST_METHOD or GATEWAY_INTERFACE is present, even empty: a CGI process.
  [[nodiscard]] bool in_cgi() const { return in_cgi_; }

 private:
  std::array<std::array<Spelling, 2>, kFamilyCount> spellings_;
  bool in_cgi_ = false;
};

}  // namespace proxyenv

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
#include "core/redaction.hpp"

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
  std::string value;                 // what it says: cleaned, or as given
  std::string key;                   // equal for values that mean the same
  Repair repairs = Repair::none;     // what cleaning did, or would do with repairs off
  bool has_empty_duplicate = false;  // has a value, and another entry of the name has none
  bool loopback_replaced = false;    // `value` has the host of --loopback-proxy
  ProxyDefect proxy_defect = ProxyDefect::none;
  ListDefect list_defect = ListDefect::none;

  // Present and saying something: set, unusable or ambiguous.
  [[nodiscard]] bool has_value() const { return state >= SpellingState::ambiguous; }
  [[nodiscard]] bool says_nothing() const {
    return state == SpellingState::empty || state == SpellingState::blank;
  }
};

// The entries of the proxy variables as bytes, before anything is made of them. Views into the
// environment, or into whatever else holds the bytes.
struct ProxyVariables {
  using Values = std::vector<std::string_view>;  // of all entries of a name, in their order

  std::array<std::array<Values, 2>, kFamilyCount> values;  // by family and case
  bool in_cgi = false;   // REQUEST_METHOD or GATEWAY_INTERFACE is present, even empty
  ListDisclosure lists;  // of the lists that these values were made from, where they were changed

  [[nodiscard]] Values& of(Family family, Case letter_case) {
    return values[static_cast<std::size_t>(family)][static_cast<std::size_t>(letter_case)];
  }
};

[[nodiscard]] ProxyVariables find_proxy_variables(const Environment& environment);

// Whether entries of the exemption lists may be shown: all of these lists, and those that they
// were made from, decide it together.
[[nodiscard]] ListDisclosure disclosure_of_lists(const ProxyVariables& variables);

class Spellings {
 public:
  // Reads every spelling of kFamilies. `repair` false: value is as given, defects as they stand.
  // `loopback_proxy`, unless empty, stands in values and keys where a proxy named loopback.
  Spellings(ProxyVariables variables, bool repair, std::string_view loopback_proxy = {});
  Spellings(const Environment& environment, bool repair, std::string_view loopback_proxy = {});

  // What stands under the name, whether it counts or not.
  [[nodiscard]] const Spelling& of(Family family, Case letter_case) const {
    return spellings_[static_cast<std::size_t>(family)][static_cast<std::size_t>(letter_case)];
  }
  // Whether entries of the lists may be shown.
  [[nodiscard]] const ListDisclosure& lists() const { return lists_; }
  // A CGI process: RFC 3875, 4.1 gives it REQUEST_METHOD and GATEWAY_INTERFACE.
  [[nodiscard]] bool in_cgi() const { return in_cgi_; }
  // False for HTTP_PROXY in a CGI process, where a request header can set it (httpoxy). What does
  // not count is neither believed nor written.
  [[nodiscard]] bool counts(Family family, Case letter_case) const {
    return !(in_cgi_ && family == Family::http && letter_case == Case::upper);
  }

 private:
  std::array<std::array<Spelling, 2>, kFamilyCount> spellings_;
  ListDisclosure lists_;
  bool in_cgi_ = false;
};

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
#include "core/repair.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace proxyenv {

std::string describe(Repair repairs) {
  constexpr std::array<std::pair<Repair, std::string_view>, 9> kClauses = {{
      {Repair::blanks, "blanks removed"},
      {Repair::quotes, "quotes removed"},
      {Repair::scheme_case, "scheme in lower case"},
      {Repair::scheme_added, "scheme http:// added"},
      {Repair::credentials, "reserved characters in the credentials encoded"},
      {Repair::no_credentials, "empty credentials removed"},
      {Repair::separators, "entries separated by commas"},
      {Repair::empty_entries, "empty entries removed"},
      {Repair::entry_case, "entries in lower case"},
  }};
  std::string text;
  for (const auto& [repair, clause] : kClauses) {
    if (!has(repairs, repair)) continue;
    if (!text.empty()) text.append(", ");
    text.append(clause);
  }
  return text;
}

}  // namespace proxyenv

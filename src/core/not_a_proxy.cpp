// SPDX-License-Identifier: Apache-2.0
#include "core/not_a_proxy.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "text/ascii.hpp"

namespace proxyenv {

namespace {

constexpr std::string_view kMissingInTemplate = "<no value>";

constexpr std::array<std::string_view, 13> kWordsForNone = {
    "direct",          "none",     "null",  "nil",       "no",     "off",
    "false",           "disabled", "unset", "undefined", "<none>", "<nil>",
    kMissingInTemplate};

// In lower case, without blanks and one pair of quotes round it.
std::string bare_word(std::string_view value) {
  value = ascii::trimmed(value);
  if (value.size() > 1 && ascii::is_quote(value.front()) && value.front() == value.back()) {
    value = ascii::trimmed(value.substr(1, value.size() - 2));
  }
  return ascii::lowered(value);
}

}  // namespace

bool means_no_proxy(std::string_view value) {
  const std::string word = bare_word(value);
  return std::find(kWordsForNone.begin(), kWordsForNone.end(), word) != kWordsForNone.end();
}

bool is_missing_template_value(std::string_view value) {
  return bare_word(value) == kMissingInTemplate;
}

bool names_pac_file(std::string_view value) {
  const std::string text = bare_word(value.substr(0, value.find_first_of("?#")));
  const std::size_t scheme_end = text.find("://");
  const std::size_t authority = scheme_end == std::string::npos ? 0 : scheme_end + 3;
  const std::size_t slash = text.find('/', authority);
  if (slash == std::string::npos) return false;
  const std::string_view path = std::string_view(text).substr(slash);
  return path.ends_with(".pac") || path.ends_with("/wpad.dat");
}

}  // namespace proxyenv

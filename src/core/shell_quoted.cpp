// SPDX-License-Identifier: Apache-2.0
#include "core/shell_quoted.hpp"

#include <algorithm>

#include "core/redaction.hpp"
#include "text/ascii.hpp"
#include "text/display.hpp"

namespace proxyenv {

std::string shell_quoted(std::string_view word) {
  constexpr std::string_view kPlain = "_@%+=:,./-";
  const bool is_plain = !word.empty() && std::all_of(word.begin(), word.end(), [&](char c) {
    return ascii::is_alnum(c) || kPlain.find(c) != std::string_view::npos;
  });
  std::string text(word.starts_with('-') ? "./" : "");
  if (is_plain) return redact_word(text.append(word));
  text.push_back('\'');
  for (const char c : redact_word(word)) {
    if (c == '\'') text.append("'\\'");
    text.push_back(c);
  }
  return escape_for_display(text + "'");
}

}  // namespace proxyenv

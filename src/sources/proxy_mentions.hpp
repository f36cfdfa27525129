// SPDX-License-Identifier: Apache-2.0
// Where a text names proxy variables, whatever its format.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/ascii.hpp"

namespace proxyenv::sources {

// Of the name of a variable, anywhere but at its beginning.
constexpr bool is_name_character(char c) {
  return ascii::is_alnum(c) || c == '_';
}

// The spelling of kFamilies that this is, in any letter case: HTTP_PROXY for itself, http_proxy for
// Http_Proxy. It lives as long as the program. Empty for other names.
[[nodiscard]] std::string_view family_spelling(std::string_view name);

struct ProxyMention {
  std::string_view name;  // as family_spelling() gives it; empty at the end
  std::size_t begin = 0;  // in the line
  std::size_t end = 0;
};

// The first name of kFamilies at `from` or behind it that is no part of a longer name.
[[nodiscard]] ProxyMention next_mention(std::string_view line, std::size_t from);

// How the name stands in its line.
enum class MentionForm {
  reference,    // $NAME, ${NAME}, %NAME%, !NAME!, $env:NAME
  assignment,   // NAME=, NAME+=, ${env:NAME} =
  before_text,  // NAME:, NAME and a blank or a comma, and something behind it
  alone,        // nothing of these: NAME at the end of the line, in quotes, ...
};
[[nodiscard]] MentionForm form_of(std::string_view line, const ProxyMention& mention);

}  // namespace proxyenv::sources

// SPDX-License-Identifier: Apache-2.0
#include "dify/compose/yaml_text.hpp"

#include "text/ascii.hpp"

namespace proxyenv::dify {

std::string yaml_quoted(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted.append({'\\', c});
    } else if (ascii::is_control(c)) {
      const auto byte = static_cast<unsigned char>(c);
      quoted.append("\\u00").append({kDigits[byte >> 4U], kDigits[byte & 15U]});
    } else {
      quoted.push_back(c);
    }
  }
  return quoted + "\"";
}

std::string compose_literal(std::string_view text) {
  std::string doubled;
  for (const char c : text) doubled.append(c == '$' ? 2 : 1, c);
  return yaml_quoted(doubled);
}

}  // namespace proxyenv::dify

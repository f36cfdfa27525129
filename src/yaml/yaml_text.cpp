// SPDX-License-Identifier: Apache-2.0
#include "yaml/yaml_text.hpp"

#include <algorithm>
#include <cstdint>

#include "text/display.hpp"
#include "text/hex.hpp"
#include "text/utf8.hpp"

namespace proxyenv {

namespace {

// What may stand in a YAML file only as an escape (YAML 1.2, 5.1), and what would act on the
// terminal of somebody who looks at the file.
bool needs_escape(std::uint32_t code_point) {
  return acts_on_a_terminal(code_point) || code_point == 0xfffe || code_point == 0xffff;
}

// \uNNNN, which JSON and YAML read alike.
void append_escape(std::string& out, std::uint32_t code_point) {
  out.append("\\u");
  text::append_hex(out, code_point, 4);
}

}  // namespace

std::string yaml_quoted(std::string_view text) {
  std::string quoted = "\"";
  while (!text.empty()) {
    const CodePoint code_point = decode_utf8(text);
    const std::size_t length = std::max<std::size_t>(code_point.length, 1);
    if (text.front() == '"' || text.front() == '\\') {
      quoted.append({'\\', text.front()});
    } else if (code_point.length > 0 && needs_escape(code_point.value)) {
      append_escape(quoted, code_point.value);
    } else {
      quoted.append(text.substr(0, length));
    }
    text.remove_prefix(length);
  }
  return quoted + "\"";
}

std::string compose_literal(std::string_view text) {
  std::string doubled;
  for (const char c : text) doubled.append(c == '$' ? 2 : 1, c);
  return yaml_quoted(doubled);
}

}  // namespace proxyenv

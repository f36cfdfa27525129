// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/plain_log_line.hpp"

namespace proxyenv::dify {

namespace {

constexpr char kEscape = '\x1b';

// CSI sequences (ECMA-48, 5.4) are removed.
std::string without_colours(std::string_view line) {
  std::string plain;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != kEscape) {
      plain.push_back(line[i]);
    } else if (i + 1 < line.size() && line[i + 1] == '[') {
      i += 2;
      while (i < line.size() && (line[i] < '@' || line[i] > '~')) ++i;
    }
  }
  return plain;
}

// The text of a JSON string, from behind its opening quote. squid writes ASCII alone, so any
// `\uXXXX` but those of `&`, `<` and `>`, which Go escapes, becomes `?`.
std::string json_text_from(std::string_view rest) {
  std::string text;
  for (std::size_t i = 0; i < rest.size() && rest[i] != '"'; ++i) {
    if (rest[i] != '\\' || i + 1 == rest.size()) {
      text.push_back(rest[i]);
      continue;
    }
    const char escaped = rest[++i];
    if (escaped == 'u') {
      const std::string_view code = rest.substr(i + 1, 4);
      text.push_back(code == "0026" ? '&' : code == "003c" ? '<' : code == "003e" ? '>' : '?');
      i += code.size();
    } else {
      text.push_back(escaped == 'n' || escaped == 'r' || escaped == 't' ? ' ' : escaped);
    }
  }
  return text;
}

}  // namespace

std::string_view plain_log_line(std::string_view line, std::string& buffer) {
  constexpr std::string_view kJsonFile = "{\"log\":\"";
  if (line.starts_with(kJsonFile)) {
    buffer = json_text_from(line.substr(kJsonFile.size()));
    line = buffer;
  }
  if (line.find(kEscape) == std::string_view::npos) return line;
  buffer = without_colours(line);
  return buffer;
}

}  // namespace proxyenv::dify

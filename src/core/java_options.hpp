// SPDX-License-Identifier: Apache-2.0
// Reads JAVA_TOOL_OPTIONS as a JVM does, and writes exemptions in the syntax of http.nonProxyHosts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv {

// The options of JAVA_TOOL_OPTIONS: words, separated by blanks. Quotes of both kinds protect blanks
// and are dropped; there is no escape character. Returns no value if a quote is not closed: no JVM
// starts with that (openjdk/jdk 0c613fc7 hotspot arguments.cpp, parse_options_buffer).
[[nodiscard]] std::optional<std::vector<std::string>> split_java_options(std::string_view text);

struct JavaExemptions {
  // Separated by `|`; all other characters are letters, digits and .-_*[]:
  std::string patterns;
  std::vector<std::string_view> left_out;  // entries that Java cannot express; views into the list
};

// The value of http.nonProxyHosts for a list. A name covers itself and the names below it; `.x` and
// `*.x` cover the names below x alone. An IPv4 network becomes the text prefixes that cover it
// (`10.*`), if 16 or fewer are enough.
[[nodiscard]] JavaExemptions in_java_dialect(std::string_view list);

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// JAVA_TOOL_OPTIONS as a JVM reads it, and exemptions in the words of http.nonProxyHosts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv {

// The options of JAVA_TOOL_OPTIONS: words, separated by blanks. Quotes of both kinds hold blanks
// together and are dropped; there is no escape character. Returns no value when a quote has no
// partner: no JVM starts with that (openjdk/jdk 0c613fc7 hotspot arguments.cpp,
// parse_options_buffer).
[[nodiscard]] std::optional<std::vector<std::string>> split_java_options(std::string_view text);

struct JavaExemptions {
  // Separated by `|`; all other characters are letters, digits and .-_*[]:
  std::string patterns;
  std::vector<std::string_view> left_out;  // entries that Java has no word for; views into the list
};

// http.nonProxyHosts for a list. A name covers itself and the names below it; `.x` and `*.x` cover
// the names below x alone. An IPv4 network becomes the prefixes that make it up (`10.*`), if they
// are 16 at most.
[[nodiscard]] JavaExemptions in_java_dialect(std::string_view list);

}  // namespace proxyenv

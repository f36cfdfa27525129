// SPDX-License-Identifier: Apache-2.0
// JAVA_TOOL_OPTIONS as a JVM reads it, and exemptions in the words of http.nonProxyHosts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv {

// The options of JAVA_TOOL_OPTIONS: words at blanks; quotes of both kinds hold blanks together and
// are dropped, nothing escapes. Nothing for a quote without its partner, with which no JVM starts
// (openjdk/jdk 0c613fc7 hotspot arguments.cpp, parse_options_buffer).
[[nodiscard]] std::optional<std::vector<std::string>> split_java_options(std::string_view text);

struct JavaExemptions {
  std::string patterns;                    // separated by `|`; letters, digits and .-_*[]: alone
  std::vector<std::string_view> left_out;  // entries that Java has no word for; views into the list
};

// http.nonProxyHosts for a list: a name covers itself and the names below it, `.x` and `*.x` only
// those; an IPv4 network becomes the prefixes that make it up where those are 16 at most, `10.*`.
[[nodiscard]] JavaExemptions in_java_dialect(std::string_view list);

}  // namespace proxyenv

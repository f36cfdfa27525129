// SPDX-License-Identifier: Apache-2.0
// `Environment=` in unit files of systemd (systemd.exec(5), systemd.syntax(7);
// config_parse_environ() in src/core/load-fragment.c and extract_first_word() in
// src/basic/extract-word.c of 252).
#pragma once

#include <string_view>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// The assignments of all `Environment=` lines: words in quotes or not, with C escapes and `%%` as
// `%`. An empty one forgets those above it. What stands in the text by name alone is a remark: the
// files of EnvironmentFile=, the variables of PassEnvironment=, values with a specifier (`%n`).
[[nodiscard]] Result<SourceEnvironment> read_systemd_unit(std::string_view text);

}  // namespace proxyenv::sources

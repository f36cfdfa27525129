// SPDX-License-Identifier: Apache-2.0
// The files of systemd's EnvironmentFile= (systemd.exec(5)) and of environment.d
// (environment.d(5)), which have one parser: parse_env_file_internal() in src/basic/env-file.c of
// systemd 252.
#pragma once

#include <string_view>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// Quotes are removed where a value begins with them, and a `\` before anything stands for that;
// before a line end it continues the line. `#` and `;` begin comments at the beginning of a line
// alone. Of a name that stands twice the last one counts. A name that systemd does not take, such
// as `export X`, is a remark if it may be a proxy variable's.
[[nodiscard]] Result<SourceEnvironment> read_systemd_file(std::string_view text);

// The same, with references in values replaced (systemd_expansion.hpp). A value that refers to what
// the text does not set is a remark.
[[nodiscard]] Result<SourceEnvironment> read_environment_d(std::string_view text);

}  // namespace proxyenv::sources

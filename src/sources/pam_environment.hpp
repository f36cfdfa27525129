// SPDX-License-Identifier: Apache-2.0
// /etc/environment as pam_env reads it (Linux-PAM 1.5.2, modules/pam_env/pam_env.c,
// _parse_env_file() and _assemble_line()).
#pragma once

#include <string_view>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// `#` begins a comment anywhere, even inside quotes. `export ` before a name is passed over. One
// quote goes from the beginning of a value, and one from its end if it is the last character. A
// `\` before a line end continues the line. No other blank is removed. A name with other characters
// than letters, digits and `_` is a remark.
[[nodiscard]] Result<SourceEnvironment> read_pam_environment(std::string_view text);

}  // namespace proxyenv::sources

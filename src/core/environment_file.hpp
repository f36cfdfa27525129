// SPDX-License-Identifier: Apache-2.0
// An environment written down: NAME=VALUE lines as `docker inspect` and `--env-file` have them, or
// the NUL-separated block of /proc/PID/environ.
#pragma once

#include <string_view>

#include "core/environment.hpp"
#include "text/result.hpp"

namespace proxyenv {

// Lines are read as Docker reads an --env-file: a value is everything behind the first `=`, quotes
// and a carriage return included, since finding those is what one looks for; empty lines, lines
// that begin with `#`, blanks before a name and a byte order mark are skipped. A text with a NUL
// byte is a block, whose entries are taken as they are. A malformed line is an Error with its
// number, which does not repeat the line.
[[nodiscard]] Result<Environment> parse_environment_file(std::string_view text);

// The block of /proc/PID/environ: entries, each ended by a NUL.
[[nodiscard]] Environment parse_environment_block(std::string_view block);

}  // namespace proxyenv

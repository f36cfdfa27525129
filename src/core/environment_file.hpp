// SPDX-License-Identifier: Apache-2.0
// An environment as text: NAME=VALUE lines as in `docker inspect` and `--env-file`, or the
// NUL-separated block of /proc/PID/environ.
#pragma once

#include <string_view>

#include "core/environment.hpp"
#include "text/result.hpp"

namespace proxyenv {

// Reads lines as Docker reads an --env-file. A value is everything after the first `=`, including
// quotes and a carriage return, because users want to find those. Empty lines, lines that begin
// with `#`, blanks before a name and a byte order mark are skipped. A text with a NUL byte is a
// block, whose entries are taken unchanged. A malformed line is an Error with its line number,
// which does not repeat the line.
[[nodiscard]] Result<Environment> parse_environment_file(std::string_view text);

// Reads the block of /proc/PID/environ: each entry ends with a NUL.
[[nodiscard]] Environment parse_environment_block(std::string_view block);

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// NAME=VALUE lines as docker's --env-file holds them (docker/cli, opts/file.go).
#pragma once

#include <string_view>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// A value is everything after the first `=`, including quotes, comments and blanks, but for one
// carriage return at its end. Empty lines, lines that begin with `#`, and blanks before a name are
// skipped. A name without `=` gets the value of the shell that calls docker: a remark. A line that
// docker refuses is an Error with its number, which does not repeat the line.
[[nodiscard]] Result<SourceEnvironment> read_docker_env_file(std::string_view text);

}  // namespace proxyenv::sources

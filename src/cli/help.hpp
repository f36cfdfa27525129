// SPDX-License-Identifier: Apache-2.0
// What --help prints, made from the tables of options.hpp.
#pragma once

#include <string>

namespace proxyenv::cli {

[[nodiscard]] std::string render_help();

// The few lines for a command line that names no command.
[[nodiscard]] std::string render_usage();

}  // namespace proxyenv::cli

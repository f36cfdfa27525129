// SPDX-License-Identifier: Apache-2.0
// The texts that `proxyenv help` and --help print, made from the tables of options.hpp. No line is
// wider than 80 cells, or than a narrower terminal where a word allows that.
#pragma once

#include <string>

#include "cli/options.hpp"
#include "text/layout.hpp"

namespace proxyenv::cli {

// What proxyenv does, its commands, and where more is.
[[nodiscard]] std::string render_overview(const Layout& layout);

// One command: how to call it, its options, where it can look, examples. Not for the commands of
// the companion, which prints theirs, nor for `help` itself.
[[nodiscard]] std::string render_command_help(const SubcommandRow& command, const Layout& layout);

}  // namespace proxyenv::cli

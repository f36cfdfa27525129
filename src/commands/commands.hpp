// SPDX-License-Identifier: Apache-2.0
// The subcommands of proxyenv, one file each. A command returns the exit status; whatever went
// wrong has been said on standard error by then.
#pragma once

#include <string>

#include "cli/command_line.hpp"
#include "core/environment.hpp"
#include "text/result.hpp"

namespace proxyenv::commands {

// proxyenv's own failure, as env(1), nice(1) and timeout(1) have it.
inline constexpr int kExitOwnFailure = 125;

// check: something was found at or above the severity asked for.
inline constexpr int kExitFindings = 1;

struct Invocation {
  const cli::CommandLine& line;
  char** operands;  // the words behind the options, NULL-terminated, in argv itself
  const Environment& environment;
};

// Does not come back where the command could be started.
[[nodiscard]] int run(const Invocation& invocation);
[[nodiscard]] int show(const Invocation& invocation);
[[nodiscard]] int check(const Invocation& invocation);
// Exit status 1 where --disagree asks for it and clients disagree after normalization.
[[nodiscard]] int explain(const Invocation& invocation);
[[nodiscard]] int install(const Invocation& invocation);
// Becomes proxyenv-tools, or says how to get it.
[[nodiscard]] int companion(const Invocation& invocation);

// Prints the one line of an error; returns 125.
[[nodiscard]] int report(const Error& error);

// Writes data to standard output; an output that cannot be written is an error.
[[nodiscard]] int print(std::string_view text);

}  // namespace proxyenv::commands

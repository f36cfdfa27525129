// SPDX-License-Identifier: Apache-2.0
// The subcommands of proxyenv, one file each. Each returns the exit status, and has said on
// standard error what went wrong.
#pragma once

#include <string_view>

#include "cli/command_line.hpp"
#include "core/environment.hpp"
#include "text/result.hpp"

namespace proxyenv::commands {

// proxyenv's own failure, as env(1), nice(1) and timeout(1) have it.
inline constexpr int kExitOwnFailure = 125;

// Of check: something was found at the severity asked for, or above. Of explain: clients disagree.
inline constexpr int kExitFindings = 1;

struct Invocation {
  const cli::CommandLine& line;
  char** argv;           // as main() got it
  char** command_words;  // the words behind the options, NULL-terminated: the end of argv itself
  const Environment& environment;
};

// Returns only where the command could not be started.
[[nodiscard]] int run(const Invocation& invocation);
[[nodiscard]] int show(const Invocation& invocation);
[[nodiscard]] int check(const Invocation& invocation);
// Exit status 1 where --disagree asks for it and clients disagree after normalization.
[[nodiscard]] int explain(const Invocation& invocation);
[[nodiscard]] int install(const Invocation& invocation);
// Becomes proxyenv-tools, or says how to get it.
[[nodiscard]] int companion(const Invocation& invocation);

// An Error where this process runs setuid or setgid. Asked before anything else is read.
[[nodiscard]] Result<void> refuse_set_id();

// Prints the one line of an error; returns 125.
[[nodiscard]] int fail_with(const Error& error);

// Writes data to standard output. Returns 0, or 125 if it cannot be written, which is said.
[[nodiscard]] int print(std::string_view text);

}  // namespace proxyenv::commands

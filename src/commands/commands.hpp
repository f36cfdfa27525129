// SPDX-License-Identifier: Apache-2.0
// The subcommands of proxyenv, one file each. Each returns the exit status, and prints its errors
// on standard error.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/command_line.hpp"
#include "core/environment.hpp"
#include "sources/source.hpp"
#include "text/result.hpp"
#include "text/style.hpp"

namespace proxyenv::commands {

// The exit status for proxyenv's own failures, the same as for env(1), nice(1) and timeout(1).
inline constexpr int kExitOwnFailure = 125;

// The exit status of check if it found something of at least the requested severity, and of explain
// if clients disagree.
inline constexpr int kExitFindings = 1;

// Reads a document that is YAML. Files that it names are read below its own folder. `own`: the
// environment of this process, which Compose would take references from.
using ReadDocument = Result<sources::Source> (*)(const sources::SourceText& source,
                                                 sources::Format format, const Environment& own);

// The exit status of diff if the two environments differ, as that of diff(1), or may differ.
inline constexpr int kExitDifference = 1;

struct Invocation {
  const cli::CommandLine& line;
  char** argv;           // as main() got it
  char** command_words;  // the words after the options, NULL-terminated: the end of argv itself
  const Environment& environment;
  ReadDocument read_document = nullptr;  // the companion has it; the launcher becomes the companion
};

// Returns only if the command could not be started.
[[nodiscard]] int run(const Invocation& invocation);
[[nodiscard]] int show(const Invocation& invocation);
[[nodiscard]] int check(const Invocation& invocation);
// Exit status 1 if --disagree is given and clients disagree after normalization.
[[nodiscard]] int explain(const Invocation& invocation);
// Exit status 1 if the two environments differ, or if not all that they set is known.
[[nodiscard]] int diff(const Invocation& invocation);
[[nodiscard]] int install(const Invocation& invocation);
// `proxyenv help [COMMAND]`, and --help of each command.
[[nodiscard]] int help(const Invocation& invocation);
// The commands that both programs have: show, check, explain, diff, help, and --help of any.
// Returns their exit status; no value for another subcommand.
[[nodiscard]] std::optional<int> look_at_source(const Invocation& invocation);
// `proxyenv` without a word: says that a command is missing and how to give one. Returns 125.
[[nodiscard]] int fail_without_command();
// Replaces this process by proxyenv-tools, or says how to get that program.
[[nodiscard]] int companion(const Invocation& invocation);
// The same for a command of both programs. `what` needs the companion: "file 'x' is a Compose
// file". Returns only if proxyenv-tools could not be started: why.
[[nodiscard]] Error become_companion(const Invocation& invocation, const std::string& what);

// An Error if this process runs setuid, setgid or with capabilities of its file. Both programs call
// it before anything else is read.
[[nodiscard]] Result<void> refuse_set_id();

// Prints an error as one line; returns 125.
[[nodiscard]] int fail_with(const Error& error);

// Writes data to standard output, in colours only if the style that made it has some. Returns 0. If
// writing fails, prints an error and returns 125.
[[nodiscard]] int print(std::string_view text, const Style& style = {});

}  // namespace proxyenv::commands

// SPDX-License-Identifier: Apache-2.0
// The environments that show, check and explain look at: that of proxyenv itself, that of --pid N,
// or those of --env-file FILE.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/commands.hpp"
#include "core/policy.hpp"
#include "sources/source.hpp"

namespace proxyenv::commands {

// One environment to look at.
struct Subject {
  sources::SourceEnvironment read;  // as it was read, with its name and its lines
  Environment environment;          // without our own variables
  // Made from the options and from the PROXYENV_ variables of that same environment, because these
  // decide what run would do in it.
  Policy policy;
  bool is_switched_off = false;  // PROXYENV_OFF is on there
};

// Where environments come from, and what was found there.
struct SubjectSource {
  std::string name;                       // for people: "file 'x'"; empty for the own environment
  std::optional<sources::Format> format;  // of a file
  std::vector<Subject> subjects;          // at least one
  std::string text = {};                  // of a file, as it was read
};

// What the options name.
[[nodiscard]] Result<SubjectSource> read_source(const Invocation& invocation);

// Refuses an option that says how to read a file where no file is read: it would be passed over in
// silence. `goes_with`: what it needs, for the message.
[[nodiscard]] Result<void> expect_file_for_options(const cli::GivenOptions& options,
                                                   bool reads_file, std::string_view goes_with);

// One source: the own environment, that of a process, those of a file or of standard input (`-`).
// `options`: those of the plan. Of a file --env-format and --environment, too.
[[nodiscard]] Result<SubjectSource> read_own_environment(const Invocation& invocation);
[[nodiscard]] Result<SubjectSource> read_process(int pid, const cli::GivenOptions& options);
[[nodiscard]] Result<SubjectSource> read_file(const std::string& path,
                                              const Invocation& invocation);

// That PROXYENV_OFF is on there, and in which environments; empty where it is on in none. It is
// printed when all sources are read: for one of them the companion may take over, and read anew.
[[nodiscard]] std::string what_is_switched_off(const SubjectSource& source);

// Says that on standard error, and of a file how much was read, in which format ("4 proxy variables
// among 34 entries of file 'x', read as Compose's .env"), and what its reader noticed there.
// `check` and `diff` have these in their reports.
void tell_what_was_read(const SubjectSource& source);

// An Error for a command that looks at one environment alone; it names those that are there.
[[nodiscard]] Error not_one_subject(const SubjectSource& source);

// The line above the report of one of several environments, "container web:", with its newline.
// Empty if the source has one environment without a name. It is escaped.
[[nodiscard]] std::string heading_of(const SubjectSource& source, const Subject& subject);

}  // namespace proxyenv::commands

// SPDX-License-Identifier: Apache-2.0
#include "start/full_program.hpp"

#include <cerrno>
#include <span>
#include <string_view>

#include "cli/command_line.hpp"
#include "commands/commands.hpp"
#include "core/environment.hpp"

namespace proxyenv::testing {

namespace {

FullRun* recorded = nullptr;  // null: nobody runs the full program
const Situation* current = nullptr;

bool starts_a_command(const cli::CommandLine& line) {
  return line.subcommand == cli::Subcommand::run && !line.has(cli::Option::help) &&
         !line.has(cli::Option::version) && !line.has(cli::Option::install);
}

}  // namespace

// The linker expects these names. C++ reserves them, so the functions have them only as assembler
// names.
int record_execve(const char* path, char* const* words,
                  char* const* environment) __asm__("__wrap_execve");
int record_execve(const char* path, char* const* words, char* const* environment) {
  recorded->attempts.push_back(attempt_of(path, words, environment));
  errno = error_of(*current, path);
  return -1;
}
void record_message(std::string_view text) __asm__(
    "__wrap__ZN8proxyenv2os11log_messageESt17basic_string_viewIcSt11char_traitsIcEE");
void record_message(std::string_view /*text*/) {
  recorded->spoke_before = recorded->spoke_before || recorded->attempts.empty();
}

FullRun run_full_program(MadeUpStack& stack, const Situation& situation) {
  FullRun run;
  char** const words = stack.words() + (stack.word_count() > 0 ? 1 : 0);
  const std::vector<std::string_view> rest(words, stack.words() + stack.word_count());
  const auto line = cli::parse_command_line(rest);
  if (!line || !starts_a_command(*line)) return run;
  recorded = &run;
  current = &situation;
  const Environment environment = Environment::borrow(stack.environment());
  (void)commands::run({*line, stack.words(), words + line->command_begin, environment});
  recorded = nullptr;
  return run;
}

}  // namespace proxyenv::testing

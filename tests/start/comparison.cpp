// SPDX-License-Identifier: Apache-2.0
#include "start/comparison.hpp"

#include <vector>

#include "start/busybox.hpp"
#include "start/full_program.hpp"
#include "start/launch.hpp"
#include "text/display.hpp"

namespace proxyenv::testing {

namespace {

std::vector<Attempt> early_attempts(MadeUpStack& stack, const Situation& situation) {
  std::vector<Attempt> attempts;
  start::launch(
      stack.top(),
      [&](const char* path, char* const* words, char* const* environment) {
        attempts.push_back(attempt_of(path, words, environment));
        return error_of(situation, path);
      },
      start::wget_is_busybox);
  return attempts;
}

std::string bracketed(const Strings& strings) {
  std::string text;
  for (const std::string& one : strings) {
    text.append(" [").append(escape_for_display(one.substr(0, 300))).append("]");
  }
  return text;
}

std::string described(const Attempt& attempt) {
  return "execve " + bracketed({attempt.path}) + " of" + bracketed(attempt.words) + " with" +
         bracketed(attempt.environment);
}

std::string trouble_between(const std::vector<Attempt>& early, const FullRun& full) {
  for (std::size_t i = 0; i < early.size(); ++i) {
    if (i == full.attempts.size()) return "one attempt too many: " + described(early[i]);
    if (early[i] == full.attempts[i]) continue;
    return described(early[i]) + "\ninstead of " + described(full.attempts[i]);
  }
  return !early.empty() && full.spoke_before ? "the full program has something to say" : "";
}

}  // namespace

std::string described(const Situation& situation) {
  return "words" + bracketed(situation.words) + ", environment" + bracketed(situation.environment) +
         ", errors " + std::to_string(situation.errors);
}

Comparison compare(const Situation& situation) {
  MadeUpStack stack(situation);
  const std::vector<std::uint64_t> before = stack.memory();
  const std::vector<Attempt> early = early_attempts(stack, situation);
  Comparison comparison{!early.empty(), false, {}};
  if (stack.memory() != before) {
    comparison.trouble = "the stack is not as it was";
  } else {
    const FullRun full = run_full_program(stack, situation);
    comparison.spoke = full.spoke_before;
    comparison.trouble = trouble_between(early, full);
  }
  return comparison;
}

}  // namespace proxyenv::testing

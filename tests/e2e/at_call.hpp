// SPDX-License-Identifier: Apache-2.0
// Runs a program and stops it at one of its system calls: at each of them, one run after the other.
// Set PROXYENV_EVERY_ERROR=1 for the long form, in which each call fails with each error, and each
// state that a kill leaves is repaired, be it seen before or not. PROXYENV_ERRORS_SEED chooses
// other errors for the short form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "run_program.hpp"

namespace e2e {

struct Stopped {
  Outcome outcome;  // without the line of at_call
  long call = -1;   // the kernel's number of the call; -1: the program ended before it
};

// Runs at_call HOW NUMBER ERROR -- WORDS. `steps`: those of with_state, which come before.
[[nodiscard]] Stopped run_at(std::string_view how, int number, int error, const Words& words,
                             std::string_view input = "", const Words& steps = {});

// Whether the kernel lets programs be stopped here.
[[nodiscard]] bool can_stop_calls(std::string_view what_would_be_tested);

// The errors with which the call of this number fails in a test, at least one.
[[nodiscard]] std::vector<int> errors_at(int number);
[[nodiscard]] bool is_long_form();

// How many lines tell an error. Notes and warnings are none.
[[nodiscard]] int errors_told(const Outcome& outcome);

// A program without memory or thread area does not come to its main(), and the C library ends it in
// its own way if one of these fails.
[[nodiscard]] bool is_call_of_startup(long call);

}  // namespace e2e

// SPDX-License-Identifier: Apache-2.0
#include "at_call.hpp"

#include <sys/syscall.h>

#include <cerrno>
#include <cstdlib>
#include <random>
#include <utility>

#include "privilege.hpp"

namespace e2e {

namespace {

constexpr std::string_view kPrefix = "at_call: ";

// Takes the last line of at_call from the text. Returns the number in it.
long take_number(std::string& text) {
  const std::size_t begin = text.rfind(kPrefix);
  if (begin == std::string::npos) return -1;
  const std::string number = text.substr(begin + kPrefix.size());
  text.resize(begin);
  return number.starts_with("none") ? -1 : std::strtol(number.c_str(), nullptr, 10);
}

}  // namespace

Stopped run_at(std::string_view how, int number, int error, const Words& words,
               std::string_view input, const Words& steps) {
  const Words before =
      steps.empty() ? Words{} : joined({{helper_path("with_state")}, steps, {"--"}});
  Stopped stopped;
  stopped.outcome = run_program({joined({before,
                                         {helper_path("at_call"), std::string(how),
                                          std::to_string(number), std::to_string(error), "--"},
                                         words}),
                                 {},
                                 std::string(input)});
  stopped.call = take_number(stopped.outcome.err);
  return stopped;
}

bool can_stop_calls(std::string_view what_would_be_tested) {
  return was_allowed(run_at("kill", 1, 0, {"/"}).outcome, what_would_be_tested);
}

bool is_long_form() {
  const char* wanted = std::getenv("PROXYENV_EVERY_ERROR");
  return wanted != nullptr && std::string_view(wanted) == "1";
}

std::vector<int> errors_at(int number) {
  const std::vector<int> errors = {EIO, ENOSPC, EACCES, EINTR, ENOMEM};
  if (is_long_form()) return errors;
  const char* wanted = std::getenv("PROXYENV_ERRORS_SEED");
  const unsigned seed = wanted != nullptr ? static_cast<unsigned>(std::atoi(wanted)) : 1;
  std::seed_seq seeds = {seed, static_cast<unsigned>(number)};
  std::mt19937 random(seeds);
  return {errors[random() % errors.size()]};
}

int errors_told(const Outcome& outcome) {
  int errors = 0;
  for (const std::string& line : lines_of(outcome.err)) {
    const bool is_advice =
        line.starts_with("proxyenv: note: ") || line.starts_with("proxyenv: warning: ");
    errors += is_advice ? 0 : 1;
  }
  return errors;
}

bool is_call_of_startup(long call) {
#ifdef SYS_arch_prctl
  if (call == SYS_arch_prctl) return true;
#endif
  return call == SYS_mprotect || call == SYS_brk || call == SYS_mmap;
}

}  // namespace e2e

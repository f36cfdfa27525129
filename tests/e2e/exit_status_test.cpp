// SPDX-License-Identifier: Apache-2.0
// The exit status is that of the command, even after death by a signal. No option or subcommand of
// proxyenv hides a command.
#include <doctest/doctest.h>

#include <csignal>
#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "state_dump.hpp"
#include "words_shown.hpp"

using namespace e2e;

TEST_CASE("all 256 exit codes are the command's") {
  for (int code = 0; code < 256; ++code) {
    const Outcome outcome =
        run_proxyenv({"--", helper_path("finish"), "exit", std::to_string(code)});
    CAPTURE(code);
    CHECK(outcome.exit_status == code);
    CHECK(outcome.err.empty());
  }
}

TEST_CASE("a death by any signal is the command's") {
  // Only signals that end a process by default are used. With the others the test would wait for
  // ever (stop) or show no effect (ignore).
  const auto ends_a_process = [](int signal) {
    switch (signal) {
      case SIGSTOP:
      case SIGTSTP:
      case SIGTTIN:
      case SIGTTOU:
      case SIGCONT:
      case SIGCHLD:
      case SIGURG:
      case SIGWINCH:
        return false;
      default:
        return true;
    }
  };
  for (int signal = 1; signal <= 64; ++signal) {
    if (!ends_a_process(signal)) continue;
    CAPTURE(signal);
    const Words command = {helper_path("finish"), "signal", std::to_string(signal)};
    CHECK(run_program({command, {}, {}}).signal == signal);
    CHECK(run_proxyenv(joined({{"--"}, command})).signal == signal);
  }
}

TEST_CASE("commands may be named like options and subcommands") {
  const ScratchDirectory scratch;
  const Words path = {"PATH=" + scratch.path()};
  for (const std::string name :
       {"-h", "--help", "--version", "--", "-", "-q", "--strict", "--install", "--proxy", "show",
        "run", "help", "dify", "a=b", "=", "PROXYENV_OFF=1", "with blank", "\xff"}) {
    CAPTURE(name);
    scratch.copy(helper_path("dump_state"), name);
    const Outcome outcome = run_proxyenv({"--", name, "-x"}, path);
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(parse_state_dump(outcome.out).argv == Words{name, "-x"});
    CHECK(parse_state_dump(outcome.out).environment == path);
    CHECK(run_proxyenv({"run", "--", name}, path).exit_status == 0);
    CHECK(run_proxyenv({"-q", "--", name}, path).exit_status == 0);
  }
  // Only the very first argument can be a subcommand.
  for (const Words& words :
       {Words{"run", "show"}, Words{"-q", "show"}, Words{"-q", "dify", "x"}, Words{"run", "run"},
        Words{"a=b"}, Words{"run", "a=b"}, Words{"-"}, Words{"-v", "-"}, Words{"with blank"}}) {
    CAPTURE(words[0]);
    const Outcome outcome = run_proxyenv(words, path);
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(contains(outcome.out, "argv: "));
  }
  // It is a subcommand even if PATH holds a program of that name.
  CHECK(!contains(run_proxyenv({"show"}, path).out, "argv: "));
  CHECK(!contains(run_proxyenv({"help"}, path).out, "argv: "));
  CHECK(!contains(run_proxyenv({"--help"}, path).out, "argv: "));
}

TEST_CASE("options end at the first word that is not one") {
  const std::string dump_state = helper_path("dump_state");
  for (const Words& rest : {Words{"-q"}, Words{"--strict", "-v"}, Words{"--"}, Words{"--", "--"},
                            Words{"--help"}, Words{"--proxy=x"}, Words{"--no-such-option"}}) {
    CAPTURE(rest[0]);
    const Outcome outcome = run_proxyenv(joined({{dump_state}, rest}));
    CHECK(outcome.exit_status == 0);
    CHECK(parse_state_dump(outcome.out).argv == joined({{dump_state}, rest}));
  }
}

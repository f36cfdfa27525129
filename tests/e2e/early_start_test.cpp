// SPDX-License-Identifier: Apache-2.0
// The launcher starts a command before its C library begins. Where it does, it makes no system call
// but execve, which a filter of the kernel shows: it kills whatever makes another one. The tests of
// tests/start show that it does the same as the full program.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

const Words kUpper = {"HTTPS_PROXY=http://proxy.test:3128", "NO_PROXY=localhost,.corp"};

Outcome run_with_exec_alone(const Words& words, const Words& environment) {
  return run_with_state({"exec_alone"}, joined({{proxyenv_path()}, words}), environment);
}

}  // namespace

TEST_CASE("in the common case the launcher makes no call but execve") {
  const ScratchDirectory scratch;
  scratch.copy(helper_path("do_nothing"), "command");
  const std::string command = scratch.path("command");
  const std::string path = "PATH=/nonexistent:" + scratch.path();
  struct Row {
    std::string_view what;
    Words words;
    Words environment;
  };
  const Row rows[] = {
      {"no environment", {"--", command}, {}},
      {"without the two dashes", {command, "a", "--b"}, {}},
      {"upper case only", {"--", command}, kUpper},
      {"a search in PATH", {"--", "command"}, joined({kUpper, {path}})},
      {"10,000 entries", {"--", command}, joined({Words(10'000, "GATEWAY_PORT=1"), kUpper})},
      {"a megabyte", {"--", command}, joined({Words(10, std::string(100'000, 'x')), kUpper})},
      {"10,000 words", joined({{"--", command}, Words(10'000, "word")}), kUpper},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Outcome outcome = run_with_exec_alone(row.words, row.environment);
    CHECK_MESSAGE(outcome.exit_status == 0, outcome);
  }
}

TEST_CASE("in every other case the full program decides") {
  const std::string command = helper_path("do_nothing");
  struct Row {
    std::string_view what;
    Words words;
    Words environment;
  };
  const Row rows[] = {
      {"an option", {"-q", "--", command}, {}},
      {"a variable of our own", {"--", command}, {"PROXYENV_OFF=1"}},
      {"something to repair", {"--", command}, {"NO_PROXY=a b"}},
      {"something to say", {"--", command}, {"http_proxy=http://a:1", "HTTP_PROXY=http://b:1"}},
      {"a command that is missing", {"--", "/nonexistent/program"}, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Outcome outcome = run_with_exec_alone(row.words, row.environment);
    CHECK_MESSAGE(outcome.signal == SIGSYS, outcome);
  }
}

TEST_CASE("a command that cannot be started early is started, or explained, by the full program") {
  const ScratchDirectory scratch;
  const std::string script = scratch.write("script", "echo \"$https_proxy $1\"\n", 0755);
  Outcome outcome = run_proxyenv({"--", script, "word"}, kUpper);
  CHECK_MESSAGE(outcome.exit_status == 0, outcome);
  CHECK(outcome.out == "http://proxy.test:3128 word\n");
  CHECK(outcome.err.empty());
  outcome =
      run_proxyenv({"--", "script"}, joined({kUpper, {"PATH=/nonexistent:" + scratch.path()}}));
  CHECK_MESSAGE(outcome.exit_status == 0, outcome);
  outcome = run_proxyenv({"--", "missing"}, joined({kUpper, {"PATH=" + scratch.path()}}));
  CHECK_MESSAGE(outcome.exit_status == 127, outcome);
  CHECK(lines_of(outcome.err).size() == 1);
}

TEST_CASE("small stacks are enough for the early start") {
  // The kernel leaves up to 8 KiB of a stack unused, a different part each time.
  struct Row {
    std::size_t kib;
    Words environment;
  };
  const Words long_list = {kUpper[0], "NO_PROXY=" + std::string(2'900, 'a')};
  const Row rows[] = {{16, {}}, {16, kUpper}, {24, long_list}, {64, long_list}};
  for (const Row& row : rows) {
    CAPTURE(row.kib);
    const std::string bytes = std::to_string(row.kib << 10U);
    const Words steps = {"limit=" + std::to_string(RLIMIT_STACK) + ":" + bytes + ":" + bytes,
                         "exec_alone"};
    for (int i = 0; i < 20; ++i) {
      const Outcome outcome = run_with_state(
          steps, {proxyenv_path(), "--", helper_path("do_nothing")}, row.environment);
      CHECK_MESSAGE(outcome.exit_status == 0, outcome);
    }
  }
}

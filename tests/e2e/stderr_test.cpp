// SPDX-License-Identifier: Apache-2.0
// Messages are optional. A closed, broken or full standard error never prevents the start of the
// command and does not change its SIGPIPE state. No message is written to another file.
#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "state_dump.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

// Two findings, so that there are messages.
const Words kTalkative = {"http_proxy=http://a.test:1", "HTTP_PROXY=http://b.test:1",
                          "https_proxy=", "HTTPS_PROXY=http://c.test:1"};

struct Row {
  std::string_view what;
  Words steps;
};

std::vector<Row> broken_stderrs() {
  return {
      {"closed", {"close=2"}},
      {"closed, as is standard input", {"close=0", "close=2"}},
      {"a pipe whose reader is gone", {"broken_pipe=2"}},
      {"the same with SIGPIPE ignored", {"ignore=13", "broken_pipe=2"}},
      {"the same with SIGPIPE blocked", {"block=13", "broken_pipe=2"}},
      {"a full device", {"open=2:w:/dev/full"}},
      {"open for reading only", {"open=2:r:/dev/null"}},
      {"a directory", {"open=2:r:/"}},
  };
}

}  // namespace

TEST_CASE("a broken standard error never keeps the command from starting") {
  const std::string dump_state = helper_path("dump_state");
  for (const Row& row : broken_stderrs()) {
    CAPTURE(row.what);
    const Outcome without = run_with_state(row.steps, {dump_state}, kTalkative);
    REQUIRE(without.exit_status == 0);
    for (const Words& options : {Words{}, Words{"-v"}, Words{"-q"}}) {
      const Outcome with = run_with_state(
          row.steps, joined({{proxyenv_path()}, options, {"--", dump_state}}), kTalkative);
      CHECK_MESSAGE(with.exit_status == 0, with);
      // This includes signals, dispositions and descriptors.
      CHECK(difference(parse_state_dump(without.out), parse_state_dump(with.out)) == "");
    }
  }
}

TEST_CASE("a broken standard error does not change exit statuses") {
  const ScratchDirectory scratch;
  const std::string plain = scratch.write("plain", "text", 0644);
  struct StatusRow {
    Words words;
    int exit_status;
  };
  const std::vector<StatusRow> rows = {
      {{"--", "/nonexistent/x"}, 127},
      {{"--", plain}, 126},
      {{"--no-such-option"}, 125},
      {{}, 125},
      {{"--strict", "--", helper_path("finish")}, 125},
      {{"show", "--pid", "0"}, 125},
      {{"--install", "/nonexistent/x"}, 125},
      {{"-v", "--", helper_path("finish"), "exit", "9"}, 9},
  };
  for (const Row& broken : broken_stderrs()) {
    CAPTURE(broken.what);
    for (const StatusRow& row : rows) {
      const Outcome outcome =
          run_with_state(broken.steps, joined({{proxyenv_path()}, row.words}), kTalkative);
      CAPTURE(row.exit_status);
      CHECK(outcome.exit_status == row.exit_status);
      CHECK(outcome.signal == 0);
    }
  }
}

TEST_CASE("a message is not written into a file that took the number of standard error") {
  const ScratchDirectory scratch;
  const std::string script = scratch.write("script", "#!/nonexistent/interpreter\n", 0755);
  // To explain the failure, proxyenv opens the script for reading, and it gets the free number. If
  // it were open for writing, the message would be in it.
  const Outcome outcome = run_with_state({"close=0", "close=1", "close=2"},
                                         {proxyenv_path(), "-v", "--", script}, kTalkative);
  CHECK(outcome.exit_status == 126);
  CHECK(read_file(script) == "#!/nonexistent/interpreter\n");

  const std::string installed = scratch.path("installed");
  CHECK(run_with_state({"close=0", "close=1", "close=2"}, {proxyenv_path(), "--install", installed})
            .exit_status == 0);
  CHECK(read_file(installed) == read_file(proxyenv_path()));
}

TEST_CASE("standard output that cannot be written is an error") {
  for (const Words& words :
       {Words{"show"}, Words{"show", "--json"}, Words{"--help"}, Words{"--version"}}) {
    CAPTURE(words[0]);
    const Outcome full =
        run_with_state({"open=1:w:/dev/full"}, joined({{proxyenv_path()}, words}), kTalkative);
    CHECK(full.exit_status == 125);
    CHECK(contains(full.err, "standard output"));
    const Outcome closed =
        run_with_state({"close=1"}, joined({{proxyenv_path()}, words}), kTalkative);
    CHECK(closed.exit_status == 125);
  }
  // For run, only the command decides.
  CHECK(run_with_state({"close=1"}, {proxyenv_path(), "--", helper_path("finish"), "exit", "3"},
                       kTalkative)
            .exit_status == 3);
}

TEST_CASE("each message is one line that begins with the program's name") {
  const Outcome outcome = run_proxyenv({"-v", "--", helper_path("finish")}, kTalkative);
  CHECK(outcome.out.empty());
  REQUIRE(lines_of(outcome.err).size() >= 3);
  for (const std::string& line : lines_of(outcome.err)) {
    CAPTURE(line);
    CHECK(line.starts_with("proxyenv: "));
    CHECK(!contains(line, "\x1b"));
  }
}

// SPDX-License-Identifier: Apache-2.0
// proxyenv-tools provides dify. If it is installed, proxyenv starts it in its
// place; otherwise one line says how to get it.
#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "state_dump.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

const std::array<std::string, 1> kCommands = {"dify"};

}  // namespace

TEST_CASE("without the companion one line says how to get it") {
  const ScratchDirectory scratch;
  const std::string proxyenv = scratch.copy(proxyenv_path(), "proxyenv");
  scratch.make_directory("wrong");
  scratch.make_directory("wrong/proxyenv-tools");
  scratch.make_directory("plain");
  scratch.write("plain/proxyenv-tools", "not executable", 0644);
  const std::array<Words, 5> environments = {
      {{},
       {"PATH="},
       {"PATH=/nonexistent:/bin:/usr/bin"},
       {"PATH=" + scratch.path("wrong") + ":" + scratch.path("plain")},
       {"PATH=/bin", "PROXYENV_QUIET=1"}}};
  for (const std::string& command : kCommands) {
    for (const Words& environment : environments) {
      for (const Words& rest : {Words{}, Words{"--", "x"}, Words{"--help"}, Words{"a", "b"}}) {
        const Outcome outcome = run_program({joined({{proxyenv, command}, rest}), environment, {}});
        CAPTURE(command);
        INFO(outcome);
        CHECK(outcome.exit_status == 125);
        CHECK(outcome.out.empty());
        CHECK(lines_of(outcome.err).size() == 1);
        CHECK(contains(outcome.err, "`" + command + "`"));
        CHECK(contains(outcome.err, "proxyenv-tools"));
        CHECK(contains(outcome.err, "--"));
      }
    }
  }
}

TEST_CASE("the companion is found beside the program first and then in PATH") {
  const ScratchDirectory scratch;
  scratch.make_directory("alone");
  scratch.make_directory("both");
  scratch.make_directory("path");
  scratch.make_directory("links");
  const std::string alone = scratch.copy(proxyenv_path(), "alone/proxyenv");
  const std::string both = scratch.copy(proxyenv_path(), "both/proxyenv");
  const std::string beside = scratch.copy(helper_path("dump_state"), "both/proxyenv-tools");
  const std::string in_path = scratch.copy(helper_path("dump_state"), "path/proxyenv-tools");
  const std::string link = scratch.path("links/proxyenv");
  std::filesystem::create_symlink(both, link);
  const std::string path = "PATH=/nonexistent:" + scratch.path("path");
  struct Row {
    std::string_view what;
    std::string program;
    Words environment;
    std::string executed;
  };
  const std::array<Row, 5> rows = {{
      {"in PATH", alone, {path}, in_path},
      {"beside, no PATH", both, {}, beside},
      {"beside wins", both, {path}, beside},
      {"beside what a link points to", link, {}, beside},
      {"the first that is one",
       alone,
       {"PATH=" + scratch.path("alone") + ":" + scratch.path("both")},
       beside},
  }};
  for (const Row& row : rows) {
    for (const std::string& command : kCommands) {
      CAPTURE(row.what);
      const Words rest = {"--json", "--", "a b", "", "-v"};
      const Outcome outcome =
          run_program({joined({{row.program, command}, rest}), row.environment, {}});
      INFO(outcome);
      CHECK(outcome.exit_status == 0);
      const StateDump dump = parse_state_dump(outcome.out);
      CHECK(dump.pid == outcome.pid);
      CHECK(dump.value("executed file") == row.executed);
      REQUIRE(!dump.argv.empty());
      CHECK(Words(dump.argv.begin() + 1, dump.argv.end()) == joined({{command}, rest}));
      CHECK(dump.environment == row.environment);
    }
  }
}

TEST_CASE("the companion sees the environment as it is") {
  const ScratchDirectory scratch;
  const std::string proxyenv = scratch.copy(proxyenv_path(), "proxyenv");
  scratch.copy(helper_path("dump_state"), "proxyenv-tools");
  const Words environment = {"HTTPS_PROXY=http://proxy.test:3128",
                             "PROXYENV_PREFER=upper",
                             "",
                             "PROXYENV_OFF=1",
                             "https_proxy=",
                             "NOEQUALS"};
  const Outcome outcome = run_program({{proxyenv, "dify", "https://a.test"}, environment, {}});
  CHECK(parse_state_dump(outcome.out).environment == environment);
}

TEST_CASE("the companion that is shipped is one that can be executed") {
  const ScratchDirectory scratch;
  const std::string proxyenv = scratch.copy(proxyenv_path(), "proxyenv");
  scratch.copy(companion_path(), "proxyenv-tools");
  const Outcome version = run_program({{scratch.path("proxyenv-tools"), "--version"}, {}, {}});
  CHECK(version.exit_status == 0);
  CHECK(version.out.starts_with("proxyenv-tools "));
  const Outcome outcome = run_program({{proxyenv, "dify"}, {}, {}});
  CHECK(outcome.exit_status >= 0);
  CHECK(!contains(outcome.err, "neither beside"));
}

TEST_CASE("a companion that cannot be executed is an own failure") {
  const ScratchDirectory scratch;
  const std::string proxyenv = scratch.copy(proxyenv_path(), "proxyenv");
  scratch.write("proxyenv-tools", "#!/nonexistent/interpreter\n", 0755);
  const Outcome outcome = run_program({{proxyenv, "dify", "x"}, {}, {}});
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(lines_of(outcome.err).size() == 1);
  CHECK(contains(outcome.err, "/nonexistent/interpreter"));
}

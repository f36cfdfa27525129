// SPDX-License-Identifier: Apache-2.0
// Options and PROXYENV_* variables: each has the same effect in both forms, and the command line
// overrides variables.
#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "state_dump.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

const Words kConflict = {"http_proxy=http://lower.test:1", "HTTP_PROXY=http://upper.test:2"};

struct OptionRow {
  std::string_view option;
  std::string_view value;  // empty: a flag
  std::string_view variable;
  Words environment;       // in which the option has an effect
  std::string_view other;  // another value, to test which one wins
};

const std::vector<OptionRow>& option_rows() {
  static const std::vector<OptionRow> rows = {
      {"--proxy", "http://p.test:1", "PROXYENV_PROXY", {"A=1"}, "http://q.test:2"},
      {"--exempt",
       "x.test,@loopback",
       "PROXYENV_EXEMPT",
       {"HTTPS_PROXY=http://p.test:1", "NO_PROXY=a.test"},
       "@private"},
      {"--only",
       "https,no",
       "PROXYENV_ONLY",
       {"HTTP_PROXY=http://p.test:1", "HTTPS_PROXY=http://p.test:1", "NO_PROXY=a"},
       "http"},
      {"--prefer", "upper", "PROXYENV_PREFER", kConflict, "lower"},
      {"--prefer", "lower", "PROXYENV_PREFER", kConflict, "upper"},
      {"--empty",
       "keep",
       "PROXYENV_EMPTY",
       {"https_proxy=", "HTTPS_PROXY=http://p.test:1"},
       "fill"},
      {"--repair", "off", "PROXYENV_REPAIR", {"http_proxy='http://p.test:1'"}, "on"},
      {"--loopback-proxy",
       "gw.test",
       "PROXYENV_LOOPBACK_PROXY",
       {"HTTPS_PROXY=http://localhost:1"},
       "fd00::1"},
      {"--also", "java", "PROXYENV_ALSO", {"HTTPS_PROXY=http://p.test:1"}, "node"},
      {"--strict", "", "PROXYENV_STRICT", kConflict, "0"},
      {"--quiet", "", "PROXYENV_QUIET", kConflict, "0"},
      {"-q", "", "PROXYENV_QUIET", kConflict, "0"},
      {"--verbose", "", "PROXYENV_VERBOSE", {"HTTPS_PROXY=http://p.test:1"}, "0"},
      {"-v", "", "PROXYENV_VERBOSE", {"HTTPS_PROXY=http://p.test:1"}, "no"},
  };
  return rows;
}

// The visible results of a run: the child's environment, the messages, the status.
struct Seen {
  int exit_status;
  std::string err;
  Words environment;
  friend bool operator==(const Seen&, const Seen&) = default;
};

Seen see(const Words& options, const Words& environment) {
  const Outcome outcome =
      run_proxyenv(joined({options, {"--", helper_path("dump_state")}}), environment);
  return {outcome.exit_status, outcome.err, parse_state_dump(outcome.out).environment};
}

std::string entry(std::string_view variable, std::string_view value) {
  return std::string(variable).append("=").append(value);
}

}  // namespace

TEST_CASE("every variable works like its option") {
  for (const OptionRow& row : option_rows()) {
    CAPTURE(row.option);
    CAPTURE(row.value);
    const bool is_flag = row.value.empty();
    const std::string option(row.option);
    const std::string value(row.value);
    const Seen without = see({}, row.environment);
    const Seen by_option = see(is_flag ? Words{option} : Words{option, value}, row.environment);
    const Words given = joined({{entry(row.variable, is_flag ? "1" : value)}, row.environment});
    const Seen by_variable = see({}, given);
    CHECK(by_option != without);
    CHECK(by_variable == by_option);
    CHECK(see({"run"}, given) == by_option);
    if (!is_flag) CHECK(see({option + "=" + value}, row.environment) == by_option);
    // Empty counts as unset.
    CHECK(see({}, joined({{entry(row.variable, "")}, row.environment})) == without);
    // Both entries of a repeated name are removed.
    CHECK(see({}, joined({given, {entry(row.variable, row.other)}})) == by_option);
  }
}

TEST_CASE("the command line wins over the environment") {
  for (const OptionRow& row : option_rows()) {
    CAPTURE(row.option);
    CAPTURE(row.value);
    const Words words = row.value.empty() ? Words{std::string(row.option)}
                                          : Words{std::string(row.option), std::string(row.value)};
    const Seen by_option = see(words, row.environment);
    CHECK(see(words, joined({{entry(row.variable, row.other)}, row.environment})) == by_option);
  }
}

TEST_CASE("only the names of the option table are taken out of the environment") {
  const Words own = {
      "PROXYENV_PROXY=",   "PROXYENV_EXEMPT=", "PROXYENV_ONLY=",   "PROXYENV_PREFER=",
      "PROXYENV_EMPTY=",   "PROXYENV_REPAIR=", "PROXYENV_STRICT=", "PROXYENV_QUIET=",
      "PROXYENV_VERBOSE=", "PROXYENV_OFF="};
  const Words others = {"PROXYENV_SERVICE_HOST=10.0.0.1",
                        "PROXYENV_SERVICE_PORT=80",
                        "PROXYENV_PORT=tcp://10.0.0.1:80",
                        "PROXYENV_PID=1",
                        "PROXYENV_JSON=1",
                        "PROXYENV_INSTALL=/x",
                        "PROXYENV_HELP=1",
                        "PROXYENV_VERSION=1",
                        "PROXYENV_ENV_FILE=/x",
                        "PROXYENV_RUN=x",
                        "proxyenv_quiet=1"};
  CHECK(see({}, joined({own, others})).environment == others);
  CHECK(see({}, joined({others, own})).environment == others);
}

TEST_CASE("short options can be joined and long ones take their value either way") {
  const std::string finish = helper_path("finish");
  for (const Words& words :
       {Words{"-qv", "--", finish}, Words{"-vq", finish}, Words{"-q", "-v", finish},
        Words{"--proxy", "http://p.test:1", finish}, Words{"--proxy=http://p.test:1", finish},
        Words{"--exempt", "a.test", "--exempt=b.test", "--", finish},
        Words{"--strict", "--strict", "--", finish}, Words{"run", "-q", finish}}) {
    CAPTURE(words[0]);
    const Outcome outcome = run_proxyenv(words);
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
  }
}

TEST_CASE("strict refuses while a warning or worse remains") {
  struct Row {
    std::string_view what;
    Words options;
    Words environment;
    bool starts;
  };
  const std::array<Row, 15> rows = {{
      {"nothing", {}, {}, true},
      {"something to add", {}, {"HTTPS_PROXY=http://p.test:1"}, true},
      {"a conflict", {}, kConflict, false},
      {"a conflict that is decided",
       {"--prefer", "lower"},
       {"https_proxy=http://a.test:1", "HTTPS_PROXY=http://b.test:1", "no_proxy=localhost"},
       true},
      {"gRPC would ask the proxy for loopback", {}, {"https_proxy=http://a.test:1"}, false},
      {"a proxy for http and none for https", {}, {"HTTP_PROXY=http://p.test:1"}, false},
      {"a conflict that is only quiet", {"-q"}, kConflict, false},
      {"a value that was repaired", {}, {"https_proxy='http://p.test:1'"}, true},
      {"a repair that is off", {"--repair", "off"}, {"http_proxy='http://p.test:1'"}, false},
      {"a value beyond repair", {}, {"http_proxy=http://p.test:port"}, false},
      {"no host", {}, {"https_proxy=http://"}, false},
      {"an empty spelling that was filled",
       {},
       {"https_proxy=", "HTTPS_PROXY=http://p.test:1"},
       true},
      {"a list of everything",
       {},
       {"https_proxy=http://p.test:1", "HTTPS_PROXY=http://p.test:1", "NO_PROXY=*"},
       true},
      {"a proxy that is not copied", {}, {"HTTPS_PROXY=http://p.test:1", "NO_PROXY=*"}, false},
      {"no port", {}, {"http_proxy=http://p.test"}, false},
  }};
  const Words command = {"--", helper_path("finish"), "exit", "7"};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Outcome strict =
        run_proxyenv(joined({{"--strict"}, row.options, command}), row.environment);
    INFO(strict);
    CHECK(strict.exit_status == (row.starts ? 7 : 125));
    // A refusal always prints its reason, even with -q.
    if (!row.starts) CHECK(lines_of(strict.err).size() >= 2);
    CHECK(run_proxyenv(joined({row.options, command}), row.environment).exit_status == 7);
  }
}

TEST_CASE("findings are one line each and quiet silences them") {
  struct Row {
    std::string_view what;
    Words environment;
    std::string_view name;
  };
  const std::array<Row, 6> rows = {{
      {"a conflict", kConflict, "case_conflict"},
      {"one name twice",
       {"http_proxy=http://a.test:1", "http_proxy=http://b.test:1"},
       "duplicate_conflict"},
      {"an empty spelling filled", {"http_proxy=", "HTTP_PROXY=http://p.test:1"}, "empty_filled"},
      {"beyond repair",
       {"http_proxy=http://p.test:port", "HTTP_PROXY=http://p.test:port"},
       "bad_port"},
      {"no host", {"all_proxy=socks5://:1080"}, "no_host"},
      {"quotes without a partner", {"http_proxy=\"http://p.test:1"}, "unbalanced_quotes"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Outcome outcome = run_proxyenv({"--", helper_path("finish")}, row.environment);
    INFO(outcome);
    CHECK(contains(outcome.err, row.name));
    CHECK(lines_of(outcome.err).size() <= 2);
    CHECK(run_proxyenv({"-q", "--", helper_path("finish")}, row.environment).err.empty());
  }
}

TEST_CASE("verbose tells every change") {
  const Outcome outcome = run_proxyenv(
      {"-v", "--", helper_path("finish")},
      {"HTTPS_PROXY=http://p.test:1", "no_proxy=a.test b.test", "http_proxy=\"http://p.test:1\""});
  INFO(outcome);
  for (const std::string_view variable :
       {"http_proxy", "HTTP_PROXY", "https_proxy", "grpc_proxy", "no_proxy", "NO_PROXY"}) {
    CAPTURE(variable);
    CHECK(contains(outcome.err, "set " + std::string(variable) + " "));
  }
  CHECK(run_proxyenv({"-v", "--", helper_path("finish")}).err ==
        "proxyenv: no proxy variable is set, and none is added\n");
}

TEST_CASE("help is printed where it is asked for, and each command has its own") {
  const Outcome overview = run_proxyenv({"--help"});
  CHECK(overview.exit_status == 0);
  CHECK(overview.err.empty());
  for (const std::string_view word :
       {"run", "show", "check", "explain", "dify", "help COMMAND", "125", "126", "127"}) {
    CAPTURE(word);
    CHECK(contains(overview.out, word));
  }
  for (const Words& words : {Words{"-h"}, Words{"help"}, Words{"help", "help"}, Words{"-qh"}}) {
    CHECK(run_proxyenv(words).out == overview.out);
  }
  for (const std::string command : {"run", "show", "check", "explain"}) {
    CAPTURE(command);
    const Outcome help = run_proxyenv({"help", command});
    INFO(help);
    CHECK(help.exit_status == 0);
    CHECK(help.err.empty());
    CHECK(help.out.starts_with("proxyenv " + command + ": "));
    CHECK(run_proxyenv({command, "--help"}).out == help.out);
    CHECK(run_proxyenv({command, "-h"}).out == help.out);
  }
  for (const Words& words : {Words{"help", "chek"}, Words{"help", "show", "check"}}) {
    const Outcome refused = run_proxyenv(words);
    CHECK(refused.exit_status == 125);
    CHECK(refused.out.empty());
    CHECK(lines_of(refused.err).size() == 1);
  }
  CHECK(contains(run_proxyenv({"help", "chek"}).err, "did you mean check?"));
}

TEST_CASE("proxyenv alone says on standard error how to give a command") {
  const Outcome alone = run_proxyenv({});
  INFO(alone);
  CHECK(alone.exit_status == 125);
  CHECK(alone.out.empty());
  CHECK(alone.err == "proxyenv: no command given\n\n" + run_proxyenv({"help"}).out);
  // With options or behind `run` it is a mistake in a longer line, which one line tells.
  for (const Words& words : {Words{"run"}, Words{"--"}, Words{"-q"}, Words{"run", "--"}}) {
    const Outcome outcome = run_proxyenv(words);
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(lines_of(outcome.err).size() == 1);
  }
}

TEST_CASE("a mistyped subcommand runs as a command, and says what may be meant if there is none") {
  const ScratchDirectory scratch;
  const Words path = {"PATH=" + scratch.path()};
  const Outcome missing = run_proxyenv({"chek"}, path);
  INFO(missing);
  CHECK(missing.exit_status == 127);
  CHECK(contains(missing.err, "did you mean the subcommand check?"));
  CHECK(lines_of(missing.err).size() == 1);
  for (const Words& words : {Words{"--", "chek"}, Words{"run", "chek"}, Words{"-q", "chek"},
                             Words{"./chek"}, Words{"sh"}}) {
    CHECK(!contains(run_proxyenv(words, path).err, "did you mean"));
  }
  scratch.copy(helper_path("finish"), "chek");
  CHECK(run_proxyenv({"chek", "exit", "7"}, path).exit_status == 7);
}

TEST_CASE("metadata of a cloud that comes to the proxy is told, and @metadata exempts it") {
  struct Row {
    Words options;
    Words environment;
    bool is_told;
  };
  const Words upper = {"HTTP_PROXY=http://p.test:1", "NO_PROXY=localhost,127.0.0.1"};
  const std::vector<Row> rows = {
      {{}, upper, true},
      {{"--exempt", "@metadata"}, upper, false},
      {{}, {upper[0], upper[1] + ",169.254.169.254"}, false},
      {{}, {upper[0], upper[1] + ",169.254.0.0/16"}, false},
      {{}, {upper[0], upper[1] + ";169.254.169.254;<local>"}, true},
      {{}, {"HTTPS_PROXY=http://p.test:1", upper[1]}, false},
  };
  for (const Row& row : rows) {
    for (const Words& command : {Words{"run", "-v"}, Words{"show"}}) {
      const Words rest = command.front() == "run" ? Words{"--", "true"} : Words{};
      const Outcome outcome = run_proxyenv(joined({command, row.options, rest}),
                                           joined({row.environment, {"PATH=/bin"}}));
      INFO(outcome);
      CHECK(outcome.exit_status == 0);
      CHECK(contains(outcome.out + outcome.err, "note: metadata_not_exempt: ") == row.is_told);
    }
  }
  const Outcome plan = run_proxyenv({"show", "--exempt", "@metadata", "--output", "env"}, upper);
  for (const std::string_view host : {"169.254.169.254", "169.254.170.2", "169.254.170.23",
                                      "metadata.google.internal", "100.100.100.200"}) {
    CAPTURE(host);
    CHECK(contains(plan.out, host));
  }
}

// SPDX-License-Identifier: Apache-2.0
// run is transparent, as DESIGN.md promises: a program that is started through proxyenv has the
// same state as without it. Each row is run both ways and the dumps are compared.
#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "state_dump.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

// The result must not depend on the work of proxyenv: no change, additions, or also a message.
struct Work {
  std::string_view what;
  Words environment;
};

const std::array<Work, 4> kWorks = {{
    {"nothing to do", {"A=1"}},
    {"variables to add", {"A=1", "HTTPS_PROXY=http://proxy.test:3128", "NO_PROXY=a.test"}},
    {"a conflict to report",
     {"HTTPS_PROXY=http://upper.test:3128", "https_proxy=http://lower.test:3128"}},
    {"switched off", {"HTTPS_PROXY=http://proxy.test:3128", "PROXYENV_OFF=1"}},
}};

void check_same_state(const Words& steps) {
  const std::string dump_state = helper_path("dump_state");
  for (const Work& work : kWorks) {
    CAPTURE(work.what);
    const Outcome without = run_with_state(steps, {dump_state, "word"}, work.environment);
    const Outcome with =
        run_with_state(steps, {proxyenv_path(), "--", dump_state, "word"}, work.environment);
    REQUIRE_MESSAGE(without.exit_status == 0, without);
    REQUIRE_MESSAGE(with.exit_status == 0, with);
    const StateDump expected = parse_state_dump(without.out);
    const StateDump got = parse_state_dump(with.out);
    CHECK(difference(expected, got) == "");
    CHECK(got.argv == expected.argv);
    CHECK(got.pid == with.pid);
  }
}

struct StateRow {
  std::string_view what;
  Words steps;
};

void check_rows(const std::vector<StateRow>& rows) {
  for (const StateRow& row : rows) {
    CAPTURE(row.what);
    check_same_state(row.steps);
  }
}

Outcome dump_with(const Words& environment) {
  return run_proxyenv({"--", helper_path("dump_state")}, environment);
}

}  // namespace

TEST_CASE("run keeps the PID and leaves no process behind") {
  const Outcome outcome = run_proxyenv({"--", helper_path("dump_state")});
  CHECK(parse_state_dump(outcome.out).pid == outcome.pid);
  CHECK(run_proxyenv({"--", helper_path("finish"), "children"}).out == "none\n");
  // An existing child remains, because proxyenv does not wait for it.
  CHECK(
      run_with_state({"zombie"}, {proxyenv_path(), "--", helper_path("finish"), "children"}).out ==
      "some\n");
}

TEST_CASE("run keeps signal masks, pending and ignored signals") {
  check_rows({
      {"none", {}},
      {"ignored: SIGPIPE", {"ignore=13"}},
      {"ignored: SIGHUP as under nohup", {"ignore=1"}},
      {"ignored: SIGCHLD", {"ignore=17"}},
      {"ignored: many, real-time signals too", {"ignore=1,2,3,10,12,13,14,15,17,20,21,22,34,64"}},
      {"blocked: one", {"block=15"}},
      {"blocked: SIGPIPE", {"block=13"}},
      {"blocked: many, real-time signals too", {"block=1,2,3,10,12,13,14,15,17,28,34,35,64"}},
      {"blocked and pending", {"block=10,13", "raise=10"}},
      {"a pending SIGPIPE stays pending", {"block=13", "raise=13"}},
      {"blocked and ignored", {"block=13,15", "ignore=13,15"}},
  });
}

TEST_CASE("run keeps the descriptor table") {
  const ScratchDirectory scratch;
  const std::string file = scratch.write("file", "content");
  check_rows({
      {"three", {}},
      {"one more", {"open=3:r:" + file}},
      {"many, with gaps", {"open=5:r:" + file, "open=17:rwa:" + file, "open=1000:w:/dev/null"}},
      {"a pipe with both ends", {"pipe=4:7"}},
      {"non-blocking", {"open=3:rn:/dev/null"}},
      {"no standard input", {"close=0"}},
      {"no standard error", {"close=2"}},
      {"neither", {"close=0", "close=2"}},
      {"low gaps", {"close=0", "close=2", "open=9:r:" + file}},
      {"standard input is a directory", {"open=0:r:" + scratch.path()}},
      {"standard input is a file, not read", {"open=0:r:" + file}},
  });
}

TEST_CASE("run keeps directory and umask and limits") {
  const ScratchDirectory scratch;
  check_rows({
      {"directory", {"directory=" + scratch.path()}},
      {"umask 0", {"umask=0"}},
      {"umask 0777", {"umask=777"}},
      {"open files", {"limit=7:64:128"}},
      {"core", {"limit=4:0:0"}},
      {"stack", {"limit=3:1048576:4194304"}},
      {"a small stack", {"limit=3:131072:131072"}},
      {"CPU time", {"limit=0:100:200"}},
      {"file size of nothing", {"limit=1:1048576:1048576"}},
      {"little memory", {"limit=9:67108864:67108864"}},
      {"little data", {"limit=2:16777216:16777216"}},
  });
}

TEST_CASE("run keeps session and process group and controlling terminal") {
  check_rows({
      {"the caller's", {}},
      {"a group of its own", {"group"}},
      {"a session of its own", {"session"}},
      {"a terminal as standard input", {"terminal=0"}},
      {"a terminal as standard error", {"terminal=2"}},
  });
}

TEST_CASE("run keeps priority and alarm and process attributes") {
  check_rows({
      {"nice", {"nice=5"}},
      {"an alarm that is set", {"alarm=1000"}},
      {"a death signal", {"death_signal=10"}},
      {"a subreaper", {"subreaper"}},
      {"a seccomp filter", {"no_network"}},
  });
}

TEST_CASE("run passes all other entries on byte for byte and in order") {
  struct Row {
    std::string_view what;
    Words environment;
  };
  const std::string long_value(100'000, 'v');
  const std::array<Row, 14> rows = {{
      {"no entry at all", {}},
      {"in order", {"Z=1", "A=2", "M=3"}},
      {"the same name twice, the same value", {"A=1", "A=1"}},
      {"the same name three times", {"A=1", "B=2", "A=3", "A=1"}},
      {"an empty entry", {"A=1", "", "B=2"}},
      {"nothing but empty entries", {"", "", ""}},
      {"entries without =", {"NOEQUALS", "A=1", "another"}},
      {"entries without a name", {"=", "=value", "==", "A=1"}},
      {"dotted and odd names",
       {"a.b.c=1", "a-b=2", "1=3", " =4", "a b=5", "BASH_FUNC_f%%=() { :; }"}},
      {"bytes that are not UTF-8", {"\xff\xfe=\x80\x81", "LATIN=caf\xe9", "A=\xc3"}},
      {"control characters", {"A=\x01\x1b[31m\x7f", "B=line\nbreak\r\n\ttab", "C\n=1"}},
      {"a long value", {"LONG=" + long_value, "A=1"}},
      {"names that only begin like a proxy variable",
       {"https_proxy_x=1", "HTTPS_PROXYX=2", "xhttps_proxy=3", "Https_Proxy=4", "proxy=5",
        "PROXY=6", "SOCKS_PROXY=7", "no_proxy_x=8", "https_proxy", "NO_PROXY"}},
      {"names that only begin like one of ours",
       {"PROXYENV=1", "PROXYENV_=2", "PROXYENV_PROXYX=3", "proxyenv_off=4", "XPROXYENV_OFF=1",
        "PROXYENV_OFF", "PROXYENV_SERVICE_HOST=10.0.0.1", "PROXYENV_PORT=tcp://10.0.0.1:80",
        "PROXYENV_PORT_80_TCP_ADDR=10.0.0.1"}},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Outcome outcome = dump_with(row.environment);
    INFO(outcome);
    CHECK(parse_state_dump(outcome.out).environment == row.environment);
    CHECK(outcome.err.empty());

    // With additions, the other entries stay in place, and the additions follow them.
    const Words variable = {"HTTPS_PROXY=http://proxy.test:3128"};
    for (const Words& given :
         {joined({variable, row.environment}), joined({row.environment, variable})}) {
      const Words expected =
          joined({given,
                  {"https_proxy=http://proxy.test:3128", "grpc_proxy=http://proxy.test:3128",
                   "no_grpc_proxy=localhost,127.0.0.1"}});
      CHECK(parse_state_dump(dump_with(given).out).environment == expected);
    }
  }
}

TEST_CASE("run changes an entry where it stands") {
  const Outcome outcome =
      dump_with({"A=1", "http_proxy=", "B=2", "HTTP_PROXY='http://proxy.test:3128'",
                 "no_proxy=a.test b.test", "", "C=3"});
  const Words expected = {"A=1",
                          "http_proxy=http://proxy.test:3128",
                          "B=2",
                          "HTTP_PROXY=http://proxy.test:3128",
                          "no_proxy=a.test,b.test",
                          "",
                          "C=3"};
  const Words got = parse_state_dump(outcome.out).environment;
  REQUIRE(got.size() >= expected.size());
  CHECK(Words(got.begin(), got.begin() + static_cast<std::ptrdiff_t>(expected.size())) == expected);
}

TEST_CASE("run passes the words of the command on as they are") {
  const ScratchDirectory scratch;
  scratch.copy(helper_path("dump_state"), "dump");
  const std::string file = scratch.path("dump");
  const std::string long_word(131'000, 'w');
  const Words path = {"PATH=" + scratch.path()};
  const std::array<Words, 9> rows = {{
      {file},
      {"dump"},
      {file, ""},
      {file, "", "", ""},
      {"dump", "--", "-v", "--proxy", "x", "-"},
      {"dump", "a b", " ", "\t\n", "'", "\"", "$HOME", "*", "\\"},
      {"dump", "\xff\xfe", "\x1b[0m", "a=b", "="},
      {"dump", long_word},
      joined({{"dump"}, Words(10'000, "word")}),
  }};
  for (const Words& row : rows) {
    CAPTURE(row.size());
    const Outcome outcome = run_proxyenv(joined({{"--"}, row}), path);
    CHECK(outcome.exit_status == 0);
    CHECK(parse_state_dump(outcome.out).argv == row);
  }
  // argv[0] also stays as given for a relative path, and for a relative element of PATH.
  const std::string parent = scratch.path().substr(0, scratch.path().rfind('/'));
  const std::string relative = scratch.path().substr(parent.size() + 1) + "/dump";
  const Words steps = {"directory=" + parent};
  Outcome outcome = run_with_state(steps, {proxyenv_path(), "--", relative});
  CHECK(parse_state_dump(outcome.out).argv == Words{relative});
  CHECK(parse_state_dump(outcome.out).value("executed file") == relative);
  outcome =
      run_with_state({"directory=" + scratch.path()}, {proxyenv_path(), "--", "dump"}, {"PATH="});
  CHECK(parse_state_dump(outcome.out).argv == Words{"dump"});
}

TEST_CASE("run does not care under which name it was started") {
  const std::string dump_state = helper_path("dump_state");
  for (const std::string name : {"", "-", "sh", "show", "--help", "-q", "\xff"}) {
    CAPTURE(name);
    const Outcome outcome = run_with_state({"argv0=" + name}, {proxyenv_path(), "--", dump_state});
    CHECK(outcome.exit_status == 0);
    CHECK(parse_state_dump(outcome.out).argv == Words{dump_state});
  }
  // An empty argv, without even a name, is an error and causes no crash.
  const Outcome outcome = run_with_state({"no_argv"}, {proxyenv_path()});
  CHECK(outcome.exit_status == 125);
}

TEST_CASE("run is silent where nothing needs to be said") {
  for (const Words& environment :
       {Words{}, Words{"HTTPS_PROXY=http://proxy.test:3128"},
        Words{"http_proxy=http://proxy.test:3128", "HTTP_PROXY=http://proxy.test:3128",
              "NO_PROXY=localhost, b.test,"}}) {
    const Outcome outcome = run_proxyenv({"--", helper_path("finish")}, environment);
    CHECK(outcome.exit_status == 0);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.empty());
  }
}

TEST_CASE("PROXYENV_OFF is a bare exec") {
  const Words environment = {"A=1",
                             "HTTPS_PROXY=\"http://u:p@proxy.test:3128\"",
                             "https_proxy=",
                             "PROXYENV_OFF=1",
                             "PROXYENV_PREFER=nonsense",
                             "PROXYENV_PROXY=http://proxy.test:1",
                             "PROXYENV_STRICT=1",
                             "PROXYENV_VERBOSE=1",
                             "PROXYENV_SERVICE_HOST=10.0.0.1",
                             "",
                             "NO_PROXY=a b,,*",
                             "http_proxy=http://a.test:1",
                             "HTTP_PROXY=http://b.test:1"};
  for (const std::string_view value : {"1", "true", "yes", "on"}) {
    CAPTURE(value);
    Words given = environment;
    given[3] = "PROXYENV_OFF=" + std::string(value);
    const Outcome outcome = dump_with(given);
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(outcome.err.empty());
    CHECK(parse_state_dump(outcome.out).environment == given);
  }
  for (const std::string_view value : {"", "0", "false", "no", "off"}) {
    CAPTURE(value);
    const Outcome outcome =
        dump_with({"HTTPS_PROXY=http://proxy.test:3128", "PROXYENV_OFF=" + std::string(value)});
    CHECK(parse_state_dump(outcome.out).environment ==
          Words{"HTTPS_PROXY=http://proxy.test:3128", "https_proxy=http://proxy.test:3128",
                "grpc_proxy=http://proxy.test:3128", "no_grpc_proxy=localhost,127.0.0.1"});
  }
}

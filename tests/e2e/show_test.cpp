// SPDX-License-Identifier: Apache-2.0
// show prints the plan for an environment: its own, that of another process, or one in a file.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/json.hpp>
#include <csignal>
#include <ostream>
#include <string>
#include <string_view>

#include "privilege.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "sleeper.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

const Words kEnvironment = {"HTTPS_PROXY=http://user:secret@proxy.test:3128",
                            "NO_PROXY=a.test,b.test", "http_proxy=http://l.test:1",
                            "HTTP_PROXY=http://u.test:2"};

std::string as_lines(const Words& entries) {
  std::string text;
  for (const std::string& entry : entries) text.append(entry).append("\n");
  return text;
}

std::string as_block(const Words& entries) {
  std::string text;
  for (const std::string& entry : entries) text.append(entry).append(1, '\0');
  return text;
}

}  // namespace

TEST_CASE("show prints a table of the plan and then the findings") {
  const Outcome outcome = run_proxyenv({"show"}, kEnvironment);
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(outcome.err.empty());
  for (const std::string_view part :
       {"VARIABLE", "BEFORE", "AFTER", "REASON", "http_proxy", "HTTP_PROXY", "https_proxy",
        "HTTPS_PROXY", "grpc_proxy", "no_proxy", "NO_PROXY", "http://***@proxy.test:3128",
        "a.test,b.test", "case_conflict"}) {
    CAPTURE(part);
    CHECK(contains(outcome.out, part));
  }
  CHECK(!contains(outcome.out, "secret"));
  const Outcome empty = run_proxyenv({"show"});
  CHECK(empty.exit_status == 0);
  CHECK(lines_of(empty.out).size() == 1);
}

TEST_CASE("show prints JSON with the fields that are promised") {
  const Outcome outcome = run_proxyenv({"show", "--json"}, kEnvironment);
  CHECK(outcome.exit_status == 0);
  CHECK(outcome.err.empty());
  const auto document = boost::json::parse(outcome.out).as_object();
  CHECK(document.at("schema") == 1);
  const auto& changes = document.at("changes").as_array();
  CHECK(changes.size() >= 7);
  for (const auto& change : changes) {
    for (const std::string_view field :
         {"variable", "family", "action", "before", "after", "reason", "detail"}) {
      CAPTURE(field);
      CHECK(change.as_object().contains(field));
    }
    if (change.at("variable") == "https_proxy") {
      CHECK(change.at("action") == "set");
      CHECK(change.at("before").is_null());
      CHECK(change.at("after") == "http://***@proxy.test:3128");
      CHECK(change.at("reason") == "missing_spelling");
      CHECK(change.at("family") == "https");
    }
    if (change.at("variable") == "http_proxy") CHECK(change.at("reason") == "spellings_conflict");
  }
  CHECK(boost::json::parse(run_proxyenv({"show", "--json"}).out).at("changes").as_array().empty());
}

TEST_CASE("show says the same of the own environment and a file and a process") {
  const ScratchDirectory scratch;
  const Sleeper sleeper(kEnvironment);
  const std::string lines = scratch.write("lines", as_lines(kEnvironment));
  const std::string block = scratch.write("block", as_block(kEnvironment));
  const std::string live = "/proc/" + sleeper.pid() + "/environ";
  const std::string dressed =
      scratch.write("dressed", "\xef\xbb\xbf# a comment\n\n  " + as_lines(kEnvironment) + "   \n#");
  for (const Words& form : {Words{}, Words{"--json"}}) {
    const std::string expected = run_proxyenv(joined({{"show"}, form}), kEnvironment).out;
    for (const Words& source :
         {Words{"--pid", sleeper.pid()}, Words{"--pid=" + sleeper.pid()},
          Words{"--env-file", lines}, Words{"--env-file=" + lines}, Words{"--env-file", block},
          Words{"--env-file", live}, Words{"--env-file", dressed}}) {
      CAPTURE(source[0]);
      // The caller's own variables have no effect then.
      const Outcome outcome =
          run_proxyenv(joined({{"show"}, source, form}), {"ftp_proxy=http://own.test:1"});
      INFO(outcome);
      CHECK(outcome.exit_status == 0);
      CHECK(outcome.out == expected);
    }
    for (const std::string& input : {as_lines(kEnvironment), as_block(kEnvironment)}) {
      CHECK(run_proxyenv(joined({{"show", "--env-file", "-"}, form}), {}, input).out == expected);
    }
  }
}

TEST_CASE("show tells what run does") {
  // With the variables of the examined environment, and with options.
  const std::string plain = run_proxyenv({"show"}, kEnvironment).out;
  const std::string preferring = run_proxyenv({"show", "--prefer", "upper"}, kEnvironment).out;
  CHECK(plain != preferring);
  CHECK(run_proxyenv({"show"}, joined({kEnvironment, {"PROXYENV_PREFER=upper"}})).out ==
        preferring);
  CHECK(run_proxyenv({"show", "--env-file", "-"}, {"PROXYENV_PREFER=lower"},
                     as_lines(joined({kEnvironment, {"PROXYENV_PREFER=upper"}})))
            .out == preferring);
  // The environment that run made needs no further change.
  const Outcome after = run_proxyenv({"--", proxyenv_path(), "show", "--json"},
                                     {"HTTPS_PROXY=http://p.test:1", "no_proxy=a b"});
  const auto document = boost::json::parse(after.out);
  CHECK(document.at("changes").as_array().size() >= 4);
  for (const auto& change : document.at("changes").as_array()) {
    CHECK(change.at("action") == "keep");
  }
}

TEST_CASE("show reads a file as the program does whose file it is") {
  const ScratchDirectory scratch;
  struct Row {
    std::string_view what;
    std::string file;
    std::string_view text;
    std::string_view mentions;
  };
  const std::array<Row, 8> rows = {{
      {"quotes belong to a value that env printed", "-", "HTTPS_PROXY=\"http://p.test:1\"\n",
       "\"http://p.test:1\""},
      {"a carriage return does too", "-", "HTTPS_PROXY=http://p.test:1\r\n", "\\x0d"},
      {"no newline at the end", "-", "HTTPS_PROXY=http://p.test:1", "http://p.test:1"},
      {"an = in the value", "-", "HTTPS_PROXY=http://p.test:1/?a=b\n", "p.test:1"},
      {"Compose removes quotes", ".env", "HTTPS_PROXY=\"http://p.test:1\" # c\n",
       " http://p.test:1 "},
      {"a shell's file", "proxy", "export HTTPS_PROXY='http://p.test:1'\n", " http://p.test:1 "},
      {"a unit file", "x.service", "[Service]\nEnvironment=\"HTTPS_PROXY=http://p.test:1\"\n",
       " http://p.test:1 "},
      {"two containers", "inspect",
       R"([{"Name":"/a","Config":{"Env":["A=1"]}},{"Name":"/b","Config":{"Env":["A=2"]}}])",
       "\ncontainer b:\n"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const bool is_input = row.file == "-";
    const std::string file = is_input ? row.file : scratch.write(row.file, row.text);
    const Outcome outcome =
        run_proxyenv({"show", "--env-file", file}, {}, is_input ? std::string(row.text) : "");
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(contains(outcome.out, row.mentions));
  }
}

TEST_CASE("a format and an environment can be chosen") {
  const ScratchDirectory scratch;
  const std::string quoted = scratch.write("quoted", "HTTPS_PROXY=\"http://p.test:1\"\n");
  const std::string two = scratch.write(
      "two",
      R"([{"Name":"/a","Config":{"Env":["HTTPS_PROXY=http://a.test:1"]}},{"Name":"/b","Config":{"Env":["A=1"]}}])");
  CHECK(contains(run_proxyenv({"show", "--env-file", quoted, "--env-format", "systemd"}).out,
                 " http://p.test:1 "));
  CHECK(contains(run_proxyenv({"show", "--env-file", quoted}).out, "\"http://p.test:1\""));
  for (const std::string name : {"a", "container a"}) {
    const Outcome one = run_proxyenv({"show", "--env-file", two, "--environment", name});
    CHECK(contains(one.out, "http://a.test:1"));
    CHECK(!contains(one.out, "container b"));
  }
  const std::array<std::pair<Words, std::string_view>, 4> errors = {{
      {{"--env-file", two, "--environment", "c"},
       "--environment: no environment has that name; there are: container a, container b"},
      {{"--env-file", two, "--env-format", "jsom"},
       "--env-format: no format of that name (did you mean json?)"},
      {{"--env-format", "json"}, "--env-format goes with --env-file"},
      {{"--pid", "1", "--environment", "a"}, "--environment goes with --env-file"},
  }};
  for (const auto& [words, message] : errors) {
    CAPTURE(message);
    const Outcome outcome = run_proxyenv(joined({{"show"}, words}));
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(contains(outcome.err, message));
  }
}

TEST_CASE("show that cannot look says why") {
  const ScratchDirectory scratch;
  const pid_t ended = ::fork();
  if (ended == 0) ::_exit(0);
  ::waitpid(ended, nullptr, 0);
  scratch.write("third", "A=1\n# comment\nNOEQUALS secret\nB=2\n");
  scratch.write("first", "=value secret\n");
  scratch.write("prompt", "\n\n$ export HTTPS_PROXY=http://secret.test:1\n");
  scratch.write("empty", "");
  scratch.write("comments", "# HTTPS_PROXY=http://secret.test:1\n");
  struct Row {
    std::string_view what;
    Words words;
    Words mentions;
  };
  const std::array<Row, 17> rows = {{
      {"a process that is gone",
       {"--pid", std::to_string(ended)},
       {std::to_string(ended), "exist"}},
      {"process 0", {"--pid", "0"}, {"--pid"}},
      {"a negative number", {"--pid=-1"}, {"--pid"}},
      {"no number", {"--pid", "self"}, {"--pid", "number"}},
      {"a number and more", {"--pid", "1x"}, {"--pid"}},
      {"a number that is too large", {"--pid", "99999999999999999999"}, {"--pid"}},
      {"no value", {"--pid"}, {"--pid", "value"}},
      {"a file that is missing",
       {"--env-file", scratch.path("missing")},
       {"missing", "No such file"}},
      {"a directory", {"--env-file", scratch.path()}, {scratch.path(), "directory"}},
      {"a line without =", {"--env-file", scratch.path("third")}, {"third", "line 3"}},
      {"a line without a name", {"--env-file", scratch.path("first")}, {"first", "line 1"}},
      {"a pasted prompt", {"--env-file", scratch.path("prompt")}, {"prompt", "line 3"}},
      {"no line at all", {"--env-file", scratch.path("empty")}, {"empty", "nothing was read"}},
      {"nothing but comments", {"--env-file", scratch.path("comments")}, {"comments", "no line"}},
      {"nothing on standard input", {"--env-file", "-"}, {"standard input", "empty"}},
      {"a program", {"--env-file", proxyenv_path()}, {"binary file"}},
      {"an empty file name", {"--env-file", ""}, {"file"}},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    for (const Words& form : {Words{}, Words{"--json"}}) {
      const Outcome outcome = run_proxyenv(joined({{"show"}, form, row.words}));
      INFO(outcome);
      CHECK(outcome.exit_status == 125);
      CHECK(outcome.out.empty());
      CHECK(lines_of(outcome.err).size() == 1);
      CHECK(!contains(outcome.err, "secret"));
      for (const std::string& part : row.mentions) {
        CAPTURE(part);
        CHECK(contains(outcome.err, part));
      }
    }
  }
}

TEST_CASE("show of a file without an end is an error and no crash") {
  const Outcome outcome = run_with_state({"limit=9:100000000:100000000"},
                                         {proxyenv_path(), "show", "--env-file", "/dev/zero"});
  CHECK(outcome.signal == 0);
  CHECK(outcome.exit_status == 125);
  CHECK(lines_of(outcome.err).size() == 1);
  CHECK(contains(outcome.err, "/dev/zero"));
}

TEST_CASE("show of a process that has ended but was not waited for is an error") {
  const pid_t ended = ::fork();
  if (ended == 0) ::_exit(0);
  siginfo_t info{};
  ::waitid(P_PID, static_cast<id_t>(ended), &info, WEXITED | WNOWAIT);
  const Outcome outcome = run_proxyenv({"show", "--pid", std::to_string(ended)});
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(contains(outcome.err, std::to_string(ended)));
  ::waitpid(ended, nullptr, 0);
}

TEST_CASE("show of another user's process or file says whose it is") {
  const ScratchDirectory scratch;
  const std::string proxyenv = scratch.copy(proxyenv_path(), "proxyenv");
  const std::string closed = scratch.write("closed", "A=1\n", 0600);
  const Sleeper sleeper(kEnvironment);
  if (!can_take({"uid=65534"}, "show of another user's process")) return;
  const Outcome outcome = run_with_state({"uid=65534"}, {proxyenv, "show", "--pid", sleeper.pid()});
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(outcome.out.empty());
  CHECK(contains(outcome.err, sleeper.pid()));
  CHECK(contains(outcome.err, "belongs to user " + std::to_string(::geteuid())));
  const Outcome file = run_with_state({"uid=65534"}, {proxyenv, "show", "--env-file", closed});
  CHECK(file.exit_status == 125);
  CHECK(contains(file.err, "Permission denied"));
}

TEST_CASE("nothing from outside acts on a terminal or breaks JSON") {
  const std::array<std::string, 9> nasty = {std::string("\x1b[31m\x1b]0;title\x07"),
                                            "\xc2\x9b"
                                            "31m",
                                            "\xff\xfe\x80",
                                            "\x7f\x08\x08",
                                            "\r\n\t",
                                            "\xe2\x80\xae"
                                            "gnp.exe",
                                            "\xe2\x81\xa6\xe2\x80\x8f",
                                            "\xed\xa0\x80",
                                            "\"\\\x01</script>"};
  for (const std::string& bytes : nasty) {
    const Words environment = {"http_proxy=http://" + bytes + ".test:1", "HTTPS_PROXY=" + bytes,
                               "NO_PROXY=a," + bytes + ",b", "no_grpc_proxy=" + bytes,
                               "all_proxy=" + bytes + "http://p.test:1" + bytes};
    for (const Words& words :
         {Words{"show"}, Words{"show", "--json"}, Words{"-v", "--", helper_path("finish")},
          Words{"--", "/" + bytes}, Words{"show", "--env-file", "/" + bytes}, Words{"--" + bytes},
          Words{"-" + bytes}, Words{"--install", "/nonexistent/" + bytes},
          Words{"--prefer", bytes, "--", "x"}}) {
      const Outcome outcome = run_proxyenv(words, environment);
      INFO(outcome);
      for (const std::string& text : {outcome.out, outcome.err}) {
        for (const char c : text) {
          const bool acts = (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f;
          CHECK(!acts);
        }
        for (const std::string_view forbidden : {"\xc2\x9b", "\xff", "\x80\x80", "\xe2\x80\xae",
                                                 "\xe2\x81\xa6", "\xe2\x80\x8f", "\xed\xa0"}) {
          CHECK(!contains(text, forbidden));
        }
      }
      if (words.back() == "--json") {
        CHECK_NOTHROW((void)boost::json::parse(outcome.out));
      }
    }
  }
}

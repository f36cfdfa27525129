// SPDX-License-Identifier: Apache-2.0
// What is wrong with options and PROXYENV_* variables: one line names the nearest right word and
// does not repeat the value.
#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

std::string entry(std::string_view variable, std::string_view value) {
  return std::string(variable).append("=").append(value);
}

Outcome run_finish(const Words& options, const Words& environment) {
  return run_proxyenv(joined({options, {"--", helper_path("finish")}}), environment);
}

}  // namespace

TEST_CASE("a bad value names its option or variable and suggests the nearest") {
  struct Row {
    std::string_view option;
    std::string_view variable;
    std::string_view value;
    std::string_view suggestion;
  };
  const std::array<Row, 23> rows = {{
      {"--prefer", "PROXYENV_PREFER", "uper", "upper"},
      {"--prefer", "PROXYENV_PREFER", "UPPER", "upper"},
      {"--prefer", "PROXYENV_PREFER", "lowre", "lower"},
      {"--prefer", "PROXYENV_PREFER", "something", "lower"},
      {"--empty", "PROXYENV_EMPTY", "kep", "keep"},
      {"--empty", "PROXYENV_EMPTY", "filll", "fill"},
      {"--repair", "PROXYENV_REPAIR", "offf", "off"},
      {"--repair", "PROXYENV_REPAIR", "onn", "on"},
      {"--only", "PROXYENV_ONLY", "htps", "https"},
      {"--only", "PROXYENV_ONLY", "https,nogrpc", "no_grpc"},
      {"--only", "PROXYENV_ONLY", ",", "family"},
      {"", "PROXYENV_STRICT", "yess", "yes"},
      {"", "PROXYENV_QUIET", "tru", "true"},
      {"", "PROXYENV_VERBOSE", "2verbose", "1"},
      {"", "PROXYENV_OFF", "tRUE!", "true"},
      {"--exempt", "PROXYENV_EXEMPT", "@privat", "@private"},
      {"--exempt", "PROXYENV_EXEMPT", "a.test,@lopback", "@loopback"},
      {"--exempt", "PROXYENV_EXEMPT", "*", "exempt"},
      {"--proxy", "PROXYENV_PROXY", "socks5://p.test:1", "http://"},
      {"--proxy", "PROXYENV_PROXY", "http://p.test:99999", "http://HOST:PORT"},
      {"--loopback-proxy", "PROXYENV_LOOPBACK_PROXY", "gw.test:3128", "without scheme"},
      {"--loopback-proxy", "PROXYENV_LOOPBACK_PROXY", "127.0.0.1", "loopback itself"},
      {"--also", "PROXYENV_ALSO", "jawa", "java"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.variable);
    CAPTURE(row.value);
    const Words given = {entry(row.variable, row.value)};
    Outcome seen = run_finish({}, given);
    CAPTURE(seen.err);
    CHECK(seen.exit_status == 125);
    CHECK(lines_of(seen.err).size() == 1);
    CHECK(contains(seen.err, row.variable));
    CHECK(contains(seen.err, row.suggestion));
    if (row.option.empty()) continue;
    seen = run_finish({std::string(row.option), std::string(row.value)}, {});
    CAPTURE(seen.err);
    CHECK(seen.exit_status == 125);
    CHECK(lines_of(seen.err).size() == 1);
    CHECK(contains(seen.err, row.option));
    CHECK(contains(seen.err, row.suggestion));
    CHECK(!contains(seen.err, "PROXYENV_"));
    // The same for show. A right value on the command line overrides a wrong variable.
    CHECK(run_proxyenv({"show"}, given).exit_status == 125);
  }
  CHECK(run_finish({"--prefer", "upper"}, {"PROXYENV_PREFER=nonsense"}).exit_status == 0);
}

TEST_CASE("a mistyped option is named with the nearest") {
  struct Row {
    Words words;
    std::string_view named;
    std::string_view suggestion;
  };
  const std::array<Row, 20> rows = {{
      {{"--prox", "http://p.test:1", "--", "x"}, "--prox", "--proxy"},
      {{"--prxy=http://p.test:1", "--", "x"}, "--prxy", "--proxy"},
      {{"--exemt", "a", "--", "x"}, "--exemt", "--exempt"},
      {{"--preferr=upper", "--", "x"}, "--preferr", "--prefer"},
      {{"--stric", "--", "x"}, "--stric", "--strict"},
      {{"--STRICT", "--", "x"}, "--STRICT", "--strict"},
      {{"--quite", "--", "x"}, "--quite", "--quiet"},
      {{"--silent-x", "--", "x"}, "--silent-x", "--"},
      {{"--verbos", "--", "x"}, "--verbos", "--verbose"},
      {{"--instal", "/x"}, "--instal", "--install"},
      {{"--hlep"}, "--hlep", "--help"},
      {{"--vesion"}, "--vesion", "--version"},
      {{"-x", "--", "x"}, "-x", "--"},
      {{"-V"}, "-V", "--"},
      {{"run", "--quite", "--", "x"}, "--quite", "--quiet"},
      {{"show", "--jsn"}, "--jsn", "--json"},
      {{"show", "--pdi", "1"}, "--pdi", "--pid"},
      {{"show", "--envfile", "x"}, "--envfile", "--env-file"},
      {{"show", "--strict"}, "--strict", "--"},
      {{"--json", "--", "x"}, "--json", "--"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.named);
    const Outcome outcome = run_proxyenv(row.words, {"PATH=/nonexistent"});
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(outcome.out.empty());
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(contains(outcome.err, row.named));
    CHECK(contains(outcome.err, row.suggestion));
  }
}

TEST_CASE("what else is wrong with options is said in one line") {
  const std::string finish = helper_path("finish");
  struct Row {
    std::string_view what;
    Words words;
    std::string_view mentions;
  };
  const std::array<Row, 20> rows = {{
      {"-- where a value should be", {"--exempt", "--", finish}, "--exempt"},
      {"-- where a family should be", {"--only", "--", finish}, "--only"},
      {"-- where a destination should be", {"--install", "--"}, "--install"},
      {"an option where a value should be", {"--exempt", "-v", finish}, "--exempt"},
      {"no command behind --", {"--"}, "command"},
      {"no command behind an option", {"-q"}, "command"},
      {"no command behind run", {"run"}, "command"},
      {"a value is missing", {"--proxy"}, "--proxy"},
      {"a value is missing, last of several", {"-q", "--prefer"}, "--prefer"},
      {"an empty value", {"--proxy=", "--", finish}, "--proxy"},
      {"a flag with a value", {"--strict=1", "--", finish}, "--strict"},
      {"a flag with an empty value", {"--quiet=", "--", finish}, "--quiet"},
      {"a short flag with a value", {"-q=1", "--", finish}, "-"},
      {"an option twice", {"--prefer", "upper", "--prefer", "lower", "--", finish}, "--prefer"},
      {"--proxy twice",
       {"--proxy", "http://a.test:1", "--proxy", "http://b.test:1", "--", finish},
       "--proxy"},
      {"an abbreviation", {"--verb", "--", finish}, "--verb"},
      {"an abbreviation of an option with a value", {"--pro", "http://a.test:1", finish}, "--pro"},
      {"show with a command", {"show", finish}, "show"},
      {"show with -- and a command", {"show", "--", finish}, "show"},
      {"two sources", {"show", "--pid", "1", "--env-file", "x"}, "--env-file"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const ScratchDirectory scratch;
    const Outcome outcome =
        run_with_state({"directory=" + scratch.path()}, joined({{proxyenv_path()}, row.words}));
    INFO(outcome);
    CHECK(scratch.names().empty());
    CHECK(outcome.exit_status == 125);
    CHECK(outcome.out.empty());
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(contains(outcome.err, row.mentions));
  }
}

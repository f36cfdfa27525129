// SPDX-License-Identifier: Apache-2.0
// `check` of several sources: what it exits with, what it prints, and what it ignores.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

constexpr std::string_view kGood =
    "https_proxy=http://p.test:1\nHTTPS_PROXY=http://p.test:1\n"
    "no_proxy=localhost,127.0.0.1\nNO_PROXY=localhost,127.0.0.1\nNODE_USE_ENV_PROXY=1\n";
constexpr std::string_view kNoted = "https_proxy=http://p.test:1\nno_proxy=localhost,127.0.0.1\n";
constexpr std::string_view kWarned = "HTTPS_PROXY=http://p.test:1\nno_proxy=localhost\n";
constexpr std::string_view kBad = "# values\nhttps_proxy=p.test:1\nno_proxy=localhost\n";

// A folder with such files, in which check runs.
class Folder {
 public:
  Folder() {
    (void)scratch_.write("good.env", kGood);
    (void)scratch_.write("noted.env", kNoted);
    (void)scratch_.write("warned.env", kWarned);
    (void)scratch_.write("bad.env", kBad);
    (void)scratch_.write("none.env", "A=1\n");
    (void)scratch_.write("empty.env", "");
  }
  void write(std::string_view name, std::string_view text) const {
    (void)scratch_.write(name, text);
  }
  [[nodiscard]] Outcome run(const Words& words) const {
    return run_with_state({"directory=" + scratch_.path()}, joined({{proxyenv_path()}, words}));
  }
  [[nodiscard]] Outcome check(const Words& words, const Words& environment = {}) const {
    return run_with_state({"directory=" + scratch_.path()},
                          joined({{proxyenv_path(), "check"}, words}), environment);
  }

 private:
  ScratchDirectory scratch_;
};

}  // namespace

TEST_CASE("check exits with 125 if a source cannot be read, else with 1 if a finding counts") {
  struct Row {
    std::string_view what;
    Words words;
    int status;
    std::size_t errors;  // lines on standard error
  };
  const Folder folder;
  const std::vector<Row> rows = {
      {"nothing", {}, 0, 0},
      {"a good file", {"good.env"}, 0, 0},
      {"a bad one", {"bad.env"}, 1, 0},
      {"good and bad", {"good.env", "bad.env"}, 1, 0},
      {"bad and good", {"bad.env", "good.env"}, 1, 0},
      {"as an option", {"--env-file", "bad.env"}, 1, 0},
      {"as two options", {"--env-file", "good.env", "--env-file=bad.env"}, 1, 0},
      {"as both", {"good.env", "--env-file", "bad.env"}, 1, 0},
      {"behind --", {"--severity", "error", "--", "bad.env"}, 1, 0},
      {"a note", {"noted.env"}, 0, 0},
      {"a note that counts", {"noted.env", "--severity", "note"}, 1, 0},
      {"a warning", {"warned.env"}, 1, 0},
      {"a warning that does not count", {"warned.env", "--severity", "error"}, 0, 0},
      {"a file that is missing", {"missing.env"}, 125, 1},
      {"missing beside good", {"good.env", "missing.env"}, 125, 1},
      {"missing beside bad", {"missing.env", "bad.env"}, 125, 1},
      {"two that are missing", {"missing.env", "bad.env", "gone.env"}, 125, 2},
      {"an empty file", {"empty.env", "good.env"}, 125, 1},
      {"a folder", {".", "good.env"}, 125, 1},
      {"a process", {"--pid", std::to_string(::getpid())}, 0, 0},
      {"two processes", {"--pid", "1073741824", "--pid", std::to_string(::getpid())}, 125, 1},
      {"no number", {"--pid", "x", "good.env"}, 125, 1},
      {"an unknown output", {"--output", "xml"}, 125, 1},
      {"two outputs", {"--json", "--output", "sarif"}, 125, 1},
      {"one output twice", {"--json", "--output", "json"}, 0, 0},
      {"an unknown finding", {"--ignore", "missing_sheme"}, 125, 1},
      {"a format, and no file", {"--env-format", "docker"}, 125, 1},
      {"a format of a process", {"--pid", std::to_string(::getpid()), "--env-format=json"}, 125, 1},
      {"an environment, and no file", {"--environment", "web"}, 125, 1},
      {"a format of the one file", {"good.env", "--env-format", "docker"}, 0, 0},
      {"a config that is missing", {"--config", "missing"}, 125, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Outcome outcome = folder.check(row.words);
    INFO(outcome);
    CHECK(outcome.exit_status == row.status);
    CHECK(lines_of(outcome.err).size() == row.errors);
  }
}

TEST_CASE("check names the file and the line of a finding, and counts at the end") {
  const Folder folder;
  const Outcome outcome =
      folder.check({"good.env", "bad.env", "none.env", "./bad.env", "good.env"});
  INFO(outcome);
  const auto lines = lines_of(outcome.out);
  REQUIRE(lines.size() > 3);
  CHECK(lines[0].starts_with(
      "no problems in 4 proxy variables among 5 entries of file 'good.env', read as "));
  CHECK(lines[1].starts_with("2 proxy variables among 2 entries of file 'bad.env', read as "));
  CHECK(lines[2] ==
        "bad.env:2: error: missing_scheme: https_proxy has no http:// in front of HOST:PORT");
  CHECK(contains(outcome.out, "no proxy variable is set among 1 entry of file 'none.env'"));
  CHECK(contains(outcome.out, "./bad.env:2: error: missing_scheme: "));
  CHECK(contains(lines.back(), "2 errors, "));
  // good.env is read once.
  CHECK(contains(lines.back(), " in 8 proxy variables of 4 environments; docs/findings.md#NAME"));
}

TEST_CASE("check reads standard input once, as one source among others") {
  const Folder folder;
  const Outcome outcome = run_proxyenv({"check", "-", "--env-file", "-"}, {}, std::string(kBad));
  INFO(outcome);
  CHECK(outcome.exit_status == 1);
  CHECK(contains(outcome.out, "2 proxy variables among 2 entries of standard input, read as "));
  CHECK(lines_of(outcome.out)[1] ==
        "error: missing_scheme: https_proxy has no http:// in front of HOST:PORT");
}

TEST_CASE("what is ignored does not count, and is not silent") {
  const std::string all = "missing_scheme,missing_upper_spelling";
  struct Row {
    std::string_view what;
    Words words;
    std::vector<std::pair<std::string_view, std::string_view>> files;  // name, text
    int status;
    std::string_view mentions;
  };
  const std::vector<Row> rows = {
      {"nothing", {"bad.env"}, {}, 1, " in 2 proxy variables; docs/"},
      {"an option", {"bad.env", "--ignore", all}, {}, 0, "; 3 findings ignored"},
      {"two options",
       {"bad.env", "--ignore=missing_scheme", "--ignore", "blanks"},
       {},
       0,
       "1 finding ignored"},
      {"another finding", {"bad.env", "--ignore", "blanks"}, {}, 1, "docs/"},
      {"the config of the folder",
       {"bad.env"},
       {{".proxyenv-check", "ignore missing_scheme\n"}},
       0,
       "1 finding ignored"},
      {"a config by its name",
       {"bad.env", "--config", "c"},
       {{"c", "ignore missing_scheme https_proxy *.env"}},
       0,
       "1 finding ignored"},
      {"the named one replaces that of the folder",
       {"bad.env", "--config", "c"},
       {{"c", "# nothing\n"}, {".proxyenv-check", "ignore missing_scheme\n"}},
       1,
       "docs/"},
      {"of another file",
       {"bad.env"},
       {{".proxyenv-check", "ignore missing_scheme * good.env\n"}},
       1,
       "docs/"},
      {"a config with a mistake",
       {"bad.env"},
       {{".proxyenv-check", "ignore missing_sheme\n"}},
       125,
       "file '.proxyenv-check', line 1: no finding has that name (did you mean missing_scheme?)"},
      {"a rule that ignores nothing",
       {"bad.env", "-v"},
       {{".proxyenv-check", "ignore missing_scheme\nignore quotes\n"}},
       0,
       "proxyenv: file '.proxyenv-check', line 2: the rule ignores nothing here"},
      {"what is ignored, on request",
       {"bad.env", "--verbose"},
       {{".proxyenv-check", "ignore missing_scheme\n"}},
       0,
       "bad.env:2: ignored: missing_scheme: "},
      {"a comment",
       {"c.env"},
       {{"c.env", "# proxyenv: ignore missing_scheme -- why\nhttps_proxy=p.test:1\n"}},
       0,
       "1 finding ignored"},
      {"a comment with a mistake",
       {"c.env"},
       {{"c.env", "# proxyenv: ignore missing_sheme\nhttps_proxy=p.test:1\n"}},
       125,
       "file 'c.env', line 1: no finding has that name (did you mean missing_scheme?)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Folder folder;
    for (const auto& [name, text] : row.files) folder.write(name, text);
    const Outcome outcome = folder.check(row.words);
    INFO(outcome);
    CHECK(outcome.exit_status == row.status);
    CHECK(contains(outcome.out + outcome.err, row.mentions));
  }
}

TEST_CASE("what has the name of the config but is no file is not read, and nobody waits for it") {
  const ScratchDirectory folder;
  REQUIRE(::mkfifo(folder.path(".proxyenv-check").c_str(), 0600) == 0);
  const Outcome fifo = run_with_state({"directory=" + folder.path()}, {proxyenv_path(), "check"});
  INFO(fifo);
  CHECK(fifo.exit_status == 125);
  CHECK(contains(fifo.err, "file '.proxyenv-check': "));
  const ScratchDirectory other;
  (void)other.make_directory(".proxyenv-check");
  CHECK(run_with_state({"directory=" + other.path()}, {proxyenv_path(), "check"}).exit_status ==
        125);
}

TEST_CASE("a secret in the name of a file is in no report") {
  const Folder folder;
  folder.write("http:u:s3cret@p.test", kBad);
  for (const char* const form : {"text", "json", "sarif", "github", "junit"}) {
    CAPTURE(form);
    for (const Words& words :
         {Words{"http:u:s3cret@p.test"}, Words{"http:u:s3cret@missing.test"}}) {
      const Outcome outcome = folder.check(joined({words, {"--output", form}}));
      INFO(outcome);
      CHECK(outcome.exit_status != 0);
      CHECK(!contains(outcome.out + outcome.err, "s3cret"));
    }
  }
}

TEST_CASE("no text from outside is a command for a runner of CI, whatever prints it") {
  const Folder folder;
  folder.write("##vso[task.complete]a.env",
               "http_proxy=##[error]x\nNO_PROXY=a,##vso[x]y,::error::z\n");
  folder.write("::error::b.env", "http_proxy=x y\nHTTP_PROXYS=1\n::error::=1\n");
  folder.write("c.json", R"([{"Name":"::error::c","Config":{"Env":["http_proxy=::error::d"]}},)"
                         R"({"Name":"##[error]c","Config":{"Env":["no_proxy=##vso[x]"]}}])");
  folder.write("d.yaml",
               "services:\n  '::error::s': {environment: {http_proxy: '##[error]x'}}\n"
               "  '##vso[x]s': {environment: {http_proxy: '${A:?##[error]x}'}}\n");
  const std::vector<std::string> files = {"##vso[task.complete]a.env", "::error::b.env", "c.json",
                                          "d.yaml", "missing##[error]x"};
  std::vector<Words> commands;
  for (const std::string& file : files) {
    for (const std::string_view output : {"text", "json", "sarif", "junit", "github"}) {
      commands.push_back({"check", "--output", std::string(output), "--", file});
    }
    commands.push_back({"show", "--env-file", file});
    commands.push_back({"explain", "--env-file", file, "http://##[x]/", "--client", "curl"});
    commands.push_back({"explain", "--env-file", file, "http://x/", "--client", "curl"});
    commands.push_back({"diff", file + "#::error::c", file, "http://x/", "--client", "curl"});
    commands.push_back({"show", "--env-file", file, "--environment", "##[error]x"});
  }
  for (const Words& words : commands) {
    const Outcome outcome = folder.run(words);
    INFO(outcome);
    CHECK_FALSE((outcome.out.empty() && outcome.err.empty()));
    for (const std::string* printed : {&outcome.out, &outcome.err}) {
      CHECK_FALSE(contains(*printed, "##["));
      CHECK_FALSE(contains(*printed, "##vso["));
      std::size_t begin = 0;
      while (begin < printed->size()) {
        const std::size_t end = std::min(printed->find('\n', begin), printed->size());
        const std::string line = printed->substr(begin, end - begin);
        const std::size_t text = line.find_first_not_of(' ');
        const bool is_command = text != std::string::npos && line.compare(text, 2, "::") == 0;
        const bool is_ours = contains(line, "title=proxyenv") && line.compare(0, 2, "::") == 0;
        CHECK((!is_command || is_ours));
        begin = end + 1;
      }
    }
  }
}

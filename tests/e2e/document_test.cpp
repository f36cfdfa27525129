// SPDX-License-Identifier: Apache-2.0
// Documents that are YAML: the launcher becomes the companion, which does the whole command.
#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "state_dump.hpp"

using namespace e2e;

namespace {

constexpr std::string_view kCompose =
    "services:\n"
    "  api:\n"
    "    environment:\n"
    "      HTTPS_PROXY: \"'http://proxy.test:3128'\"\n";
constexpr std::string_view kEnvFile = "http_proxy=http://other.test:3128 \n";
constexpr std::string_view kDockerfile = "FROM a\nENV http_proxy=http://docker.test:3128/\n";

// A folder with both programs, or with the launcher alone.
class Programs {
 public:
  explicit Programs(bool with_companion) : proxyenv(scratch.copy(proxyenv_path(), "proxyenv")) {
    if (with_companion) scratch.copy(companion_path(), "proxyenv-tools");
    scratch.write("compose.yaml", std::string(kCompose));
    scratch.write("a.env", std::string(kEnvFile));
    scratch.write("Dockerfile", std::string(kDockerfile));
  }

  [[nodiscard]] Outcome run(const Words& words, const Words& environment = {},
                            const std::string& input = {}) const {
    return run_program({joined({{proxyenv}, words}), environment, input});
  }

  ScratchDirectory scratch;
  std::string proxyenv;
};

}  // namespace

TEST_CASE("each command reads a Compose file") {
  const Programs programs(true);
  const std::string file = programs.scratch.path("compose.yaml");
  for (const Words& words :
       {Words{"check", "--env-file", file}, Words{"check", file}, Words{"show", "--env-file", file},
        Words{"explain", "--env-file", file, "https://a.test"}}) {
    CAPTURE(words[0]);
    const Outcome outcome = programs.run(words);
    INFO(outcome);
    CHECK(outcome.exit_status == (words[0] == "check" ? 1 : 0));
    // show and explain say beside their output how much was read; check says it in its report.
    CHECK(contains(outcome.err, "read as a Compose file") == (words[0] != "check"));
    CHECK(lines_of(outcome.err).size() == (words[0] == "check" ? 0 : 1));
    CHECK(contains(outcome.out, words[0] == "check" ? "quotes" : "proxy.test"));
  }
}

TEST_CASE("the companion answers the same when it is called itself") {
  const Programs programs(true);
  const std::string file = programs.scratch.path("compose.yaml");
  const std::string tools = programs.scratch.path("proxyenv-tools");
  const Words environment = {"https_proxy=http://shell.test:1"};
  for (const Words& words : {Words{"check", "--json", file}, Words{"show", "--env-file", file},
                             Words{"check"}, Words{"explain", "https://a.test"}}) {
    CAPTURE(words[0]);
    const Outcome launched = programs.run(words, environment);
    const Outcome direct = run_program({joined({{tools}, words}), environment, {}});
    CHECK(direct.out == launched.out);
    CHECK(direct.exit_status == launched.exit_status);
    CHECK(launched.exit_status >= 0);
    CHECK(launched.exit_status < 125);
  }
}

TEST_CASE("standard input that was read already goes along") {
  const Programs programs(true);
  // More than a pipe holds.
  const std::string large = std::string(kCompose) + "# " + std::string(300'000, 'x') + "\n";
  for (const std::string& input : {std::string(kCompose), large}) {
    const Outcome outcome = programs.run({"check", "--env-file", "-"}, {}, input);
    INFO(outcome.err);
    CHECK(outcome.exit_status == 1);
    CHECK(contains(outcome.out, "quotes"));
  }
  // It was another source's, and the next one is a document.
  const Outcome both = programs.run({"check", "-", programs.scratch.path("compose.yaml")}, {},
                                    std::string(kEnvFile));
  INFO(both);
  CHECK(both.exit_status == 1);
  CHECK(contains(both.out, "quotes"));
  CHECK(contains(both.out, "blanks"));
}

TEST_CASE("URLs on standard input are there for the companion") {
  const Programs programs(true);
  const Words words = {"explain", "-", "--env-file", programs.scratch.path("compose.yaml")};
  const Outcome outcome = programs.run(words, {}, "https://one.test\nhttps://two.test\n");
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(contains(outcome.out, "one.test"));
  CHECK(contains(outcome.out, "two.test"));
}

TEST_CASE("a spelling whose value is not in the document is not missing") {
  const Programs programs(true);
  const std::string head = "on: push\nenv:\n  HTTPS_PROXY: http://proxy.test:3128\n";
  const std::string tail = "jobs: {}\n";
  programs.scratch.write("known.yml", head + tail);
  programs.scratch.write("unknown.yml", head + "  https_proxy: ${{ vars.P }}\n" + tail);
  const Outcome known = programs.run({"check", programs.scratch.path("known.yml")});
  const Outcome unknown = programs.run({"check", programs.scratch.path("unknown.yml")});
  INFO(unknown);
  CHECK(contains(known.out, "https_proxy is not set"));
  CHECK(!contains(unknown.out, "https_proxy is not set"));
  CHECK(contains(unknown.out, "value_not_known"));
}

TEST_CASE("of several files one is a document, and one is not there") {
  const Programs programs(true);
  const Outcome outcome =
      programs.run({"check", programs.scratch.path("no.env"), programs.scratch.path("a.env"),
                    programs.scratch.path("Dockerfile"), programs.scratch.path("compose.yaml")});
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(lines_of(outcome.err).size() == 1);
  CHECK(contains(outcome.err, "no.env"));
  for (const std::string_view found : {"blanks", "quotes", "Dockerfile"}) {
    CAPTURE(found);
    CHECK(contains(outcome.out, found));
  }
}

TEST_CASE("the companion gets the words and the environment as they are") {
  const Programs programs(false);
  programs.scratch.copy(helper_path("dump_state"), "proxyenv-tools");
  const Words words = {"check", "--env-file", programs.scratch.path("compose.yaml"), "--json"};
  const Words environment = {"PROXYENV_PREFER=upper", "", "NOEQUALS"};
  const StateDump dump = parse_state_dump(programs.run(words, environment).out);
  REQUIRE(!dump.argv.empty());
  CHECK(Words(dump.argv.begin() + 1, dump.argv.end()) == words);
  CHECK(dump.environment == environment);
}

TEST_CASE("without the companion documents that are YAML are an error, and others are read") {
  const Programs programs(false);
  for (const std::string_view command : {"check", "show", "explain"}) {
    Words words = {std::string(command), "--env-file", programs.scratch.path("compose.yaml")};
    if (command == "explain") words.emplace_back("https://a.test");
    const Outcome outcome = programs.run(words);
    CAPTURE(command);
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(contains(outcome.err, "a Compose file"));
    CHECK(contains(outcome.err, "proxyenv-tools"));
  }
  const Outcome outcome = programs.run({"check", "--json", programs.scratch.path("Dockerfile")});
  INFO(outcome);
  CHECK(outcome.exit_status == 1);
  CHECK(contains(outcome.out, "stage 0"));
  CHECK(outcome.err.empty());
}

TEST_CASE("files that a document names are read in its folder") {
  const Programs programs(true);
  programs.scratch.make_directory("sub");
  programs.scratch.write("sub/e.env", "https_proxy=\"http://env-file.test:3128/x\"\n");
  programs.scratch.write("sub/.env", "P=http://dot-env.test:3128\n");
  programs.scratch.write("sub/compose.yaml",
                         "services:\n  a:\n    env_file: e.env\n    environment:\n"
                         "      HTTP_PROXY: ${P}\n");
  const Outcome outcome =
      programs.run({"show", "--env-file", programs.scratch.path("sub/compose.yaml")});
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(contains(outcome.out, "env-file.test"));
  CHECK(contains(outcome.out, "dot-env.test"));
  // What is no file is not opened: a FIFO would wait for somebody who writes.
  std::filesystem::remove(programs.scratch.path("sub/e.env"));
  std::filesystem::create_directory(programs.scratch.path("sub/e.env"));
  const Outcome folder = programs.run({"check", programs.scratch.path("sub/compose.yaml")});
  INFO(folder);
  CHECK(folder.exit_status == 1);
  CHECK(contains(folder.out, "file_not_read"));
}

TEST_CASE("a finding stands where its value stands, in whatever file that is") {
  const Programs programs(true);
  programs.scratch.write("web.env", "A=1\nHTTPS_PROXY='http://proxy.test'\n");
  programs.scratch.write("web.yaml", "services:\n  web:\n    env_file: web.env\n");
  const std::string file = programs.scratch.path("web.yaml");
  const std::string env = programs.scratch.path("web.env");
  struct Row {
    std::string form;
    std::string place;
  };
  const Row rows[] = {{"text", env + ":2: "},
                      {"github", "file=" + env + ",line=2,"},
                      {"junit", "file=\"" + env + "\" line=\"2\""},
                      {"sarif", env + "\"},\"region\":{\"startLine\":2}"},
                      {"json", "\"value_at\":{\"file\":\"" + env + "\",\"line\":2}"}};
  for (const Row& row : rows) {
    CAPTURE(row.form);
    const Outcome outcome = programs.run({"check", file, "--output", row.form});
    INFO(outcome);
    CHECK(contains(outcome.out, row.place));
  }
  // In JSON `line` stays the one of the Compose file, which comments in it are about.
  CHECK(contains(programs.run({"check", file, "--output", "json"}).out, "\"line\":3"));
}

TEST_CASE("a document that cannot be read is an error, not a clean bill") {
  const Programs programs(true);
  const std::array<std::string_view, 3> texts = {"services:\n  a:\n   - b: [\n",
                                                 "services:\n{{- if .x }}\n  a: 1\n",
                                                 "apiVersion: v1\nkind: [\n"};
  for (const std::string_view text : texts) {
    CAPTURE(text);
    programs.scratch.write("x.yaml", std::string(text));
    const Outcome outcome = programs.run({"check", programs.scratch.path("x.yaml")});
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(lines_of(outcome.err).size() == 1);
  }
}

TEST_CASE("the companion's help lists its commands") {
  for (const Words& words : {Words{}, Words{"--help"}, Words{"-h"}}) {
    const Outcome outcome = run_program({joined({{companion_path()}, words}), {}, {}});
    CHECK(outcome.exit_status == 0);
    for (const std::string_view command : {"dify", "show", "check", "explain", "diff"}) {
      CHECK(contains(outcome.out, command));
    }
  }
  for (const Words& words : {Words{"probe"}, Words{"audit"}, Words{"run", "x"}, Words{"x"}}) {
    const Outcome outcome = run_program({joined({{companion_path()}, words}), {}, {}});
    CAPTURE(words[0]);
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(lines_of(outcome.err).size() == 1);
  }
}

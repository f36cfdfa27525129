// SPDX-License-Identifier: Apache-2.0
// Tests `proxyenv dify init` as a command: where its values come from, and what it prints. What it
// refuses, what it does with a password, and which files it writes are in files of their own.
#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "dify_tree.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSecret = "s3cr#et";

}  // namespace

TEST_CASE("values come from the command line, the environment and .env, in this order") {
  struct Row {
    std::string_view env_file;
    Words environment;
    Words words;
    std::string_view peer;
    std::string_view domain;
  };
  const std::string_view file =
      "HTTP_PROXY_SERVER_HOST=10.1.1.1\nHTTP_PROXY_SERVER_PORT=1111\nDOMAINS_BY_PROXY=.file.com\n";
  const Words shell = {"HTTP_PROXY_SERVER_HOST=10.2.2.2", "HTTP_PROXY_SERVER_PORT=2222",
                       "DOMAINS_BY_PROXY=.shell.com"};
  const std::array<Row, 7> rows = {{
      {file, {}, {}, "10.1.1.1 parent 1111", ".file.com"},
      {file, shell, {}, "10.2.2.2 parent 2222", ".shell.com"},
      {file, shell, joined({kUpstream, kDomains}), "192.168.0.1 parent 7890", ".googleapis.com"},
      {file, {"DOMAINS_BY_PROXY=.shell.com"}, {}, "10.1.1.1 parent 1111", ".shell.com"},
      {"HTTP_PROXY_SERVER_HOST=http://10.1.1.1:1/\n",
       {},
       kDomains,
       "10.1.1.1 parent 1 ",
       ".googleapis.com"},
      {"HTTP_PROXY_SERVER_HOST=http://10.1.1.1\nHTTP_PROXY_SERVER_PORT=1\n",
       {},
       kDomains,
       "10.1.1.1 parent 1 ",
       ".googleapis.com"},
      {"HTTP_PROXY_SERVER_HOST=fd00::1\nHTTP_PROXY_SERVER_PORT=1\n",
       {},
       kDomains,
       "fd00::1 parent 1 ",
       ".googleapis.com"},
  }};
  for (const Row& row : rows) {
    const Tree tree;
    tree.write(".env", row.env_file);
    const Outcome outcome = tree.init(row.words, row.environment);
    INFO(outcome);
    REQUIRE(outcome.exit_status == 0);
    CHECK(contains(tree.text("proxyenv/upstream.conf"), "cache_peer " + std::string(row.peer)));
    CHECK(contains(tree.text("proxyenv/upstream.conf"), "-n " + std::string(row.domain) + "\n"));
  }
  // A variable that is empty in the shell hides the one in .env, for Compose and therefore for us.
  const Tree tree;
  CHECK(!contains(tree.init(joined({kUpstream, kDomains})).err, "COMPOSE_ENV_FILES"));
  CHECK(contains(tree.init(joined({kUpstream, kDomains}), {"COMPOSE_ENV_FILES=a.env"}).err,
                 "warning: COMPOSE_ENV_FILES is set: Compose reads those files instead of .env"));
  tree.write(".env", file);
  CHECK(tree.init({}, {"DOMAINS_BY_PROXY="}).exit_status == 125);
}

TEST_CASE("the commands to run can be pasted into a shell") {
  const ScratchDirectory scratch;
  struct Row {
    std::string_view name;
    std::string_view quoted;
  };
  for (const Row& row : {Row{"a b", "'a b'"}, Row{"$(id)", "'$(id)'"}, Row{"it's", "'it'\\''s'"},
                         Row{"-x", "./-x"}, Row{"a;b", "'a;b'"}, Row{"plain", "plain"}}) {
    fs::copy(fs::path(E2E_TREES) / "1.15.0", scratch.path(row.name), fs::copy_options::recursive);
    const Outcome outcome =
        run_with_state({"directory=" + scratch.path()},
                       joined({{proxyenv_path(), "dify", "init", "--dir=" + std::string(row.name)},
                               kUpstream,
                               kDomains}));
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(contains(outcome.out, " cd " + std::string(row.quoted) + " && docker compose up -d\n"));
  }
}

TEST_CASE("wrap refuses images of no known release, and says what to pass") {
  const Tree tree("two-squids");
  const Words words = joined({kUpstream, kDomains, {"--wrap"}});
  CHECK(tree.init(words).exit_status == 0);
  std::string compose = tree.text("docker-compose.yaml");
  const std::string_view image = "dify-api:1.17.0";
  for (const auto& [other, advice] :
       {std::pair{"dify-api:mine", "--release X.Y.Z"},
        std::pair{"dify-api:1.18.0",
                  "if it starts what Dify 1.17.1 starts, say so with --release 1.17.1"}}) {
    std::string text = compose;
    for (std::size_t at = 0; (at = text.find(image, at)) != std::string::npos;) {
      text.replace(at, image.size(), other);
    }
    tree.write("docker-compose.yaml", text);
    const Outcome outcome = tree.init(words);
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(contains(outcome.err, advice));
  }
  CHECK(tree.init(joined({words, {"--release", "1.17.1"}})).exit_status == 0);
  CHECK(contains(tree.text("docker-compose.override.yaml"), "/app/commandline migrate"));
}

TEST_CASE("a squid under an inactive profile is told before anything is written") {
  const std::string warning = "does not start ssrf_proxy, since COMPOSE_PROFILES names none";
  struct Row {
    std::string_view profiles;  // of ssrf_proxy, in an override of the user's
    std::string_view active;    // a line of .env
    bool is_told;
    std::string_view why;
  };
  const std::vector<Row> rows = {
      {"[outside]", "", true, "none is active"},
      {"[outside]", "COMPOSE_PROFILES=${DB:-mysql},other\n", true, "others are active"},
      {"[outside]", "COMPOSE_PROFILES=${DB:-mysql}, outside\n", false, "it is one of them"},
      {"[outside]", "COMPOSE_PROFILES=*\n", false, "all are"},
      {"[]", "", false, "it has none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Tree tree;
    tree.write("more.yaml",
               "services: {ssrf_proxy: {profiles: " + std::string(row.profiles) + "}}\n");
    tree.write(".env", "COMPOSE_FILE=docker-compose.yaml:more.yaml\n" + std::string(row.active));
    const auto before = tree.snapshot();
    const Outcome dry = tree.init(joined({kUpstream, kDomains, {"--dry-run"}}));
    INFO(dry);
    CHECK(dry.exit_status == 0);
    CHECK(contains(dry.err, warning) == row.is_told);
    CHECK(tree.snapshot() == before);
  }
}

TEST_CASE("a template that both squids include is looked at, and told once") {
  const Tree tree("two-squids");
  const Words words = joined({kUpstream, kDomains, {"--agent"}});
  CHECK(!contains(tree.init(words).err, "patched by hand"));
  CHECK(contains(tree.text("proxyenv/setup.json"), "ssrf_proxy/squid-common.conf.template"));
  tree.write("ssrf_proxy/squid-common.conf.template", "cache_peer 10.9.9.9 parent 7890 0\n");
  const Outcome outcome = tree.init(words);
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(
      contains(outcome.err, "ssrf_proxy/squid-common.conf.template was patched by hand (line 1)"));
  CHECK(lines_of(outcome.err).size() == 1);
}

TEST_CASE("help names the options, and no word of a command line is repeated") {
  const Outcome help = run_proxyenv({"dify", "init", "--help"});
  CHECK(help.exit_status == 0);
  CHECK(contains(help.out, "--upstream-file"));
  for (const Words& words :
       {Words{"dify", std::string(kSecret)}, Words{"dify", "init", std::string(kSecret)},
        Words{"dify", "init", "--upstream=http://u:s3cr#et@h:1"},
        Words{"dify", "init", "--http=s3cr#et"}, Words{"dify", "init", "--s3cr#et"}}) {
    const Outcome outcome = run_proxyenv(words);
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(!contains(outcome.err, "s3cr#et"));
  }
}

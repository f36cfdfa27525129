// SPDX-License-Identifier: Apache-2.0
// Tests `proxyenv dify init` as a command. A refused request leaves the tree unchanged, files are
// written together, edited files are kept, and no password is ever shown.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <string_view>

#include "dify_tree.hpp"
#include "privilege.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSecret = "s3cr#et";

void check_refused(const Tree& tree, const Words& words, std::string_view part_of_message) {
  const auto before = tree.snapshot();
  const Outcome outcome = tree.init(words);
  CAPTURE(part_of_message);
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(outcome.out.empty());
  CHECK(lines_of(outcome.err).size() == 1);
  CHECK(contains(outcome.err, part_of_message));
  CHECK(!contains(outcome.err, "s3cr"));
  CHECK(tree.snapshot() == before);
}

}  // namespace

TEST_CASE("bad options are one line, and the tree stays as it was") {
  struct Row {
    Words words;
    std::string_view part_of_message;
  };
  const Words both = joined({kUpstream, kDomains});
  const std::array<Row, 26> rows = {{
      {{}, "no upstream"},
      {kUpstream, "no domains"},
      {kDomains, "no upstream"},
      {joined({{"--upstream", "http://192.168.0.1"}, kDomains}), "no port"},
      {joined({{"--upstream", "http://192.168.0.1:70000"}, kDomains}), "65535"},
      {joined({{"--upstream", "https://192.168.0.1:7890"}, kDomains}), "https://"},
      {joined({{"--upstream", "socks5://192.168.0.1:7890"}, kDomains}), "SOCKS"},
      {joined({{"--upstream", "http://ssrf_proxy:3128"}, kDomains}), "in a circle"},
      {joined({{"--upstream", "http://u:s3cr#et@h:1"}, kDomains}), "standard input"},
      {joined({{"--upstream", "-"}, kDomains}), "is empty"},
      {joined({{"--upstream-file", "/nonexistent"}, kDomains}), "--upstream-file"},
      {joined({both, {"--upstream-file", "/dev/null"}}), "not both"},
      {joined({kUpstream, {"--domains", "10.0.0.1"}}), "address"},
      {joined({kUpstream, {"--domains", "weaviate"}}), "single label"},
      {joined({kUpstream, {"--domains", "a.com\nhttp_access allow all"}}), "entry 2"},
      {joined({kUpstream, {"--domains", ""}}), "no entry"},
      {joined({both, {"--mode", "both"}}), "selective or direct"},
      {joined({both, {"--mode", "direct"}}), "--domains is for"},
      {joined({both, {"--exempt", "*"}}), "every host"},
      {joined({both, {"--exempt", "10.0.0.0/8"}}), "network"},
      {joined({both, {"--agent"}}), "agent_ssrf_proxy"},
      {joined({both, {"--release", "1.15.0"}}), "--wrap"},
      {joined({both, {"--wrap", "--release", "9.0.0"}}), "known are"},
      {joined({both, {"stray"}}), "options only"},
      {joined({both, {"--uninstall"}}), "--uninstall takes"},
      {{"--uninstall"}, "nothing to remove"},
  }};
  for (const Row& row : rows) check_refused(Tree(), row.words, row.part_of_message);
}

TEST_CASE("a bad file in the tree is one line, and the tree stays as it was") {
  struct Row {
    std::string_view file;
    std::string_view text;
    Words words;
    std::string_view part_of_message;
  };
  const Words both = joined({kUpstream, kDomains});
  const std::array<Row, 18> rows = {{
      {".env", "HTTP_PROXY_SERVER_HOST=h.example\nHTTP_PROXY_SERVER_PORT=x\n", kDomains, "PORT"},
      {".env", "HTTP_PROXY_SERVER_HOST=h.example\n", kDomains, "no port"},
      {".env", "A B=1\n", both, ".env: line 1"},
      {".env", "A='s3cr#et\n", both, ".env: line 1"},
      {".env", "SSRF_HTTP_PORT=s3cr\n", both, "no port"},
      {".env", "COMPOSE_FILE=nowhere.yaml\n", both, "nowhere.yaml"},
      {".env", "COMPOSE_FILE=ssrf_proxy/docker-compose.yaml\n", both, "give that folder"},
      {".env", "COMPOSE_FILE=u:s3cr@h\nCOMPOSE_PATH_SEPARATOR=,\n", both, "is not there"},
      {".env", "COMPOSE_FILE=s3cr@h/x.yaml\n", both, "give that folder"},
      {".env",
       "A=0123456789\nB=$A$A$A$A$A$A$A$A$A$A\nC=$B$B$B$B$B$B$B$B$B$B\n"
       "D=$C$C$C$C$C$C$C$C$C$C\nE=$D$D$D$D$D$D$D$D$D$D\nF=$E$E$E$E$E$E$E$E$E$E\n",
       both, ".env: line 6"},
      {"docker-compose.yaml",
       "services: {api: {image: x}, models.example.com: {}, ssrf_proxy: {volumes: "
       "[\"./e:/docker-entrypoint-mount.sh\"]}}\n",
       joined({kUpstream, {"--domains", "*.example.com"}}), "a service of this tree"},
      {"docker-compose.yaml", "services: [\n", both, "no YAML"},
      {"docker-compose.yaml", "services: {}\n", both, "no service api"},
      {"docker-compose.yaml", "services: {api: {image: x}}\n", both, "no service ssrf_proxy"},
      {"docker-compose.yaml", "services: {api: {image: x}, ssrf_proxy: {image: y}}\n", both,
       "/docker-entrypoint-mount.sh"},
      {"docker-compose.yaml", "services: {\"a\\nb\": {image: x/dify-api}}\n", both, "name"},
      {"docker-compose.proxyenv.yaml", "services: {}\n", {"--uninstall"}, "nothing to remove"},
      {"proxyenv/setup.json", "{}", both, "setup.json"},
  }};
  for (const Row& row : rows) {
    const Tree tree;
    if (row.file.starts_with("proxyenv/")) fs::create_directory(tree.path("proxyenv"));
    tree.write(row.file, row.text);
    check_refused(tree, row.words, row.part_of_message);
  }
}

TEST_CASE("a folder that is none of Dify's is one line") {
  const ScratchDirectory scratch;
  scratch.make_directory("docker");
  scratch.write("docker/docker-compose.yaml", "services: {}\n");
  for (const auto& [folder, message] :
       {std::pair<std::string, std::string_view>{"", "an empty name"},
        {scratch.path("nowhere"), "no such folder"},
        {scratch.path(), "in its folder docker"},
        {"/proc/self", "no docker-compose.yaml"}}) {
    const Outcome outcome =
        run_proxyenv(joined({{"dify", "init", "--dir", folder}, kUpstream, kDomains}));
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(contains(outcome.err, message));
  }
}

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

TEST_CASE("a password reaches one file, which is its owner's alone, and no output") {
  struct Row {
    std::string_view mode;
    std::string_view file;  // the file that holds it
  };
  for (const Row& row :
       {Row{"selective", "proxyenv/upstream.conf"}, Row{"direct", "proxyenv/upstream.env"}}) {
    const Tree tree;
    const std::string url = "http://alice:s3cr%23et@192.168.0.1:7890\n";
    Words words = {"--mode", std::string(row.mode)};
    if (row.mode == "selective") words = joined({words, kDomains});
    const Outcome dry = tree.init(joined({words, {"--dry-run", "--upstream", "-"}}), {}, url);
    INFO(dry);
    CHECK(dry.exit_status == 0);
    CHECK(!tree.has("proxyenv"));
    const Outcome piped = tree.init(joined({words, {"--upstream", "-"}}), {}, url);
    INFO(piped);
    REQUIRE(piped.exit_status == 0);
    const ScratchDirectory scratch;
    const std::string file = scratch.write("url", url);
    const Outcome again = tree.init(joined({words, {"--upstream-file", file}}));
    CHECK(contains(again.out, "nothing to change"));
    for (const Outcome* outcome : {&dry, &piped, &again}) {
      for (const std::string_view piece : {"s3cr", "alice"}) {
        CHECK(!contains(outcome->out + outcome->err, piece));
      }
    }
    std::size_t holders = 0;
    for (const auto& entry : fs::recursive_directory_iterator(tree.path())) {
      if (!entry.is_regular_file() || !contains(read_file(entry.path()), "s3cr")) continue;
      ++holders;
      CHECK(entry.path() == tree.path(row.file));
    }
    CHECK(holders == 1);
    CHECK(mode_of(tree.path(row.file)) == 0600);
    CHECK(mode_of(tree.path("proxyenv/setup.json")) == 0600);
    CHECK(mode_of(tree.path("proxyenv")) == 0700);
    CHECK(tree.text("proxyenv/.gitignore") == "*\n");
  }
}

TEST_CASE("credentials of which squid dies are refused where they are for squid") {
  for (const auto& [size, status] : {std::pair<std::size_t, int>{122, 0}, {123, 125}}) {
    const Tree tree;
    const std::string url = "http://alice:" + std::string(size, 's') + "@192.168.0.1:7890";
    const Outcome outcome = tree.init(joined({kDomains, {"--upstream", "-"}}), {}, url);
    INFO(outcome);
    CHECK(outcome.exit_status == status);
    CHECK(!contains(outcome.out + outcome.err, "ssss"));
    CHECK(tree.init({"--mode", "direct", "--upstream", "-"}, {}, url).exit_status == 0);
  }
}

TEST_CASE("the override tells nothing about a password that is changed") {
  const Tree first;
  const Tree second;
  const Words words = joined({{"--upstream", "-"}, kDomains});
  REQUIRE(first.init(words, {}, "http://u:a@10.0.0.9:1").exit_status == 0);
  REQUIRE(second.init(words, {}, "http://u:a@10.0.0.9:1").exit_status == 0);
  const std::string before = first.text("docker-compose.override.yaml");
  // The same password has different labels in two trees, so it cannot be looked up in a table.
  CHECK(before != second.text("docker-compose.override.yaml"));
  REQUIRE(first.init(words, {}, "http://u:b@10.0.0.9:1").exit_status == 0);
  CHECK(before != first.text("docker-compose.override.yaml"));
  REQUIRE(first.init(words, {}, "http://u:a@10.0.0.9:1").exit_status == 0);
  CHECK(before == first.text("docker-compose.override.yaml"));
}

TEST_CASE("who edited a file that init wrote keeps his edits") {
  for (const std::string_view file :
       {"docker-compose.override.yaml", "proxyenv/upstream.conf", "proxyenv/squid-entrypoint.sh"}) {
    const Tree tree;
    REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
    tree.write(file, tree.text(file) + "# mine\n");
    const auto before = tree.snapshot();
    for (const Words& words :
         {joined({kUpstream, {"--domains", ".other.com"}}), Words{"--uninstall"}}) {
      const Outcome outcome = tree.init(words);
      CAPTURE(file);
      INFO(outcome);
      CHECK(outcome.exit_status == 125);
      CHECK(lines_of(outcome.err).size() == 1);
      CHECK(contains(outcome.err, file));
      CHECK(contains(outcome.err, "edited"));
      CHECK(tree.snapshot() == before);
    }
  }
}

TEST_CASE("whoever was killed half-way can run init again, also for something else, or uninstall") {
  const auto words = [](std::string_view domain) {
    return joined({kUpstream, {"--domains", std::string(domain)}});
  };
  const Tree tree;
  const auto before = tree.snapshot();
  // Files are replaced in order, the record first, so any number of old files may remain.
  for (const std::size_t replaced : {0U, 1U, 2U, 3U}) {
    for (const Words& next : {words(".third.com"), Words{"--uninstall"}}) {
      REQUIRE(tree.init(words(".first.com")).exit_status == 0);
      const std::array<std::string, 3> files = {
          "proxyenv/squid-entrypoint.sh", "proxyenv/upstream.conf", "docker-compose.override.yaml"};
      std::map<std::string, std::string> old;
      for (const std::string& file : files) old[file] = tree.text(file);
      REQUIRE(tree.init(words(".second.com")).exit_status == 0);
      for (std::size_t i = replaced; i < files.size(); ++i) {
        tree.write(files.at(i), old[files.at(i)]);
      }
      const Outcome verified = run_proxyenv({"dify", "verify", "--dir", tree.path()}, {});
      INFO(verified);
      // The script is the same for each list of domains.
      CHECK(verified.exit_status == (replaced == files.size() ? 0 : 1));
      CHECK(contains(verified.out, "file_outdated: docker-compose.override.yaml") ==
            (replaced < files.size()));
      CHECK(!contains(verified.out, "file_edited"));
      fs::create_directory(tree.path("proxyenv/.unfinished"));
      tree.write("proxyenv/.unfinished/new-1", "#!/bin/bash\n# Written");
      tree.write("proxyenv/.unfinished/old-0", old["proxyenv/upstream.conf"]);
      const Outcome outcome = tree.init(next);
      INFO(outcome);
      CHECK(outcome.exit_status == 0);
      CHECK(!tree.has("proxyenv/.unfinished"));
      if (tree.has("proxyenv")) {
        CHECK(tree.init({"--uninstall"}).exit_status == 0);
      }
      CHECK(tree.snapshot() == before);
    }
  }
  // The first init of a tree: only the record was written.
  REQUIRE(tree.init(words(".first.com")).exit_status == 0);
  fs::remove(tree.path("proxyenv/upstream.conf"));
  fs::remove(tree.path("docker-compose.override.yaml"));
  CHECK(tree.init(words(".second.com")).exit_status == 0);
}

TEST_CASE("what another one took the place of is left to him") {
  const Tree tree;
  REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
  tree.write("compose.override.yml", "services: {}\n");
  REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
  tree.write("docker-compose.override.yaml", "services: {}\n");  // in the place of ours
  CHECK(tree.init({"--uninstall"}).exit_status == 0);
  CHECK(tree.has("docker-compose.override.yaml"));
  CHECK(!tree.has("proxyenv"));
}

TEST_CASE("an override of ours is not taken for somebody else's when its record is gone") {
  const Tree tree;
  REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
  fs::remove_all(tree.path("proxyenv"));
  const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(contains(outcome.err, "docker-compose.override.yaml was written by proxyenv dify init"));
  fs::remove(tree.path("docker-compose.override.yaml"));
  CHECK(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
}

TEST_CASE("two at a time are told apart") {
  const Tree tree;
  const int folder = ::open(tree.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(folder >= 0);
  REQUIRE(::flock(folder, LOCK_EX) == 0);
  const auto before = tree.snapshot();
  const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(contains(outcome.err, "another one is at work"));
  CHECK(tree.snapshot() == before);
  CHECK(tree.init(joined({kUpstream, kDomains, {"--dry-run"}})).exit_status == 0);
  ::close(folder);
  CHECK(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
}

TEST_CASE("folders have the modes that they need, whatever the umask") {
  const Tree tree;
  const Words words = {proxyenv_path(), "dify", "init", "--dir", tree.path()};
  const Words wrapped = joined({words, kUpstream, kDomains, {"--wrap"}});
  REQUIRE(run_with_state({"umask=077"}, wrapped).exit_status == 0);
  // The containers run as another user.
  CHECK(mode_of(tree.path("proxyenv/bin")) == 0755);
  fs::permissions(tree.path("proxyenv/bin"), fs::perms{0700});
  const Outcome mended = run_program({wrapped, {}, {}});
  INFO(mended);
  CHECK(contains(mended.out, "proxyenv/bin/ (its permissions)"));
  CHECK(mode_of(tree.path("proxyenv/bin")) == 0755);

  const Words secret = joined({kDomains, {"--upstream", "-"}});
  const std::string url = "http://u:s3cret@10.0.0.9:1";
  REQUIRE(tree.init(secret, {}, url).exit_status == 0);
  CHECK(mode_of(tree.path("proxyenv")) == 0700);
  fs::permissions(tree.path("proxyenv"), fs::perms{0755});
  CHECK(contains(tree.init(secret, {}, url).out, "proxyenv/ (its permissions)"));
  CHECK(mode_of(tree.path("proxyenv")) == 0700);
  CHECK(contains(tree.init(secret, {}, url).out, "nothing to change"));
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

TEST_CASE("a file of somebody else's is not overwritten") {
  const Tree tree;
  tree.write("docker-compose.override.yaml", "services: {}\n");
  tree.write("docker-compose.proxyenv.yaml", "services: {}\n");
  const auto before = tree.snapshot();
  const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(contains(outcome.err, "docker-compose.proxyenv.yaml"));
  CHECK(contains(outcome.err, "does not say that proxyenv dify init wrote it"));
  CHECK(tree.snapshot() == before);
  // A user's symbolic link is refused, too, even if its target does not exist yet.
  const Tree linked;
  fs::create_symlink("elsewhere.yaml", linked.path("docker-compose.override.yaml"));
  const Outcome refused = linked.init(joined({kUpstream, kDomains}));
  INFO(refused);
  CHECK(refused.exit_status == 125);
  CHECK(contains(refused.err, "leads nowhere"));
  CHECK(!linked.has("proxyenv"));
}

TEST_CASE("everything is written, or nothing") {
  // A folder is in the place of a file. init notices that when most files are already written.
  for (const std::string_view obstacle :
       {"proxyenv/setup.json", "proxyenv/upstream.conf", "docker-compose.override.yaml"}) {
    const Tree tree;
    fs::create_directories(tree.path(obstacle));
    const auto before = tree.snapshot();
    const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
    CAPTURE(obstacle);
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(tree.snapshot() == before);
  }
  const Tree tree;
  fs::create_directory(tree.path("elsewhere"));
  fs::create_symlink("elsewhere", tree.path("proxyenv"));
  const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(contains(outcome.err, "is no folder"));
  CHECK(fs::is_empty(tree.path("elsewhere")));
  CHECK(!tree.has("docker-compose.override.yaml"));
}

TEST_CASE("a folder that cannot be written into is one line") {
  const Words steps = {"uid=65534"};
  if (!can_take(steps, "dify init into a read-only folder")) return;
  const Tree tree;
  fs::permissions(tree.path(), fs::perms{0555});
  const auto before = tree.snapshot();
  const Outcome outcome = run_with_state(
      steps,
      joined({{proxyenv_path(), "dify", "init", "--dir", tree.path()}, kUpstream, kDomains}));
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(lines_of(outcome.err).size() == 1);
  CHECK(contains(outcome.err, "Permission denied"));
  CHECK(tree.snapshot() == before);
  fs::permissions(tree.path(), fs::perms{0755});
}

TEST_CASE(
    "uninstall leaves what somebody put beside, and a record that leads elsewhere is refused") {
  const Tree tree;
  const auto before = tree.snapshot();
  REQUIRE(tree.init(joined({kUpstream, kDomains, {"--wrap"}})).exit_status == 0);
  CHECK(mode_of(tree.path("proxyenv/bin/proxyenv")) == 0755);
  CHECK(mode_of(tree.path("proxyenv/bin")) == 0755);
  tree.write("proxyenv/notes", "mine\n");
  const Outcome outcome = tree.init({"--uninstall"});
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(contains(outcome.out, "files of yours"));
  CHECK(tree.text("proxyenv/notes") == "mine\n");
  fs::remove(tree.path("proxyenv/notes"));
  fs::remove(tree.path("proxyenv"));
  CHECK(tree.snapshot() == before);

  fs::create_directory(tree.path("proxyenv"));
  tree.write("victim", "");
  tree.write("proxyenv/setup.json",
             "{\"schema\": 1, \"files\": {\"proxyenv/../victim\": "
             "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}}");
  CHECK(tree.init({"--uninstall"}).exit_status == 125);
  CHECK(tree.has("victim"));
}

TEST_CASE("an override that Compose would ignore moves") {
  const Tree tree;
  REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
  CHECK(tree.has("docker-compose.override.yaml"));
  tree.write("compose.override.yml", "services: {}\n");
  const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
  INFO(outcome);
  CHECK(outcome.exit_status == 0);
  CHECK(!tree.has("docker-compose.override.yaml"));
  CHECK(tree.has("docker-compose.proxyenv.yaml"));
  CHECK(contains(outcome.out,
                 "COMPOSE_FILE=docker-compose.yaml:compose.override.yml:"
                 "docker-compose.proxyenv.yaml\n"));
}

TEST_CASE("COMPOSE_FILE decides the override's name, and says what to change") {
  struct Row {
    std::string_view env_file;
    std::string_view override_file;
    std::string_view line;  // of the output; empty: no change is needed
  };
  const std::array<Row, 9> rows = {{
      {"COMPOSE_FILE=docker-compose.yaml\n", "docker-compose.proxyenv.yaml",
       "COMPOSE_FILE=docker-compose.yaml:docker-compose.proxyenv.yaml\n"},
      {"COMPOSE_FILE=./docker-compose.yaml:\n", "docker-compose.proxyenv.yaml",
       "COMPOSE_FILE=./docker-compose.yaml:docker-compose.proxyenv.yaml\n"},
      {"COMPOSE_FILE=docker-compose.yaml;\nCOMPOSE_PATH_SEPARATOR=;\n",
       "docker-compose.proxyenv.yaml",
       "COMPOSE_FILE='docker-compose.yaml;docker-compose.proxyenv.yaml'\n"},
      {"COMPOSE_FILE=docker-compose.yaml:docker-compose.proxyenv.yaml\n",
       "docker-compose.proxyenv.yaml", ""},
      // Our override, which Compose loaded by its name before COMPOSE_FILE was set.
      {"COMPOSE_FILE=docker-compose.yaml:docker-compose.override.yaml\n",
       "docker-compose.override.yaml", ""},
      {"COMPOSE_FILE=docker-compose.yaml:docker-compose.override.yaml:"
       "docker-compose.proxyenv.yaml\n",
       "docker-compose.override.yaml",
       "COMPOSE_FILE=docker-compose.yaml:docker-compose.override.yaml\n"},
      // A file after ours would override it.
      {"COMPOSE_FILE=docker-compose.override.yaml:docker-compose.yaml\n",
       "docker-compose.override.yaml",
       "COMPOSE_FILE=docker-compose.yaml:docker-compose.override.yaml\n"},
      {"COMPOSE_FILE=docker-compose.yaml:docker-compose.proxyenv.yaml:docker-compose.yaml\n",
       "docker-compose.proxyenv.yaml",
       "COMPOSE_FILE=docker-compose.yaml:docker-compose.yaml:docker-compose.proxyenv.yaml\n"},
      // Written on Windows, where Compose's separator is a semicolon.
      {"COMPOSE_FILE=docker-compose.yaml;docker-compose.yaml\n", "docker-compose.proxyenv.yaml",
       "COMPOSE_FILE='docker-compose.yaml;docker-compose.yaml;docker-compose.proxyenv.yaml'\n"},
  }};
  for (const Row& row : rows) {
    const Tree tree;
    REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
    tree.write(".env", row.env_file);
    const Outcome outcome = tree.init(joined({kUpstream, {"--domains", ".other.com"}}));
    CAPTURE(row.env_file);
    INFO(outcome);
    CHECK(outcome.exit_status == 0);
    CHECK(tree.has(row.override_file));
    CHECK(contains(outcome.out, "COMPOSE_FILE=") == !row.line.empty());
    CHECK(contains(outcome.out, row.line));
    const Outcome gone = tree.init({"--uninstall"});
    INFO(gone);
    const bool is_listed = contains(row.env_file, row.override_file);
    CHECK(contains(gone.out, "out of COMPOSE_FILE, in .env") == is_listed);
  }
}

TEST_CASE("COMPOSE_FILE with absolute paths, also through a link, names the tree's own files") {
  struct Row {
    Words names;  // FOLDER/ is the tree
    std::string_view override_file;
    Words line;  // of the output; empty: no change is needed
  };
  const Row rows[] = {
      {{"FOLDER/docker-compose.yaml", "FOLDER/docker-compose.override.yaml"},
       "docker-compose.override.yaml",
       {}},
      {{"FOLDER/../docker//docker-compose.yaml", "./docker-compose.override.yaml"},
       "docker-compose.override.yaml",
       {}},
      {{"FOLDER/docker-compose.yaml"},
       "docker-compose.proxyenv.yaml",
       {"FOLDER/docker-compose.yaml", "FOLDER/docker-compose.proxyenv.yaml"}},
      {{"FOLDER/docker-compose.override.yaml", "FOLDER/docker-compose.yaml"},
       "docker-compose.override.yaml",
       {"FOLDER/docker-compose.yaml", "FOLDER/docker-compose.override.yaml"}},
  };
  const auto in = [](const std::string& folder, const Words& names) {
    std::string text;
    for (std::string name : names) {
      if (name.starts_with("FOLDER")) name.replace(0, 6, folder);
      text.append(text.empty() ? "COMPOSE_FILE=" : ":").append(name);
    }
    return text + "\n";
  };
  for (const Row& row : rows) {
    for (const bool through_link : {false, true}) {
      const Tree tree;
      const ScratchDirectory scratch;
      // The link comes before the folder in the path, so that FOLDER/.. leads back to the same
      // place.
      fs::create_directory_symlink(fs::path(tree.path()).parent_path(), scratch.path("link"));
      const std::string folder = through_link ? scratch.path("link/docker") : tree.path();
      REQUIRE(tree.init(joined({kUpstream, kDomains})).exit_status == 0);
      tree.write(".env", in(folder, row.names));
      CAPTURE(in(folder, row.names));
      const Outcome outcome = tree.init(joined({kUpstream, kDomains}));
      INFO(outcome);
      CHECK(outcome.exit_status == 0);
      CHECK(tree.has(row.override_file));
      CHECK(contains(outcome.out, "COMPOSE_FILE=") == !row.line.empty());
      if (!row.line.empty()) {
        CHECK(contains(outcome.out, in(folder, row.line)));
        tree.write(".env", in(folder, row.line));
      }
      const Outcome verified = run_proxyenv({"dify", "verify", "--dir", tree.path()});
      INFO(verified);
      CHECK(verified.exit_status == 0);
    }
  }
}

TEST_CASE("wrap refuses images of no known release, and says what to pass") {
  const Tree tree("two-squids");
  const Words words = joined({kUpstream, kDomains, {"--wrap"}});
  const Outcome outcome = tree.init(words);
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(contains(outcome.err, "--release X.Y.Z"));
  CHECK(tree.init(joined({words, {"--release", "1.16.0"}})).exit_status == 0);
  CHECK(contains(tree.text("docker-compose.override.yaml"), "/app/commandline migrate"));
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

// SPDX-License-Identifier: Apache-2.0
// What `proxyenv dify init` refuses: the answer is one line that holds no password, and the tree
// stays as it was.
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

TEST_CASE("a tree that a mode cannot set up is told which one can") {
  const Words both = joined({kUpstream, kDomains});
  const Tree by_hand("static-squid");
  check_refused(by_hand, both, "no upstream can be added to it");
  check_refused(by_hand, both, "--mode direct needs no squid");
  CHECK(by_hand.init(joined({kUpstream, {"--mode", "direct"}})).exit_status == 0);

  const Tree without;
  without.write("docker-compose.yaml", "services: {api: {image: dify-api}}\n");
  check_refused(without, both, "has no service ssrf_proxy");
  CHECK(without.init(joined({kUpstream, {"--mode", "direct"}})).exit_status == 0);
  CHECK(contains(without.text("docker-compose.override.yaml"),
                 "SSRF_PROXY_ALL_URL: \"${SSRF_PROXY_ALL_URL:-${SSRF_PROXY_HTTP_URL:-}}\""));

  const Tree middleware("middleware");
  middleware.write("docker-compose.middleware.yaml", "services: {redis: {image: redis}}\n");
  check_refused(middleware, both, "no service api");
}

TEST_CASE("in a source deployment no command starts a second Dify") {
  const Tree tree("middleware");
  const std::string command =
      "docker compose --env-file middleware.env -f docker-compose.middleware.yaml";
  const Outcome done = tree.init(joined({kUpstream, kDomains}));
  CHECK(contains(done.out, command + " -f docker-compose.proxyenv.yaml -p dify up -d\n"));
  CHECK(contains(done.out, "HTTPS_PROXY=http://127.0.0.1:3130 and behind proxyenv"));
  const std::string ours = command + " -f docker-compose.proxyenv.yaml -p dify";
  const Outcome verified = run_proxyenv({"dify", "verify", "--dir", tree.path()});
  CHECK(contains(verified.out, "pipe " + ours + " logs ssrf_proxy into"));
  const std::string written = tree.text("docker-compose.proxyenv.yaml");
  tree.write("docker-compose.proxyenv.yaml", written + "# mine\n");
  const Outcome edited = run_proxyenv({"dify", "verify", "--dir", tree.path()});
  CHECK(contains(edited.out, "run proxyenv dify init again, then " + ours + " up -d\n"));
  tree.write("docker-compose.proxyenv.yaml", written);
  CHECK(contains(tree.init({"--uninstall"}).out, command + " -p dify up -d\n"));
}

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

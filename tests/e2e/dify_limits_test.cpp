// SPDX-License-Identifier: Apache-2.0
// Large Dify trees and large logs of squid: what they cost, and where reading ends.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <cstdint>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

// A tree of Dify's with more in its Compose file or beside it. What it holds is read within some
// seconds of CPU time, however it is built; time that grows with the square of it is a minute.
class LargeTree {
 public:
  LargeTree() {
    std::filesystem::copy(std::filesystem::path(E2E_TREES) / "1.15.0", scratch_.path("docker"),
                          std::filesystem::copy_options::recursive);
  }

  void append(const std::string& text) const {
    scratch_.write("docker/docker-compose.yaml",
                   read_file(scratch_.path("docker/docker-compose.yaml")) + "\n" + text);
  }
  [[nodiscard]] std::string path(std::string_view name) const {
    return scratch_.path("docker/" + std::string(name));
  }
  void write(std::string_view name, const std::string& text) const {
    scratch_.write("docker/" + std::string(name), text);
  }

  [[nodiscard]] Outcome run(const Words& words, const Words& environment = {}) const {
    const Words steps = {"open=0:r:" + scratch_.path("docker/input"),
                         "limit=" + std::to_string(RLIMIT_CPU) + ":6:6"};
    return run_with_state(
        steps, joined({{companion_path(), "dify"}, words, {"--dir", scratch_.path("docker")}}),
        environment);
  }

 private:
  ScratchDirectory scratch_;
};

constexpr int kMany = 60'000;

std::string many_lines(std::string_view before, std::string_view after, int count = kMany) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text.append(before).append(std::to_string(i)).append(after).append("\n");
  }
  return text;
}

const Words kDryRun = {"init",      "--dry-run", "--upstream", "http://192.168.0.1:7890",
                       "--domains", ".x.test"};

}  // namespace

TEST_CASE("a large Dify tree is read in linear time") {
  struct Row {
    std::string compose;
    std::string override_file;  // empty: none
    std::string_view why;
  };
  const Row rows[] = {
      {"x-a: &a\n" + many_lines("  a", ": v") + "x-b:\n  <<: *a\n" + many_lines("  b", ": v"), "",
       "a merge of maps"},
      {"x-a:\n" + many_lines("  a", ": v"), "x-a:\n" + many_lines("  b", ": v"), "an override"},
      {"", "services:\n  api:\n    environment:\n" + many_lines("      V", ": v"),
       "variables of a service"},
      {"", "services:\n  api:\n    environment:\n" + many_lines("      V", ": https://10.0.0.1:1/"),
       "broken endpoints of a service"},
      {"", "services:\n  api:\n    volumes:\n" + many_lines("      - ./a:/v", ""),
       "volumes of a service"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const LargeTree tree;
    tree.write("input", "");
    tree.append(row.compose);
    if (!row.override_file.empty()) tree.write("docker-compose.override.yaml", row.override_file);
    const Outcome outcome = tree.run(kDryRun);
    INFO(outcome.err);
    CHECK(outcome.signal == 0);
    CHECK(outcome.exit_status == 0);
  }
}

TEST_CASE("Compose files and services have a limit, and one line tells it") {
  const LargeTree tree;
  tree.write("input", "");
  std::string list = "COMPOSE_FILE=docker-compose.yaml";
  for (int i = 0; i < 99; ++i) list.append(":docker-compose.yaml");
  CHECK(tree.run(kDryRun, {list}).exit_status == 0);
  for (int i = 0; i < 4'900; ++i) list.append(":docker-compose.yaml");
  const Outcome outcome = tree.run(kDryRun, {list});
  INFO(outcome.err);
  CHECK(outcome.exit_status == 125);
  CHECK(lines_of(outcome.err).size() == 1);
  CHECK(contains(outcome.err, "COMPOSE_FILE names 5000 files, and at most 100 are read"));

  const LargeTree services;
  services.write("input", "");
  services.write("docker-compose.override.yaml", "services:\n" + many_lines("  s", ": {image: x}"));
  const Outcome refused = services.run(kDryRun);
  CHECK(refused.exit_status == 125);
  CHECK(lines_of(refused.err).size() == 1);
  CHECK(contains(refused.err, " services, and at most 1000 are read"));
}

TEST_CASE("a file that is longer than its limit is no file that is read in part") {
  const auto enlarge = [](const LargeTree& tree, std::string_view name, std::uintmax_t size) {
    tree.write(name, "");
    std::filesystem::resize_file(tree.path(name), size);
  };
  constexpr std::uintmax_t kMiB = std::uintmax_t{1} << 20U;
  for (const std::string_view name : {".env", "docker-compose.override.yaml"}) {
    CAPTURE(name);
    const LargeTree tree;
    tree.write("input", "");
    enlarge(tree, name, 64 * kMiB + 1);
    const Outcome outcome = tree.run(kDryRun);
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(contains(outcome.err, std::string(name) + ": larger than 64 MiB"));
  }
  const LargeTree tree;
  tree.write("input", "");
  tree.write("url", "http://192.168.0.1:7890" + std::string(std::size_t{64} << 10U, ' '));
  const Outcome outcome =
      tree.run({"init", "--dry-run", "--upstream-file", tree.path("url"), "--domains", ".x.test"});
  INFO(outcome);
  CHECK(outcome.exit_status == 125);
  CHECK(lines_of(outcome.err).size() == 1);
  CHECK(contains(outcome.err, "--upstream-file: larger than 64 KiB"));
}

TEST_CASE("a log with many peers of an upstream that has a name is counted in linear time") {
  const LargeTree tree;
  std::string log;
  for (int i = 0; i < kMany; ++i) {
    const std::string address = "10." + std::to_string(i / 65536) + "." +
                                std::to_string(i / 256 % 256) + "." + std::to_string(i % 256);
    log.append("1753612800.123 120 172.18.0.5 TCP_TUNNEL/200 41 CONNECT h" + std::to_string(i) +
               ".x.test:443 - FIRSTUP_PARENT/" + address + " -\n");
  }
  tree.write("input", log);
  const Outcome outcome = tree.run({"verify", "--access-log", "-", "--domains", ".x.test",
                                    "--upstream", "http://proxy.test:7890", "--json"});
  INFO(outcome.err);
  CHECK(outcome.signal == 0);
  CHECK(contains(outcome.out, "several_upstreams"));
}

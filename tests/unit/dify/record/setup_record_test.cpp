// SPDX-License-Identifier: Apache-2.0
#include "dify/record/setup_record.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace proxyenv::dify;

namespace {

// The format is an interface: verify reads what an older init wrote.
constexpr std::string_view kSelective = R"({
  "schema": 1,
  "mode": "selective",
  "domains": [".openai.com", "google.dev"],
  "upstream": "http://***@192.168.0.1:7890",
  "api_tag": "1.16.0",
  "daemon_tag": "0.6.3-local",
  "salt": "abc",
  "sources": {
    "docker-compose.yaml": "11"
  },
  "files": {
    "proxyenv/upstream.conf": "22",
    "docker-compose.override.yaml": "33"
  },
  "replaced": {}
}
)";

constexpr std::string_view kDirect = R"({
  "schema": 1,
  "mode": "direct",
  "domains": [],
  "upstream": "",
  "api_tag": "",
  "daemon_tag": "",
  "salt": "",
  "sources": {},
  "files": {},
  "replaced": {}
}
)";

// Files of older releases have no such line.
std::string for_podman(std::string_view text) {
  std::string result(text);
  const std::string_view line = "\"selective\",\n";
  result.insert(result.find(line) + line.size(), "  \"compose\": \"podman-compose\",\n");
  return result;
}

std::string with_domains(std::string_view domains) {
  return R"({"schema": 1, "mode": "selective", "domains": )" + std::string(domains) + "}";
}

}  // namespace

TEST_CASE("a record is the same text after it was read") {
  for (const std::string& text :
       {std::string(kSelective), std::string(kDirect), for_podman(kSelective)}) {
    const auto record = parse_setup_record(text);
    REQUIRE(record);
    CHECK(render_setup_record(*record) == text);
  }
  const auto record = parse_setup_record(std::string(kSelective));
  CHECK(record->mode == Mode::selective);
  CHECK(record->program == ComposeProgram::docker_compose);
  CHECK(parse_setup_record(for_podman(kSelective))->program == ComposeProgram::podman_compose);
  CHECK(record->domains == std::vector<std::string>{".openai.com", "google.dev"});
  CHECK(parse_setup_record(std::string(kDirect))->mode == Mode::direct);
}

TEST_CASE("`all` alone stands for all domains") {
  struct Row {
    std::string_view domains;
    bool all;
    std::size_t count;
  };
  const Row rows[] = {{R"(["all"])", true, 0},
                      {R"(["all", "b.test"])", false, 2},
                      {R"(["all.test"])", false, 1},
                      {"[]", false, 0}};
  for (const Row& row : rows) {
    CAPTURE(row.domains);
    const auto record = parse_setup_record(with_domains(row.domains));
    REQUIRE(record);
    CHECK(record->all_domains == row.all);
    CHECK(record->domains.size() == row.count);
    CHECK(render_setup_record(*record).find("\"domains\": " + std::string(row.domains)) !=
          std::string::npos);
  }
}

TEST_CASE("which files of a record are ours") {
  SetupRecord record;
  record.files = {{"proxyenv/upstream.conf", "new"}};
  record.replaced = {{"proxyenv/upstream.conf", "old"}, {"proxyenv/upstream.env", "gone"}};
  CHECK(record.wrote("proxyenv/upstream.conf", "new"));
  CHECK(record.wrote("proxyenv/upstream.conf", "old"));
  CHECK(record.wrote("proxyenv/upstream.env", "gone"));
  CHECK_FALSE(record.wrote("proxyenv/upstream.conf", "gone"));
  CHECK_FALSE(record.wrote("proxyenv/other", "new"));
  CHECK(record.hash_of("proxyenv/upstream.conf") != nullptr);
  CHECK(record.hash_of("proxyenv/upstream.env") == nullptr);
  CHECK(record.override_file() == kSeparateOverrideName);
  record.files.emplace_back(kOverrideName, "x");
  CHECK(record.override_file() == kOverrideName);
}

TEST_CASE("a record that cannot be trusted is refused") {
  struct Row {
    std::string_view text;
    std::string_view error;
    std::string_view why;
  };
  const Row rows[] = {
      {"{}", "no record of this version", "no schema"},
      {R"({"schema": 2})", "no record of this version", "a later one"},
      {R"({"schema": 1, "files": {"proxyenv/../.env": "1"}})", "never writes", "a way out"},
      {R"({"schema": 1, "files": {"docker-compose.yaml": "1"}})", "never writes", "Dify's own"},
      {R"({"schema": 1, "replaced": {"/etc/passwd": "1"}})", "never writes", "an absolute path"},
      {R"({"schema": 1, "files": {"proxyenv/x": "1"}})", "never writes", "another file there"},
      {R"({"schema": 1, "files": {"proxyenv/bin/sub/proxyenv": "1"}})", "never writes",
       "another folder there"},
      {R"({"schema": 1, "files": {"proxyenv/setup.json": "1"}})", "never writes",
       "the record itself"},
      {R"({"schema": 1, "replaced": {"proxyenv/.proxyenv.secret": "1"}})", "never writes",
       "a hidden file of the user's"},
      {R"({"schema": 1, "files": {"proxyenv/bin/proxyenv": "1",
          "docker-compose.proxyenv.yaml": "2"}})",
       "", "ours"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto record = parse_setup_record(std::string(row.text));
    CHECK(record.has_value() == row.error.empty());
    if (!record) CHECK(record.error().message.find(row.error) != std::string::npos);
  }
}

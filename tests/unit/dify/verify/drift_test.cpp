// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/drift.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <string_view>

#include "dify/record/sha256.hpp"
#include "dify/tree/read_tree.hpp"

using namespace proxyenv;
using namespace proxyenv::dify;

namespace {

using Files = std::map<std::string, std::string>;

constexpr std::string_view kCompose = R"(services:
  api:
    image: langgenius/dify-api:1.16.0
  plugin_daemon:
    image: langgenius/dify-plugin-daemon:0.6.3-local
  ssrf_proxy:
    image: ubuntu/squid:latest
    volumes:
      - ./ssrf_proxy/squid.conf.template:/etc/squid/squid.conf.template
      - ./ssrf_proxy/docker-entrypoint.sh:/docker-entrypoint-mount.sh
)";

// Since Dify 1.16 both squids include a file that is made from a third template.
constexpr std::string_view kMoreOfTwoSquids =
    R"(      - ./ssrf_proxy/common.conf.template:/etc/squid/dify_common.conf.template
  agent_ssrf_proxy:
    image: ubuntu/squid:latest
    volumes:
      - ./ssrf_proxy/agent.conf.template:/etc/squid/squid.conf.template
      - ./ssrf_proxy/common.conf.template:/etc/squid/dify_common.conf.template
      - ./ssrf_proxy/errors.template:/usr/share/squid/errors.template
      - ./ssrf_proxy/docker-entrypoint.sh:/docker-entrypoint-mount.sh
)";

// A tree as it is right after init, with an upstream and two domains.
Files fresh_tree(std::string_view compose = kCompose) {
  Files files = {
      {"docker-compose.yaml", std::string(compose)},
      {"ssrf_proxy/squid.conf.template", "http_port ${HTTP_PORT}\n"},
      {"ssrf_proxy/docker-entrypoint.sh", "/usr/sbin/squid -Nz\n"},
      {"docker-compose.override.yaml", "services: {}\n"},
      {"proxyenv/upstream.conf", "x\n"},
  };
  SetupRecord record;
  record.mode = Mode::selective;
  record.domains = {".openai.com", "google.dev"};
  record.upstream = "http://***@192.168.0.1:7890";
  record.api_tag = "1.16.0";
  record.daemon_tag = "0.6.3-local";
  for (const char* path : {"docker-compose.yaml", "ssrf_proxy/docker-entrypoint.sh",
                           "ssrf_proxy/squid.conf.template"}) {
    record.sources.emplace_back(path, sha256(files.at(path)));
  }
  if (compose != kCompose) {
    for (const char* path : {"ssrf_proxy/agent.conf.template", "ssrf_proxy/common.conf.template"}) {
      files[path] = "# Dify's\n";
      record.sources.emplace_back(path, sha256(files[path]));
    }
  }
  record.replaced = {{"proxyenv/upstream.conf", sha256("of an earlier init\n")}};
  for (const char* path : {"docker-compose.override.yaml", "proxyenv/upstream.conf"}) {
    record.files.emplace_back(path, sha256(files.at(path)));
  }
  files["proxyenv/setup.json"] = render_setup_record(record);
  return files;
}

// The tree lies in /dify/docker.
std::string name_below(const std::string& path) {
  constexpr std::string_view kFolder = "/dify/docker/";
  return path.starts_with(kFolder) ? path.substr(kFolder.size()) : path;
}

// "kind subject, kind subject" of the tree.
std::string drift_of(const Files& files, const std::map<std::string, std::string>& variables = {}) {
  const ReadFile read = [&](const std::string& path) -> Result<std::optional<std::string>> {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  const sources::Lookup shell = [&](std::string_view name) -> std::optional<std::string> {
    const auto found = variables.find(std::string(name));
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  const auto tree = read_tree(read, shell, name_below);
  REQUIRE_MESSAGE(tree, tree.error().message);
  PathHashes now;
  for (const auto& [path, text] : files) now.emplace_back(path, sha256(text));
  std::string text;
  for (const VerifyFinding& finding : find_drift(*tree, now, shell)) {
    text.append(text.empty() ? "" : ", ").append(row_of(finding.kind).name);
    text.append(" ").append(finding.subject);
    CHECK(finding.message.find("s3cret") == std::string::npos);
    CHECK(!finding.advice.empty());
  }
  return text;
}

}  // namespace

TEST_CASE("each change of a tree since init is told, and nothing else") {
  struct Row {
    std::string_view why;
    std::function<void(Files&)> change;
    std::string_view drift;
  };
  const Row rows[] = {
      {"nothing changed", [](Files&) {}, ""},
      {"an upgrade",
       [](Files& files) {
         std::string& text = files["docker-compose.yaml"];
         text.replace(text.find("dify-api:1.16.0"), 15, "dify-api:1.17.0");
       },
       "release_changed dify-api, source_changed docker-compose.yaml"},
      {"another plugin daemon",
       [](Files& files) {
         std::string& text = files["docker-compose.yaml"];
         text.replace(text.find("0.6.3-local"), 11, "0.7.0-local");
       },
       "release_changed dify-plugin-daemon, source_changed docker-compose.yaml"},
      {"the template changed",
       [](Files& files) { files["ssrf_proxy/squid.conf.template"] += "# x\n"; },
       "source_changed ssrf_proxy/squid.conf.template"},
      {"the template is patched after a recipe",
       [](Files& files) {
         files["ssrf_proxy/squid.conf.template"] +=
             "cache_peer ${HTTP_PROXY_SERVER_HOST} parent 1 0\n";
       },
       "source_changed ssrf_proxy/squid.conf.template, template_patched "
       "ssrf_proxy/squid.conf.template"},
      {"the entrypoint is gone",
       [](Files& files) { files.erase("ssrf_proxy/docker-entrypoint.sh"); },
       "source_changed ssrf_proxy/docker-entrypoint.sh"},
      {"a file of ours was edited",
       [](Files& files) { files["proxyenv/upstream.conf"] = "s3cret"; },
       "file_edited proxyenv/upstream.conf"},
      {"init was ended before it replaced a file",
       [](Files& files) { files["proxyenv/upstream.conf"] = "of an earlier init\n"; },
       "file_outdated proxyenv/upstream.conf"},
      {"a file of ours has what another one had",
       [](Files& files) { files["docker-compose.override.yaml"] = "of an earlier init\n"; },
       "file_edited docker-compose.override.yaml"},
      {"a file of ours is gone", [](Files& files) { files.erase("docker-compose.override.yaml"); },
       "file_missing docker-compose.override.yaml"},
      {"another override comes first",
       [](Files& files) { files["compose.override.yaml"] = "services: {}\n"; },
       "override_ignored docker-compose.override.yaml"},
      {"an unrelated file", [](Files& files) { files["docker-compose.middleware.yaml"] = "x"; },
       ""},
      {"COMPOSE_FILE without ours",
       [](Files& files) { files[".env"] = "COMPOSE_FILE=docker-compose.yaml\n"; },
       "override_ignored docker-compose.override.yaml"},
      {"COMPOSE_FILE with ours",
       [](Files& files) {
         files[".env"] = "COMPOSE_FILE=docker-compose.yaml:./docker-compose.override.yaml\n";
       },
       ""},
      {"COMPOSE_FILE with ours first",
       [](Files& files) {
         files[".env"] = "COMPOSE_FILE=docker-compose.override.yaml:docker-compose.yaml\n";
       },
       "override_ignored docker-compose.override.yaml"},
      {"COMPOSE_FILE with another file behind ours",
       [](Files& files) {
         files["z.yaml"] = "services: {}\n";
         files[".env"] = "COMPOSE_FILE=docker-compose.yaml:docker-compose.override.yaml:z.yaml\n";
       },
       "override_ignored docker-compose.override.yaml"},
      {"COMPOSE_FILE with another file before ours",
       [](Files& files) {
         files["z.yaml"] = "services: {}\n";
         files[".env"] = "COMPOSE_FILE=docker-compose.yaml:z.yaml:docker-compose.override.yaml\n";
       },
       ""},
      {"COMPOSE_FILE that was written on Windows",
       [](Files& files) {
         files[".env"] = "COMPOSE_FILE=docker-compose.yaml;docker-compose.override.yaml\n";
       },
       ""},
      {"COMPOSE_FILE that was written on Windows, without ours",
       [](Files& files) {
         files["z.yaml"] = "services: {}\n";
         files[".env"] = "COMPOSE_FILE=docker-compose.yaml;z.yaml\n";
       },
       "override_ignored docker-compose.override.yaml"},
      {"COMPOSE_FILE with absolute paths",
       [](Files& files) {
         files[".env"] =
             "COMPOSE_FILE=/dify/docker/docker-compose.yaml:"
             "/dify/docker/docker-compose.override.yaml\n";
       },
       ""},
      {"COMPOSE_FILE with ours by its absolute path, before another",
       [](Files& files) {
         files[".env"] =
             "COMPOSE_FILE=/dify/docker/docker-compose.override.yaml:docker-compose.yaml\n";
       },
       "override_ignored docker-compose.override.yaml"},
      {"COMPOSE_FILE with an override of another folder",
       [](Files& files) {
         files["/other/docker-compose.override.yaml"] = "services: {}\n";
         files[".env"] =
             "COMPOSE_FILE=/dify/docker/docker-compose.yaml:/other/docker-compose.override.yaml\n";
       },
       "override_ignored docker-compose.override.yaml"},
      {"a separator of several characters",
       [](Files& files) {
         files[".env"] =
             "COMPOSE_FILE=docker-compose.yaml, docker-compose.override.yaml\n"
             "COMPOSE_PATH_SEPARATOR=', '\n";
       },
       ""},
      {"the same domains in another order, and covered ones",
       [](Files& files) { files[".env"] = "DOMAINS_BY_PROXY=google.dev *.openai.com\n"; }, ""},
      {"a domain more",
       [](Files& files) { files[".env"] = "DOMAINS_BY_PROXY=google.dev,.openai.com,.x.test\n"; },
       "domains_changed DOMAINS_BY_PROXY"},
      {"all", [](Files& files) { files[".env"] = "DOMAINS_BY_PROXY=all\n"; },
       "domains_changed DOMAINS_BY_PROXY"},
      {"a list that is none",
       [](Files& files) { files[".env"] = "DOMAINS_BY_PROXY='http://u:s3cret@h:1'\n"; },
       "domains_changed DOMAINS_BY_PROXY"},
      {"no wish", [](Files& files) { files[".env"] = "DOMAINS_BY_PROXY=\n"; }, ""},
      {"the same upstream, with its password",
       [](Files& files) {
         files[".env"] =
             "HTTP_PROXY_SERVER_HOST=http://u:s3cret@192.168.0.1\n"
             "HTTP_PROXY_SERVER_PORT=7890\n";
       },
       ""},
      {"another port",
       [](Files& files) {
         files[".env"] = "HTTP_PROXY_SERVER_HOST=192.168.0.1\nHTTP_PROXY_SERVER_PORT=7891\n";
       },
       "upstream_changed HTTP_PROXY_SERVER_HOST"},
      {"an upstream without a port",
       [](Files& files) { files[".env"] = "HTTP_PROXY_SERVER_HOST=192.168.0.1\n"; },
       "upstream_changed HTTP_PROXY_SERVER_HOST"},
      {"an upstream that is none",
       [](Files& files) {
         files[".env"] = "HTTP_PROXY_SERVER_HOST=s3cret@@@\nHTTP_PROXY_SERVER_PORT=7890\n";
       },
       "upstream_changed HTTP_PROXY_SERVER_HOST"},
      {"a port that is none",
       [](Files& files) {
         files[".env"] = "HTTP_PROXY_SERVER_HOST=192.168.0.1\nHTTP_PROXY_SERVER_PORT=s3cret\n";
       },
       "upstream_changed HTTP_PROXY_SERVER_HOST"},
      {"two ports that differ, which init refuses",
       [](Files& files) {
         files[".env"] = "HTTP_PROXY_SERVER_HOST=192.168.0.1:7890\nHTTP_PROXY_SERVER_PORT=1\n";
       },
       "upstream_changed HTTP_PROXY_SERVER_HOST"},
      {"the same upstream, with a slash at its end",
       [](Files& files) {
         files[".env"] =
             "HTTP_PROXY_SERVER_HOST=http://192.168.0.1/\nHTTP_PROXY_SERVER_PORT=7890\n";
       },
       ""},
      {"the same upstream, in one variable",
       [](Files& files) { files[".env"] = "HTTP_PROXY_SERVER_HOST=192.168.0.1:7890\n"; }, ""},
      {"no wish for an upstream",
       [](Files& files) {
         files[".env"] = "HTTP_PROXY_SERVER_HOST=\nHTTP_PROXY_SERVER_PORT=7890\n";
       },
       ""},
      {"blanks are no wish either",
       [](Files& files) { files[".env"] = "HTTP_PROXY_SERVER_HOST=' '\n"; }, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Files files = fresh_tree();
    row.change(files);
    CHECK(drift_of(files) == row.drift);
  }
}

TEST_CASE("all templates of both squids are looked at, and what both have is told once") {
  struct Row {
    std::string_view path;
    std::string_view text;
    std::string_view drift;
  };
  const Row rows[] = {
      {"ssrf_proxy/common.conf.template", "# Dify's\n", ""},
      {"ssrf_proxy/common.conf.template", "# x\n",
       "source_changed ssrf_proxy/common.conf.template"},
      {"ssrf_proxy/common.conf.template", "cache_peer 10.9.9.9 parent 7890 0\n",
       "source_changed ssrf_proxy/common.conf.template, template_patched "
       "ssrf_proxy/common.conf.template"},
      {"ssrf_proxy/agent.conf.template", "cache_peer 10.9.9.9 parent 7890 0\n",
       "source_changed ssrf_proxy/agent.conf.template, template_patched "
       "ssrf_proxy/agent.conf.template"},
      {"ssrf_proxy/errors.template", "cache_peer 10.9.9.9 parent 7890 0\n", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CAPTURE(row.text);
    Files files = fresh_tree(std::string(kCompose).append(kMoreOfTwoSquids));
    files[std::string(row.path)] = row.text;
    CHECK(drift_of(files) == row.drift);
  }
  // A record of an init that did not read that template.
  Files files = fresh_tree(std::string(kCompose).append(kMoreOfTwoSquids));
  auto record = parse_setup_record(files["proxyenv/setup.json"]);
  REQUIRE(record);
  std::erase_if(record->sources, [](const auto& source) {
    return source.first == "ssrf_proxy/common.conf.template";
  });
  files["proxyenv/setup.json"] = render_setup_record(*record);
  CHECK(drift_of(files).empty());
}

TEST_CASE("no name of a Compose file is shown where one of them may hold credentials") {
  Files files = fresh_tree();
  auto record = parse_setup_record(files["proxyenv/setup.json"]);
  REQUIRE(record);
  record->sources.emplace_back("al", "1");
  record->sources.emplace_back("s3cret%40host", "1");
  files["proxyenv/setup.json"] = render_setup_record(*record);
  CHECK(drift_of(files) ==
        "source_changed (2 bytes, not shown), source_changed (13 bytes, not shown)");
}

TEST_CASE("the shell's variables count before .env, as Compose has it") {
  Files files = fresh_tree();
  files[".env"] = "DOMAINS_BY_PROXY=.x.test\n";
  CHECK(drift_of(files) == "domains_changed DOMAINS_BY_PROXY");
  CHECK(drift_of(files, {{"DOMAINS_BY_PROXY", "google.dev,.openai.com"}}).empty());
  CHECK(drift_of(fresh_tree(), {{"COMPOSE_FILE", "docker-compose.yaml"}}) ==
        "override_ignored docker-compose.override.yaml");
}

TEST_CASE("what of a domain list is more and less is named") {
  Files files = fresh_tree();
  files[".env"] = "DOMAINS_BY_PROXY=.x.test,google.dev\n";
  const ReadFile read = [&](const std::string& path) -> Result<std::optional<std::string>> {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  const sources::Lookup shell = [](std::string_view) { return std::nullopt; };
  const auto tree = read_tree(read, shell, name_below);
  REQUIRE(tree);
  PathHashes now;
  for (const auto& [path, text] : files) now.emplace_back(path, sha256(text));
  const auto findings = find_drift(*tree, now, shell);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message ==
        "DOMAINS_BY_PROXY is not what squid was given (more: .x.test; less: .openai.com)");
}

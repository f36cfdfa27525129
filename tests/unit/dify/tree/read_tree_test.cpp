// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/read_tree.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/dify_trees.hpp"

using namespace proxyenv;
using namespace proxyenv::dify;

namespace {

constexpr std::string_view kCompose = R"(services:
  api:
    image: langgenius/dify-api:${DIFY_TAG:-1.16.0}
    env_file: [./.env, api.env]
    environment:
      - FROM_SHELL
      - MODE=api
      - BOTH=of environment
  custom:
    image: registry:5000/langgenius/dify-api:1.16.0
    command: [mine]
  plugin_daemon:
    image: langgenius/dify-plugin-daemon:0.6.3-local
  weaviate:
    image: weaviate
  ssrf_proxy:
    environment:
      HTTP_PORT: ${SSRF_HTTP_PORT:-3128}
    volumes:
      - ./ssrf_proxy/a.template:/etc/squid/squid.conf.template
      - ./ssrf_proxy/missing.template:/etc/squid/missing.template
      - ./ssrf_proxy/a.template:/elsewhere/squid.conf.template
      - ./ssrf_proxy/entrypoint.sh:/docker-entrypoint-mount.sh
)";

Files dify_files() {
  return {{"docker-compose.yaml", std::string(kCompose)},
          {"ssrf_proxy/a.template", "http_port 3128\n"},
          {"ssrf_proxy/entrypoint.sh", "/usr/sbin/squid -Nz\n"},
          {".env", "SSRF_HTTP_PORT=3129\nBOTH=of .env\n"},
          {"api.env", "OWN=of api.env\nBOTH=of api.env\n"}};
}

Result<DifyTree> read(const Files& files) {
  const sources::Lookup shell = [](std::string_view name) -> std::optional<std::string> {
    return name == "FROM_SHELL" ? std::optional<std::string>("of the shell") : std::nullopt;
  };
  return read_tree(reading(files), shell, [](const std::string& path) { return path; });
}

}  // namespace

TEST_CASE("what stands in a tree") {
  const Files files = dify_files();
  const auto tree = read(files);
  REQUIRE(tree);
  CHECK(tree->service_names ==
        std::vector<std::string>{"api", "custom", "plugin_daemon", "weaviate", "ssrf_proxy"});
  CHECK(tree->env_file_readers == std::vector<std::string>{"api"});
  CHECK(tree->api_tag() == "1.16.0");
  CHECK(tree->daemon_tag() == "0.6.3-local");
  REQUIRE(tree->api_like.size() == 2);
  CHECK(tree->api_like[1].name == "custom");  // known by its image
  CHECK(tree->api_like[1].has_command);
  CHECK_FALSE(tree->api_like[0].has_command);
  CHECK(tree->ssrf_proxy.port_expression == "${SSRF_HTTP_PORT:-3128}");
  CHECK(tree->ssrf_proxy.port == "3129");
  CHECK(tree->ssrf_proxy.entrypoint_exists);
  REQUIRE(tree->ssrf_proxy.templates.size() == 1);
  CHECK(tree->ssrf_proxy.templates[0].path == "ssrf_proxy/a.template");
  std::vector<std::string> sources;
  for (const auto& [path, hash] : tree->sources) sources.push_back(path);
  CHECK(sources == std::vector<std::string>{"docker-compose.yaml", "ssrf_proxy/entrypoint.sh",
                                            "ssrf_proxy/a.template"});
}

TEST_CASE("what a container gets: its env files in their order, then its environment") {
  const Files files = dify_files();
  const auto tree = read(files);
  REQUIRE(tree);
  using Entries = std::vector<std::pair<std::string, std::string>>;
  CHECK(tree->api_like[0].environment == Entries{{"SSRF_HTTP_PORT", "3129"},
                                                 {"BOTH", "of environment"},
                                                 {"OWN", "of api.env"},
                                                 {"FROM_SHELL", "of the shell"},
                                                 {"MODE", "api"}});
  CHECK(tree->api_like[0].own_names == std::vector<std::string>{"FROM_SHELL", "MODE", "BOTH"});
}

TEST_CASE("what is no tree of Dify's") {
  struct Row {
    std::string_view file;
    std::string_view text;  // "": the file is missing
    std::string_view error;
    std::string_view why;
  };
  const Row rows[] = {
      {"docker-compose.yaml", "", "there is no docker-compose.yaml", "another folder"},
      {"docker-compose.yaml", "x: 1\n", "has no services", "another file"},
      {"docker-compose.yaml", "services: {web: {image: nginx}}\n", "no service api",
       "another product"},
      {"docker-compose.yaml", "include: [b.yaml]\n", "includes b.yaml, which is not there",
       "a missing file"},
      {"docker-compose.yaml", "include: [docker-compose.yaml]\n", "too deeply, or in a circle",
       "a circle"},
      {"docker-compose.yaml", "services: {api: {extends: worker}, worker: {extends: api}}\n",
       "too deeply, or in a circle", "likewise"},
      {"docker-compose.yaml", "services: {api: {extends: worker}}\n",
       "extends one that is not there", "a service that is missing"},
      {"docker-compose.yaml", "# Written by `proxyenv dify init`: x\nservices: {}\n",
       "was written by proxyenv dify init", "ours in the place of Dify's"},
      {".env", "A='s3cret\n", ".env: line 1", "a quote that stays open"},
      {"api.env", "A='s3cret\n", "api.env: line 1", "likewise"},
      {"ssrf_proxy/a.template", "unreadable", "cannot read ssrf_proxy/a.template", "a permission"},
      {"proxyenv/setup.json", "{}", "proxyenv/setup.json is no record", "a foreign record"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Files files = dify_files();
    files[std::string(row.file)] = row.text;
    if (row.text.empty()) files.erase(std::string(row.file));
    const auto tree = read(files);
    REQUIRE_FALSE(tree);
    CHECK_MESSAGE(tree.error().message.find(row.error) != std::string::npos, tree.error().message);
    CHECK(tree.error().message.find("s3cret") == std::string::npos);
  }
}

TEST_CASE("which service is the squid, and why none can be set up") {
  const std::string entrypoint = "./ssrf_proxy/entrypoint.sh:/docker-entrypoint-mount.sh";
  const std::string agent = "./ssrf_proxy/docker-agent-entrypoint.sh:/docker-entrypoint-mount.sh";
  const std::string conf = "./ssrf_proxy/a.template:/etc/squid/squid.conf.template";
  const auto squid = [&](const std::string& name, const std::string& script) {
    return ", " + name + ": {image: mirror/squid:1, volumes: ['" + script + "', '" + conf + "']}";
  };
  struct Row {
    std::string services;  // beside api
    std::string_view name;
    std::string_view agent;
    std::string_view why_none;
    std::string_view why;
  };
  const Row rows[] = {
      {squid("ssrf_proxy", entrypoint), "ssrf_proxy", "", "", "Dify's own name"},
      {squid("squid", entrypoint), "squid", "", "", "renamed"},
      {squid("a", entrypoint) + squid("b", agent), "a", "b", "", "both are renamed"},
      {squid("a", entrypoint) + squid("ssrf_proxy", entrypoint), "ssrf_proxy", "", "",
       "Dify's own name counts"},
      {squid("a", entrypoint) + squid("b", entrypoint), "", "", "has several squids, a and b",
       "nobody knows which"},
      {", nginx: {volumes: ['" + entrypoint + "']}", "", "", "has no service ssrf_proxy",
       "another program with such an entrypoint"},
      {"", "", "", "has no service ssrf_proxy", "none"},
      {", ssrf_proxy: {volumes: ['./squid.conf:/etc/squid/squid.conf:ro']}", "ssrf_proxy", "",
       "nothing mounted over /docker-entrypoint-mount.sh of ssrf_proxy", "a configuration by hand"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Files files = dify_files();
    files["docker-compose.yaml"] = "services: {api: {image: x}" + row.services + "}\n";
    const auto tree = read(files);
    REQUIRE(tree);
    CHECK(tree->ssrf_proxy.name == row.name);
    CHECK((tree->agent_ssrf_proxy ? tree->agent_ssrf_proxy->name : "") == row.agent);
    CHECK(tree->no_ssrf_proxy.empty() == row.why_none.empty());
    CHECK_MESSAGE(tree->no_ssrf_proxy.find(row.why_none) != std::string::npos, tree->no_ssrf_proxy);
  }
}

TEST_CASE("services in included files, and what services take over from others") {
  Files files = dify_files();
  files["docker-compose.yaml"] = "include: [dify.yaml, {path: [./stores.yaml]}]\n";
  files["docker-compose.override.yml"] = "services: {api: {environment: {MODE: mine}}}\n";
  files["dify.yaml"] = std::string(kCompose) +
                       "  worker:\n    extends: api\n    environment: [MODE=worker]\n"
                       "  other:\n    extends: {file: base.yaml, service: base}\n";
  files["stores.yaml"] = "services: {milvus: {image: m}}\n";
  files["base.yaml"] = "services: {base: {image: 'langgenius/dify-api:1.16.0'}}\n";
  const auto tree = read(files);
  REQUIRE(tree);
  std::vector<std::string> names;
  for (const DifyService& service : tree->api_like) {
    names.push_back(service.name);
    CHECK(service.image.ends_with("langgenius/dify-api:1.16.0"));
  }
  CHECK(names == std::vector<std::string>{"api", "custom", "worker", "other"});
  CHECK(tree->service_names.back() == "milvus");
  CHECK(tree->api_like[0].own_names == std::vector<std::string>{"FROM_SHELL", "MODE", "BOTH"});
  CHECK(tree->api_like[0].environment.back().second == "mine");
  CHECK(tree->api_like[2].environment.back().second == "worker");
  std::vector<std::string> sources;
  for (const auto& [path, hash] : tree->sources) sources.push_back(path);
  CHECK(sources == std::vector<std::string>{"docker-compose.yaml", "dify.yaml", "base.yaml",
                                            "stores.yaml", "docker-compose.override.yml",
                                            "ssrf_proxy/entrypoint.sh", "ssrf_proxy/a.template"});
}

TEST_CASE("Dify's services in an included file of another folder belong to that folder") {
  Files files = dify_files();
  files["docker-compose.yaml"] = "include: [dify/docker-compose.yaml]\n";
  files["dify/docker-compose.yaml"] = std::string(kCompose);
  const auto tree = read(files);
  REQUIRE(!tree);
  CHECK(tree.error().message.find("give the folder of that file to --dir") != std::string::npos);
}

TEST_CASE("a source deployment has the middleware alone") {
  Files files = {
      {"docker-compose.yaml", std::string(kCompose)},
      {"docker-compose.middleware.yaml",
       "services:\n  plugin_daemon: {image: 'langgenius/dify-plugin-daemon:0.6.3-local', "
       "env_file: ./middleware.env}\n  ssrf_proxy:\n    volumes: "
       "['./ssrf_proxy/entrypoint.sh:/docker-entrypoint-mount.sh']\n"},
      {"ssrf_proxy/entrypoint.sh", "/usr/sbin/squid -Nz\n"},
      {"middleware.env", "SSRF_HTTP_PORT=3129\n"}};
  const auto tree = read(files);
  REQUIRE(tree);
  CHECK(tree->is_source_deployment());
  CHECK(tree->is_middleware_alone());
  CHECK(tree->compose.loaded == std::vector<std::string>{"docker-compose.middleware.yaml"});
  CHECK(tree->compose.override_file == "docker-compose.proxyenv.yaml");
  CHECK(tree->ssrf_proxy.port == "3129");
  CHECK(tree->env_file_readers == std::vector<std::string>{"plugin_daemon"});
  CHECK(tree->plugin_daemon->environment.size() == 1);
  // With .env it is the whole of Dify, whatever else is there.
  files[".env"] = "";
  const auto whole = read(files);
  REQUIRE(whole);
  CHECK(!whole->is_source_deployment());
  CHECK(!whole->is_middleware_alone());
  files[".env"] = "COMPOSE_FILE=docker-compose.middleware.yaml\n";
  const auto named = read(files);
  REQUIRE(named);
  CHECK(named->is_source_deployment());
  CHECK(!named->is_middleware_alone());
}

TEST_CASE("an entrypoint that is not there is no Error, for init can say so better") {
  Files files = dify_files();
  files.erase("ssrf_proxy/entrypoint.sh");
  const auto tree = read(files);
  REQUIRE(tree);
  CHECK_FALSE(tree->ssrf_proxy.entrypoint_exists);
}

TEST_CASE("no message shows the name of a file that may hold credentials") {
  // In none of these is `s3cret` a name that somebody needs to see.
  const std::string second = "alice%3As3cret%40host";
  const std::string mount =
      "services: {api: {}, ssrf_proxy: {volumes: [{target: /docker-entrypoint-mount.sh, source: "
      "'./alice:s3cret@host'}]}}\n";
  struct Row {
    std::string_view why;
    std::string path;  // whose content is replaced
    std::string content;
    std::string env = {};
  };
  const Row rows[] = {
      {"no services", second, "x: 1\n", "COMPOSE_FILE=" + second + "\n"},
      {"a layout that is not known", second, "services: {a b: {}}\n",
       "COMPOSE_FILE=" + second + "\n"},
      {"YAML that cannot be read", second, "{\n", "COMPOSE_FILE=" + second + "\n"},
      {"a variable that Compose refuses", "docker-compose.yaml",
       "services: {api: {env_file: 'http://alice:s3cret@host'}, ssrf_proxy: {}}\n"},
      {"the entrypoint's path", second, mount, "COMPOSE_FILE=" + second + "\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Files files = dify_files();
    files[row.path] = row.content;
    files["http://alice:s3cret@host"] = "A B=1\n";
    if (!row.env.empty()) files[".env"] = row.env;
    const auto tree = read(files);
    REQUIRE(!tree);
    CAPTURE(tree.error().message);
    CHECK(tree.error().message.find("s3cret") == std::string::npos);
    CHECK(tree.error().message.find(" bytes, not shown)") != std::string::npos);
  }
}

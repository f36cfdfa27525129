// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/advice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "support/dify_trees.hpp"

using namespace proxyenv::dify;

namespace {

struct Case {
  DifyTree tree;
  SetupRequest request;
};

std::size_t count(const std::vector<std::string>& sentences, std::string_view part) {
  return static_cast<std::size_t>(std::count_if(
      sentences.begin(), sentences.end(),
      [&](const std::string& sentence) { return sentence.find(part) != std::string::npos; }));
}

// Law: no advice opens the guard of ssrf_proxy. A sentence about --exempt begins with its name, and
// then says what was asked for.
void check_advice_keeps_guard(const std::vector<std::string>& sentences) {
  for (const std::string& sentence : sentences) {
    CAPTURE(sentence);
    CHECK(sentence.find("--exempt", 1) == std::string::npos);
    CHECK(sentence.find("NO_PROXY") == std::string::npos);
    CHECK(sentence.find("no_proxy") == std::string::npos);
    CHECK(sentence.find("SSRF_PROXY_ALLOW") == std::string::npos);
  }
}

struct Row {
  std::function<void(Case&)> change;
  std::string_view note;     // a part of the one note; empty: there is none
  std::string_view warning;  // likewise
  std::string_view why;
};

void check(const std::vector<Row>& rows, const SetupRequest& request) {
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Case it{tree_of_1_15(), request};
    row.change(it);
    const Advice advice = advise(it.tree, it.request);
    check_advice_keeps_guard(advice.notes);
    check_advice_keeps_guard(advice.warnings);
    CHECK(advice.notes.size() == (row.note.empty() ? 0 : 1));
    CHECK(advice.warnings.size() == (row.warning.empty() ? 0 : 1));
    CHECK(count(advice.notes, row.note) == advice.notes.size());
    CHECK(count(advice.warnings, row.warning) == advice.warnings.size());
  }
}

std::function<void(Case&)> upstream(std::string url) {
  return [url = std::move(url)](Case& it) { it.request.upstream = upstream_at(url); };
}

std::function<void(Case&)> variable_of_api(std::string name, std::string value) {
  return [=](Case& it) { it.tree.api_like.front().environment = {{name, value}}; };
}

std::function<void(Case&)> variables_of_api(
    std::vector<std::pair<std::string, std::string>> variables) {
  return [=](Case& it) { it.tree.api_like.front().environment = variables; };
}

std::function<void(Case&)> mirror_of_daemon(std::string url) {
  return [=](Case& it) { it.tree.plugin_daemon->environment = {{"PIP_MIRROR_URL", url}}; };
}

std::function<void(Case&)> env_line(std::string name, std::string value) {
  return [=](Case& it) {
    it.tree.env_file_readers = {"api", "worker"};
    it.tree.env.set({name, value, 1});
  };
}

std::function<void(Case&)> inactive(std::string name, std::string profile = "proxy") {
  return [=](Case& it) { it.tree.inactive_services = {{name, {profile}}}; };
}

const std::string kParent = "cache_peer 10.9.9.9 parent 7890 0 no-query default\n";

}  // namespace

TEST_CASE("what a selective setup has to say") {
  check(
      {
          {[](Case&) {}, "", "", "an address, and Dify's own tree"},
          {upstream("http://127.0.0.1:7890"), "the upstream is on this machine", "", "loopback"},
          {upstream("http://proxy.corp:7890"), "is given by name", "", "DNS may fail"},
          {upstream("http://weaviate:7890"), "", "", "a service of the tree"},
          {upstream("http://proxy:7890"), "", "has no dot and is no service", "nobody knows it"},
          {[](Case& it) { it.tree = tree_of_two_squids(); }, "agent_ssrf_proxy stays as it is", "",
           "without --agent"},
          {[](Case& it) {
             it.tree = tree_of_two_squids();
             it.request.agent = true;
           },
           "", "", "with --agent"},
          {inactive("ssrf_proxy"), "",
           "`docker compose up -d` does not start ssrf_proxy, since COMPOSE_PROFILES names none of "
           "its profiles (proxy)",
           "all of https would fail"},
          {inactive("ssrf_proxy"), "", "; name one in COMPOSE_PROFILES in .env, or take",
           "Docker's"},
          {[](Case& it) {
             inactive("ssrf_proxy")(it);
             it.tree.compose.program = ComposeProgram::podman_compose;
           },
           "",
           "; give podman-compose one of them with --profile, or, from 1.6 on, with "
           "COMPOSE_PROFILES in .env, or take",
           "older ones read no COMPOSE_PROFILES"},
          {inactive("ssrf_proxy", "http://alice:s3cret@h"), "",
           "its profiles ((21 bytes, not shown))", "a profile that may hold credentials"},
          {[](Case& it) {
             it.tree.ssrf_proxy.name = "my-squid";
             it.tree.inactive_services = {{"weaviate", {"w"}}, {"my-squid", {"a", "b"}}};
           },
           "", "does not start my-squid, since COMPOSE_PROFILES names none of its profiles (a, b)",
           "a renamed one"},
          {[](Case& it) {
             it.tree = tree_of_two_squids();
             it.request.agent = true;
             it.tree.inactive_services = {{"agent_ssrf_proxy", {"agent"}}};
           },
           "", "does not start agent_ssrf_proxy", "--agent asks for it"},
          {[](Case& it) {
             it.tree = tree_of_two_squids();
             it.tree.inactive_services = {{"agent_ssrf_proxy", {"agent"}}};
           },
           "agent_ssrf_proxy stays as it is", "", "nothing is routed there"},
          {[](Case& it) {
             it.request.upstream = upstream_at("http://weaviate:7890");
             it.tree.inactive_services = {{"weaviate", {"w"}}};
           },
           "", "does not start weaviate", "the upstream is a service of the tree"},
          {inactive("weaviate"), "", "", "what a setup does not touch"},
          {inactive("api"),
           "`docker compose up -d` does not start api, whose profiles COMPOSE_PROFILES does not "
           "name",
           "", "stopped on purpose, perhaps"},
          {inactive("plugin_daemon"), "does not start plugin_daemon", "", "likewise"},
          {[](Case& it) { it.tree.ssrf_proxy.entrypoint_exists = false; }, "",
           "./ssrf_proxy/docker-entrypoint.sh, which the Compose file mounts into ssrf_proxy",
           "squid would not start"},
          {[](Case& it) {
             it.tree.ssrf_proxy.templates = {{"a.template", kParent}};
           },
           "", "a.template was patched by hand (line 1)", "a parent of its own"},
          {[](Case& it) {
             it.tree = tree_of_two_squids();
             it.request.agent = true;
             it.tree.ssrf_proxy.templates = {{"a.template", kParent}};
             it.tree.agent_ssrf_proxy->templates = it.tree.ssrf_proxy.templates;
           },
           "", "a.template was patched by hand", "a template of both squids, told once"},
          {variable_of_api("S3_ENDPOINT", "https://minio:9000"), "",
           "S3_ENDPOINT: https://minio:9000 is on a private network", "squid refuses it"},
          {variable_of_api("alice:s3cret@h", "https://minio:9000"), "",
           "(14 bytes, not shown): https://minio:9000 is on a private network", "an odd name"},
          {variable_of_api("S3_ENDPOINT", "http://minio:9000"), "", "", "http goes direct"},
          {variable_of_api("SSO_LOGOUT_REDIRECT_URI", "https://sso.corp:5053"), "", "",
           "browsers open it"},
          {variable_of_api("SSO_TOKEN_URL", "https://sso.corp:5053"), "",
           "SSO_TOKEN_URL: https://sso.corp:5053 is on a private network", "api asks it"},
          {variable_of_api("QDRANT_URL", "https://q.example.com:6333"), "",
           "has another port than 443", "squid refuses CONNECT"},
          {variable_of_api("QDRANT_URL", "https://q.example.com"), "", "", "the usual port"},
          {variables_of_api({{"VECTOR_STORE", "qdrant"}, {"QDRANT_URL", "https://q.corp:6333"}}),
           "", "QDRANT_URL: https://q.corp:6333 is on a private network", "the chosen store"},
          {variables_of_api({{"VECTOR_STORE", "milvus"}, {"QDRANT_URL", "https://q.corp:6333"}}),
           "", "", "another store is chosen"},
          {variables_of_api(
               {{"VECTOR_STORE", "weaviate"}, {"HUAWEI_CLOUD_HOSTS", "https://127.0.0.1:9200"}}),
           "", "", "a default value of another store"},
          {variable_of_api("SOME_URL", "https://127.0.0.1:9200"), "", "", "the container itself"},
          {variables_of_api({{"STORAGE_TYPE", "opendal"}, {"S3_ENDPOINT", "https://minio:9000"}}),
           "", "", "another storage is chosen"},
          {variables_of_api({{"STORAGE_TYPE", "s3"}, {"S3_ENDPOINT", "https://minio:9000"}}), "",
           "S3_ENDPOINT", "the chosen storage"},
          {variable_of_api("MILVUS_URI", "https://milvus.corp:19530"), "", "",
           "gRPC, which is exempted by name"},
          {variable_of_api("ELASTICSEARCH_CLOUD_URL", "https://es.corp:9200"), "", "",
           "its client reads no proxy variables"},
          {variable_of_api("WEAVIATE_ENDPOINT", "https://w.corp:8443"), "", "WEAVIATE_ENDPOINT",
           "a release whose client reads them"},
          {variables_of_api(
               {{"WEAVIATE_ENDPOINT", "https://w.corp:8443"}, {"WEAVIATE_GRPC_ENDPOINT", ""}}),
           "", "", "a newer one, whose client reads none"},
          {variables_of_api({{"SSRF_PROXY_HTTP_URL", ""}, {"SSRF_PROXY_HTTPS_URL", ""}}), "",
           "pass no SSRF guard in api, and reach every service inside", "switched off by hand"},
          {variables_of_api(
               {{"SSRF_PROXY_HTTP_URL", "http://ssrf_proxy:3128"}, {"SSRF_PROXY_HTTPS_URL", ""}}),
           "", "SSRF_PROXY_HTTPS_URL is empty", "Dify wants both"},
          {variables_of_api({{"SSRF_PROXY_HTTP_URL", ""},
                             {"SSRF_PROXY_HTTPS_URL", ""},
                             {"SSRF_PROXY_ALL_URL", "http://ssrf_proxy:3128"}}),
           "", "", "one for all"},
          {variable_of_api("SSRF_PROXY_HTTP_URL", "http://ssrf_proxy:3128"), "", "", "the default"},
          {[](Case& it) { it.tree.plugin_daemon->network_mode = "host"; }, "",
           "plugin_daemon has network_mode: host, where the name ssrf_proxy may not be known",
           "in no network of the tree"},
          {[](Case& it) { it.tree.plugin_daemon->network_mode = "service:api"; }, "", "",
           "in the network of another service"},
          {mirror_of_daemon("http://pypi.example.com/simple"), "", "",
           "unlisted, and there is a direct way out"},
          {[](Case& it) { it.tree.api_like.front().image = "langgenius/dify-api:1.18.0"; },
           "Dify 1.18.0 is newer than what this version was tried with (up to 1.17.1)", "",
           "it may differ"},
          {[](Case& it) { it.tree.api_like.front().image = "langgenius/dify-api:1.17.1"; }, "", "",
           "the newest known"},
          {variable_of_api("CONSOLE_API_URL", "https://console.corp:8443"), "", "",
           "browsers open it, not api"},
          {env_line("HTTPS_PROXY", "http://p:1"), "",
           ".env sets HTTPS_PROXY, and all of .env reaches api, worker", "it is overridden"},
          {env_line("HTTPS_PROXY", ""), "", "", "an empty one sets nothing"},
          {env_line("HTTPS_PROXY_HOST", "p"), "", "", "another name"},
          {[](Case& it) {
             it.tree.env.set({"HTTPS_PROXY", "http://p:1", 1});
           },
           "", "", "no service reads .env as a whole"},
          {[](Case& it) { it.request.exempt = {".corp.test"}; }, "",
           "workflow authors can reach .corp.test", "past the guard"},
          {[](Case& it) {
             it.request.domains.clear();
             it.request.all_domains = true;
           },
           "waits up to 30 s a name", "", "squid looks names up"},
          {[](Case& it) { it.tree.service_names.emplace_back("app"); },
           "the service app is not exempted by name", "", "a top-level domain"},
          {[](Case& it) { it.tree.service_names.emplace_back("apps"); }, "", "", "none"},
          {upstream("http://u:s3cret@192.168.0.1:7890"), "", "", "squid alone gets it"},
      },
      selective_request());
}

TEST_CASE("what a setup for all domains has to say of a mirror") {
  SetupRequest request = selective_request();
  request.domains.clear();
  request.all_domains = true;
  check(
      {
          {mirror_of_daemon("http://pypi.example.com/simple"), "waits up to 30 s a name",
           "PIP_MIRROR_URL: plugin_daemon goes to http://pypi.example.com directly",
           "there is no direct way out"},
          {mirror_of_daemon("https://pypi.example.com/simple"), "waits up to 30 s a name", "",
           "through the proxy"},
      },
      request);
}

TEST_CASE("what a direct setup has to say") {
  check(
      {
          {[](Case&) {}, "", "", "an address"},
          {upstream("http://proxy.corp:7890"), "", "", "no squid looks it up at its start"},
          {[](Case& it) { it.tree = tree_of_two_squids(); }, "", "", "no squid is touched"},
          {[](Case& it) {
             it.tree.ssrf_proxy.templates = {{"a.template", kParent}};
           },
           "", "", "likewise"},
          {variable_of_api("QDRANT_URL", "https://q.example.com:6333"), "", "",
           "the upstream answers for other ports"},
          {variable_of_api("S3_ENDPOINT", "https://minio:9000"), "", "is on a private network",
           "the upstream cannot go there"},
          {mirror_of_daemon("http://pypi.example.com/simple"), "",
           "PIP_MIRROR_URL: plugin_daemon goes to http://pypi.example.com directly",
           "it has no proxy for http"},
          {mirror_of_daemon("https://pypi.example.com/simple"), "", "", "it has one for https"},
          {mirror_of_daemon("http://pypi.corp/simple"), "", "", "a mirror inside"},
          {mirror_of_daemon("http://u:s3cret@pypi.example.com/simple"), "",
           "goes to http://pypi.example.com directly", "without the credentials"},
          {[](Case& it) {
             it.request.http = true;
             mirror_of_daemon("http://pypi.example.com/simple")(it);
           },
           "", "", "asked for"},
          {[](Case& it) { it.tree.plugin_daemon->network_mode = "host"; }, "", "",
           "the upstream's address is known everywhere"},
          {upstream("http://u:s3cret@192.168.0.1:7890"), "",
           "is in the environment of api, worker, plugin_daemon", "every plugin can read it"},
      },
      direct_request());
}

TEST_CASE("a listed domain that is exempt, too, is told in front of the warning about exemptions") {
  SetupRequest request = selective_request();
  request.exempt = {".openai.com"};
  const Advice advice = advise(tree_of_1_15(), request);
  REQUIRE(advice.warnings.size() == 2);
  CHECK(advice.warnings[0] == ".openai.com is listed and exempt: the containers go there directly");
  request.exempt = {".notopenai.com"};
  CHECK(advise(tree_of_1_15(), request).warnings.size() == 1);
}

TEST_CASE("a password in .env, and whom it reaches") {
  DifyTree tree = tree_of_1_15();
  CHECK(warn_of_password_in_env_file(tree).find("from Dify 1.14.1 on") != std::string::npos);
  tree.env_file_readers = {"api", "sandbox"};
  CHECK(warn_of_password_in_env_file(tree) ==
        "the upstream's password stands in .env, all of which reaches api, sandbox, and so every "
        "plugin; take it out of there and give it with --upstream -");
}

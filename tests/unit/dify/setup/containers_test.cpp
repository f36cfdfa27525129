// SPDX-License-Identifier: Apache-2.0
// The variables that each container gets, with the rows of docs/dify.md, "What each container
// gets".
#include "dify/setup/containers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "dify/setup/upstream_env.hpp"
#include "support/dify_trees.hpp"

using namespace proxyenv::dify;

namespace {

constexpr std::string_view kAbsent = "(absent)";

const OverrideService* find(const std::vector<OverrideService>& containers, std::string_view name) {
  const auto found = std::find_if(containers.begin(), containers.end(),
                                  [&](const OverrideService& it) { return it.name == name; });
  return found == containers.end() ? nullptr : &*found;
}

std::string value_in(const std::vector<OverrideService>& containers, std::string_view container,
                     std::string_view variable) {
  const OverrideService* service = find(containers, container);
  if (service == nullptr) return "(no such container)";
  for (const auto& [name, value] : service->environment) {
    if (name == variable) return value;
  }
  return std::string(kAbsent);
}

std::vector<OverrideService> containers_for(const SetupRequest& request,
                                            const DifyTree& tree = tree_of_1_15()) {
  return containers_of(tree, request, {{"/bin/bash", "/entrypoint.sh"}, {"/app/main"}},
                       {"sha256:squid", "sha256:program"});
}

const std::string kSquid = "http://ssrf_proxy:${SSRF_HTTP_PORT:-3128}";
const std::string kInside =
    "localhost,127.0.0.1,host.docker.internal,api,worker,plugin_daemon,ssrf_proxy,weaviate";

struct Row {
  std::string_view container;
  std::string_view variable;
  std::string value;
  std::string_view why;
};

void check(const std::vector<OverrideService>& containers, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.container);
    CAPTURE(row.variable);
    CAPTURE(row.why);
    CHECK(value_in(containers, row.container, row.variable) == row.value);
  }
}

}  // namespace

TEST_CASE("selective: squid is the proxy for https, and nothing opens a way past it") {
  check(containers_for(selective_request()),
        {
            {"api", "HTTPS_PROXY", kSquid, "the port follows .env"},
            {"api", "https_proxy", kSquid, "gRPC and others read only lower case"},
            {"api", "HTTP_PROXY", "", "its http:// targets are services inside"},
            {"api", "http_proxy", "", "likewise; empty beats what .env would put there"},
            {"api", "ALL_PROXY", "", "it would stand for http, too"},
            {"api", "all_proxy", "", "likewise"},
            {"api", "NO_PROXY", "", "httpx takes each entry of it past ssrf_proxy"},
            {"api", "no_proxy", "", "likewise"},
            {"api", "no_grpc_proxy", kInside, "gRPC alone reads it, httpx does not"},
            {"api", "SSRF_PROXY_ALL_URL",
             "${SSRF_PROXY_ALL_URL:-${SSRF_PROXY_HTTP_URL:-" + kSquid + "}}",
             "with it Dify's HTTP node asks no other variable"},
            {"worker", "HTTPS_PROXY", kSquid, "it runs the same code as api"},
            {"worker", "NO_PROXY", "", "likewise"},
            {"plugin_daemon", "HTTPS_PROXY", kSquid, "here the model providers run"},
            {"plugin_daemon", "https_proxy", kSquid, "likewise"},
            {"plugin_daemon", "HTTP_PROXY", "", "without --http"},
            {"plugin_daemon", "http_proxy", "", "likewise"},
            {"plugin_daemon", "ALL_PROXY", "", "it would stand for http, too"},
            {"plugin_daemon", "NO_PROXY", kInside, "no guard runs here, and plugins call inside"},
            {"plugin_daemon", "no_proxy", kInside, "likewise"},
            {"plugin_daemon", "no_grpc_proxy", std::string(kAbsent), "NO_PROXY says it"},
            {"plugin_daemon", "SSRF_PROXY_ALL_URL", std::string(kAbsent), "api's alone"},
            {"ssrf_proxy", "HTTPS_PROXY", std::string(kAbsent), "squid reads an include"},
            {"weaviate", "HTTPS_PROXY", "(no such container)", "it calls nobody outside"},
        });
}

TEST_CASE("the guard of HTTP nodes stays as the user has set it") {
  struct Case {
    std::vector<std::pair<std::string, std::string>> environment;
    std::string env_value;  // of SSRF_PROXY_HTTP_URL in .env; empty: it is not there
    bool is_set;            // whether the override sets SSRF_PROXY_ALL_URL
    std::string_view why;
  };
  const Case cases[] = {
      {{}, "", true, "nothing is set"},
      {{{"SSRF_PROXY_HTTP_URL", "http://ssrf_proxy:3128"}}, "", true, "the default"},
      {{{"SSRF_PROXY_HTTP_URL", "\"http://ssrf_proxy:3128\""}}, "", true, "with Dify's own quotes"},
      {{{"SSRF_PROXY_HTTP_URL", "\"http://other:3128\""}}, "", false, "another one in quotes"},
      {{{"SSRF_PROXY_HTTP_URL", "http://other:3128"}},
       "http://other:3128",
       true,
       "the expression gives the same"},
      {{{"SSRF_PROXY_HTTP_URL", "http://other:3128"}}, "", false, "another file names it"},
      {{{"SSRF_PROXY_ALL_URL", "http://other:3128"}}, "", false, "likewise"},
      {{{"SSRF_PROXY_HTTP_URL", ""}, {"SSRF_PROXY_HTTPS_URL", ""}}, "", false, "switched off"},
      {{{"SSRF_PROXY_HTTP_URL", ""}, {"SSRF_PROXY_ALL_URL", "http://ssrf_proxy:3128"}},
       "",
       true,
       "one for all"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.why);
    DifyTree tree = tree_of_1_15();
    tree.api_like.front().environment = row.environment;
    if (!row.env_value.empty()) tree.env.set({"SSRF_PROXY_HTTP_URL", row.env_value, 1});
    const auto containers = containers_for(selective_request(), tree);
    CHECK((value_in(containers, "api", "SSRF_PROXY_ALL_URL") != kAbsent) == row.is_set);
    check(containers, {{"api", "NO_PROXY", "", "nothing opens a guard that is there"}});
  }
}

TEST_CASE("option --http is for plugins alone") {
  SetupRequest request = selective_request();
  request.http = true;
  check(containers_for(request),
        {
            {"plugin_daemon", "HTTP_PROXY", kSquid, "asked for"},
            {"plugin_daemon", "http_proxy", kSquid, "likewise"},
            {"plugin_daemon", "ALL_PROXY", "", "still nobody's"},
            {"api", "HTTP_PROXY", "", "its http:// targets are services inside"},
            {"api", "http_proxy", "", "likewise"},
        });
}

TEST_CASE("what is exempt is direct everywhere, and only that") {
  SetupRequest request = selective_request();
  request.exempt = {".corp.test", "10.1.2.3", "weaviate"};
  const std::string exempt = ".corp.test,10.1.2.3,weaviate";
  check(containers_for(request),
        {
            {"api", "NO_PROXY", exempt, "what was listed as safe, and no internal name"},
            {"api", "no_proxy", exempt, "likewise"},
            {"api", "no_grpc_proxy", kInside + ",.corp.test,10.1.2.3", "each entry once"},
            {"plugin_daemon", "NO_PROXY", kInside + ",.corp.test,10.1.2.3", "likewise"},
        });
}

TEST_CASE("plugins fetch files from inside, wherever .env says that files are") {
  DifyTree tree = tree_of_1_15();
  tree.plugin_daemon->environment = {{"FILES_URL", "http://files.example.com:8080"},
                                     {"OTHER_URL", "http://other.example.com"}};
  tree.api_like.front().environment = {{"INTERNAL_FILES_URL", "http://api:5001"}};
  check(containers_for(selective_request(), tree),
        {
            {"plugin_daemon", "NO_PROXY", kInside + ",files.example.com",
             "the host of FILES_URL; api is a name inside, and OTHER_URL is no address of files"},
            {"api", "NO_PROXY", "", "never for api"},
        });
}

TEST_CASE("gRPC goes on to the servers that the settings name, wherever they are") {
  struct Case {
    std::vector<std::pair<std::string, std::string>> environment;
    std::string_view more;  // behind what is inside
    std::string_view why;
  };
  const Case cases[] = {
      {{{"VECTOR_STORE", "milvus"}, {"MILVUS_URI", "http://192.168.1.20:19530"}},
       ",192.168.1.20",
       "a private address"},
      {{{"MILVUS_URI", "https://in01.zilliz.example:19530"}},
       ",in01.zilliz.example",
       "squid refuses CONNECT to its port"},
      {{{"MILVUS_URI", "https://in01.zilliz.example"}},
       ",in01.zilliz.example",
       "it is not listed, so it stays direct"},
      {{{"MILVUS_URI", "https://store.openai.com"}}, "", "it is listed, and its port is open"},
      {{{"MILVUS_URI", "https://store.openai.com:19530"}},
       ",store.openai.com",
       "it is listed, and its port is not open"},
      {{{"VECTOR_STORE", "qdrant"}, {"MILVUS_URI", "http://10.1.2.3:19530"}},
       ",10.1.2.3",
       "older knowledge bases stay in their store"},
      {{{"WEAVIATE_ENDPOINT", "http://weaviate.corp:8080"}},
       ",weaviate.corp",
       "its gRPC port is a fixed one"},
      {{{"WEAVIATE_ENDPOINT", "http://weaviate:8080"},
        {"WEAVIATE_GRPC_ENDPOINT", "grpc://vectors.corp:50051"}},
       ",vectors.corp",
       "an endpoint of its own"},
      {{{"WEAVIATE_ENDPOINT", "http://weaviate:8080"},
        {"WEAVIATE_GRPC_ENDPOINT", "weaviate:50051"}},
       "",
       "it is inside"},
      {{{"QDRANT_URL", "http://10.1.2.3:6333"}}, "", "without gRPC"},
      {{{"QDRANT_URL", "http://10.1.2.3:6333"}, {"QDRANT_GRPC_ENABLED", "true"}},
       ",10.1.2.3",
       "with gRPC"},
      {{{"ENABLE_OTEL", "true"},
        {"OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"},
        {"OTLP_BASE_ENDPOINT", "http://otel.corp:4317"}},
       ",otel.corp",
       "traces"},
      {{{"ENABLE_OTEL", "false"},
        {"OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"},
        {"OTLP_BASE_ENDPOINT", "http://otel.corp:4317"}},
       "",
       "no traces"},
      {{{"no_proxy", "milvus.corp,.lan"}}, ",milvus.corp,.lan", "what gRPC read until now"},
      {{{"no_grpc_proxy", "a.corp"}, {"no_proxy", "b.corp"}}, ",a.corp", "gRPC reads one of them"},
      {{{"no_proxy", "http://alice:s3cret@h"}}, "", "no list that all clients read alike"},
      {{{"MILVUS_URI", "http://app:19530"}}, "", "it would exempt all of .app"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.why);
    DifyTree tree = tree_of_1_15();
    tree.api_like.back().environment = row.environment;
    check(containers_for(selective_request(), tree),
          {
              {"api", "no_grpc_proxy", kInside + std::string(row.more), "all services alike"},
              {"worker", "no_grpc_proxy", kInside + std::string(row.more), "likewise"},
              {"api", "NO_PROXY", "", "httpx must not go past ssrf_proxy"},
              {"worker", "no_proxy", "", "likewise"},
          });
  }
}

TEST_CASE("which servers of gRPC the other modes leave to the proxy") {
  struct Case {
    std::string_view uri;
    bool direct_exempts;  // --mode direct
    bool all_exempts;     // --domains all
  };
  const Case cases[] = {
      {"http://192.168.1.20:19530", true, true},
      {"http://in01.zilliz.example:19530", true, true},
      {"https://in01.zilliz.example:443", false, false},
      {"https://in01.zilliz.example:19530", false, true},
      {"https://milvus.corp", true, true},
  };
  SetupRequest all = selective_request();
  all.domains.clear();
  all.all_domains = true;
  for (const Case& row : cases) {
    CAPTURE(row.uri);
    DifyTree tree = tree_of_1_15();
    tree.api_like.front().environment = {{"MILVUS_URI", std::string(row.uri)}};
    const auto exempts = [&](const SetupRequest& request) {
      return value_in(containers_for(request, tree), "api", "no_grpc_proxy") != kInside;
    };
    CHECK(exempts(direct_request()) == row.direct_exempts);
    CHECK(exempts(all) == row.all_exempts);
  }
}

TEST_CASE("the plugin daemon reaches a collector of traces, and no store") {
  DifyTree tree = tree_of_1_15();
  tree.plugin_daemon->environment = {{"ENABLE_OTEL", "true"},
                                     {"OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"},
                                     {"OTLP_BASE_ENDPOINT", "http://otel.corp:4317"},
                                     {"MILVUS_URI", "http://10.1.2.3:19530"}};
  check(containers_for(selective_request(), tree),
        {{"plugin_daemon", "NO_PROXY", kInside + ",otel.corp", "grpc-go reads HTTPS_PROXY"}});
}

TEST_CASE("a service with the name of a top-level domain is not exempted by name") {
  DifyTree tree = tree_of_1_15();
  tree.service_names = {"api", "app", "apps", "dev"};
  check(containers_for(selective_request(), tree),
        {{"api", "no_grpc_proxy", "localhost,127.0.0.1,host.docker.internal,api,apps",
          "gRPC compares ends: app would exempt all of .app"}});
}

TEST_CASE("direct: the upstream itself is the proxy") {
  const std::string upstream = "http://192.168.0.1:7890";
  check(containers_for(direct_request()),
        {
            {"api", "HTTPS_PROXY", upstream, "for every https target"},
            {"api", "HTTP_PROXY", "", "its http:// targets are services inside"},
            {"api", "NO_PROXY", "", "httpx takes each entry of it past ssrf_proxy"},
            {"api", "SSRF_PROXY_ALL_URL",
             "${SSRF_PROXY_ALL_URL:-${SSRF_PROXY_HTTP_URL:-" + kSquid + "}}",
             "the HTTP node still goes through ssrf_proxy"},
            {"plugin_daemon", "HTTPS_PROXY", upstream, "likewise"},
            {"ssrf_proxy", "HTTPS_PROXY", "(no such container)", "no squid is touched"},
        });
}

TEST_CASE("a password stands in a file, never in the override") {
  SetupRequest request = direct_request();
  request.upstream = upstream_at("http://alice:s3cr%23et@192.168.0.1:7890");
  for (const bool http : {false, true}) {
    request.http = http;
    const auto containers = containers_for(request);
    check(containers, {
                          {"api", "HTTPS_PROXY", std::string(kAbsent), "it is in the file"},
                          {"api", "NO_PROXY", "", "this is no secret"},
                          {"plugin_daemon", "HTTPS_PROXY", std::string(kAbsent), "in the file"},
                      });
    for (const OverrideService& container : containers) {
      CHECK(container.env_files == std::vector<std::string>{"./proxyenv/upstream.env"});
      for (const auto& [name, value] : container.environment) {
        CHECK(value.find("s3cr") == std::string::npos);
      }
    }
    const std::string file = render_upstream_env(request);
    CHECK((file.find("HTTPS_PROXY='http://alice:s3cr%23et@192.168.0.1:7890'\n") !=
           std::string::npos));
    CHECK((file.find("\nhttp_proxy=") != std::string::npos) == http);
  }
  // In mode selective the password is in squid's include, and the containers get squid's address.
  SetupRequest selective = selective_request();
  selective.upstream = request.upstream;
  for (const OverrideService& container : containers_for(selective)) {
    CHECK(container.env_files.empty());
  }
  check(containers_for(selective), {{"api", "HTTPS_PROXY", kSquid, "no secret in it"}});
}

TEST_CASE("who reaches the machine that Docker runs on is who talks to a proxy there") {
  SetupRequest selective = selective_request();
  SetupRequest direct = direct_request();
  for (SetupRequest* request : {&selective, &direct}) {
    for (const OverrideService& container : containers_for(*request)) {
      CHECK_FALSE(container.reaches_docker_host);
    }
    request->upstream = upstream_at("http://127.0.0.1:7890");
  }
  const auto by_squid = containers_for(selective);
  CHECK(find(by_squid, "ssrf_proxy")->reaches_docker_host);
  CHECK_FALSE(find(by_squid, "api")->reaches_docker_host);
  const auto by_themselves = containers_for(direct);
  CHECK(find(by_themselves, "api")->reaches_docker_host);
  CHECK(find(by_themselves, "plugin_daemon")->reaches_docker_host);
}

TEST_CASE("what squids mount, and which squids") {
  SetupRequest request = selective_request();
  const auto one = containers_for(request, tree_of_two_squids());
  CHECK(find(one, "agent_ssrf_proxy") == nullptr);
  request.agent = true;
  const auto both = containers_for(request, tree_of_two_squids());
  for (const char* name : {"ssrf_proxy", "agent_ssrf_proxy"}) {
    const OverrideService* squid = find(both, name);
    REQUIRE(squid != nullptr);
    CHECK(squid->label == "sha256:squid");
    REQUIRE(squid->mounts.size() == 3);
    CHECK(squid->mounts[0].target == "/docker-entrypoint-mount.sh");
    CHECK(squid->mounts[1].source == "./ssrf_proxy/docker-entrypoint.sh");
    CHECK(squid->mounts[2].source == "./proxyenv/upstream.conf");
  }
}

TEST_CASE("option --wrap puts proxyenv in front, and tini stays PID 1 of the daemon") {
  SetupRequest request = selective_request();
  const auto plain = containers_for(request);
  CHECK(find(plain, "api")->entrypoint.empty());
  CHECK(find(plain, "api")->mounts.empty());
  CHECK(find(plain, "api")->label.empty());
  CHECK(find(plain, "plugin_daemon")->command.empty());
  request.wrap = true;
  const auto wrapped = containers_for(request);
  CHECK(find(wrapped, "api")->entrypoint ==
        CommandWords{"/opt/proxyenv/proxyenv", "--", "/bin/bash", "/entrypoint.sh"});
  CHECK(find(wrapped, "api")->command.empty());
  CHECK(find(wrapped, "plugin_daemon")->entrypoint.empty());
  CHECK(find(wrapped, "plugin_daemon")->command ==
        CommandWords{"/opt/proxyenv/proxyenv", "--", "/app/main"});
  CHECK(find(wrapped, "plugin_daemon")->label == "sha256:program");
  CHECK(find(wrapped, "ssrf_proxy")->label == "sha256:squid");
}

TEST_CASE("a tree of Dify 0.15 has no plugin daemon") {
  DifyTree tree = tree_of_1_15();
  tree.plugin_daemon.reset();
  CHECK(find(containers_for(selective_request(), tree), "plugin_daemon") == nullptr);
}

// SPDX-License-Identifier: Apache-2.0
// Which variables each container gets, row by row as in docs/dify.md, "What each container gets".
#include "dify/setup/containers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

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
  // Selective, the password is in squid's include, and the containers get squid's address.
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

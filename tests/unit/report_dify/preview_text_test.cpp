// SPDX-License-Identifier: Apache-2.0
#include "report_dify/preview_text.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/catalog.hpp"
#include "dify/setup/containers.hpp"
#include "support/dify_trees.hpp"

using namespace proxyenv;
using namespace proxyenv::dify;

namespace {

using Variables = std::vector<std::pair<std::string, std::string>>;

std::string text_of(const DifyTree& tree, const SetupRequest& request) {
  const auto containers = containers_of(tree, request, {}, {});
  const sources::Lookup variable = [&](std::string_view name) { return tree.env.find(name); };
  return render_previews(preview_containers(tree, request, containers, variable), tree, request);
}

// The lines of the text that hold it.
std::string lines_with(const std::string& text, std::string_view part) {
  std::string found;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    if (line.find(part) != std::string_view::npos) found.append(line).append("\n");
    begin = end + 1;
  }
  return found;
}

struct Row {
  Variables variables;
  std::string_view part;   // of the lines
  std::string_view lines;  // all that hold it
  std::string_view why;
};

void check(const std::vector<Row>& rows, const SetupRequest& request) {
  for (const Row& row : rows) {
    CAPTURE(row.why);
    DifyTree tree = tree_of_1_15();
    tree.plugin_daemon.reset();
    for (DifyService& service : tree.api_like) service.environment = row.variables;
    const std::string text = text_of(tree, request);
    CHECK(lines_with(text, row.part) == row.lines);
    CHECK(text.find("s3cret") == std::string::npos);
  }
}

}  // namespace

TEST_CASE("where the connections of api go, before and after a selective setup") {
  check(
      {
          {{{"MILVUS_URI", "http://192.168.1.20:19530"}},
           "MILVUS",
           "  D    grpc://192.168.1.20:19530  grpc    MILVUS_URI\n",
           "gRPC stays direct"},
          {{{"DB_HOST", "db"}},
           "DB_HOST",
           "  D    db:5432  (reads no proxy variables)  DB_HOST\n",
           "no client of HTTP"},
          {{{"MARKETPLACE_API_URL", "https://marketplace.dify.ai"}},
           "MARKETPLACE",
           "  D>P  https://marketplace.dify.ai:443  python-httpx  MARKETPLACE_API_URL\n",
           "unlisted"},
          {{{"MARKETPLACE_API_URL", "https://marketplace.dify.ai"}},
           "P http",
           "  D direct, F fails, P http://ssrf_proxy:3128, then direct, > before and after\n",
           "what the letter means"},
          {{{"OPENAI_API_BASE", "https://api.openai.com/v1"}},
           "P http",
           "  D direct, F fails, P http://ssrf_proxy:3128, then the upstream, > before and after\n",
           "listed"},
          {{{"S3_ENDPOINT", "https://minio:9000"}},
           "S3_ENDPOINT",
           "  D>F  https://minio:9000  botocore  S3_ENDPOINT\n"
           "error: S3_ENDPOINT: https://minio:9000 would fail: ssrf_proxy refuses CONNECT to any "
           "port but 443\n",
           "another port"},
          {{{"S3_ENDPOINT", "https://minio.corp"}},
           "error",
           "error: S3_ENDPOINT: https://minio.corp:443 would fail: ssrf_proxy refuses private "
           "networks\n",
           "the guard"},
          {{{"S3_ENDPOINT", "https://minio.corp"}, {"STORAGE_TYPE", "opendal"}},
           "S3_ENDPOINT",
           "",
           "another storage is chosen"},
          {{{"S3_ENDPOINT", "http://minio:9000"}},
           "S3_ENDPOINT",
           "  D    http://minio:9000  botocore  S3_ENDPOINT\n",
           "http stays direct"},
          {{{"MY_MODEL", "https://alice:s3cret@models.corp/v1"}},
           "error",
           "error: MY_MODEL: https://models.corp:443 would fail: ssrf_proxy refuses private "
           "networks\n",
           "a variable that nobody knows"},
          {{{"CONSOLE_API_URL", "https://console.corp"}}, "CONSOLE", "", "for browsers"},
          {{{"HTTPS_PROXY", "http://alice:s3cret@10.0.0.1:8080"},
            {"MARKETPLACE_API_URL", "https://marketplace.dify.ai"}},
           "MARKETPLACE",
           "  P>Q  https://marketplace.dify.ai:443  python-httpx  MARKETPLACE_API_URL\n",
           "a proxy before"},
          {{{"HTTPS_PROXY", "http://alice:s3cret@10.0.0.1:8080"}},
           "HTTPS_PROXY",
           "  HTTPS_PROXY         http://***@10.0.0.1:8080  http://ssrf_proxy:3128\n",
           "without its credentials"},
          {{{"NO_PROXY", "http://alice:s3cret@h"}},
           "  NO_PROXY",
           "  NO_PROXY            (21 bytes, not shown)  (empty)\n",
           "a list that may hold some"},
      },
      selective_request());
}

TEST_CASE("where they go in mode direct") {
  check(
      {
          {{{"MARKETPLACE_API_URL", "https://marketplace.dify.ai"}},
           "P http",
           "  D direct, F fails, P http://192.168.0.1:7890, > before and after\n",
           "through the upstream"},
          {{{"S3_ENDPOINT", "https://s3.example.com:9000"}},
           "S3_ENDPOINT",
           "  D>P  https://s3.example.com:9000  botocore  S3_ENDPOINT\n",
           "the upstream decides about ports"},
          {{{"S3_ENDPOINT", "https://minio.corp:9000"}},
           "error",
           "error: S3_ENDPOINT: https://minio.corp:9000 would fail: the upstream will not or "
           "cannot "
           "go to a private network\n",
           "a private network"},
      },
      direct_request());
}

TEST_CASE("a password of the upstream is not in what is shown") {
  DifyTree tree = tree_of_1_15();
  SetupRequest request = direct_request();
  request.upstream = upstream_at("http://alice:s3cret@192.168.0.1:7890");
  const std::string text = text_of(tree, request);
  CHECK(text.find("s3cret") == std::string::npos);
  CHECK(lines_with(text, "  HTTPS_PROXY") ==
        "  HTTPS_PROXY         (not set)  http://***@192.168.0.1:7890\n"
        "  HTTPS_PROXY  (not set)  http://***@192.168.0.1:7890\n");
}

TEST_CASE("containers that are alike are shown once") {
  DifyTree tree = tree_of_1_15();
  CHECK(lines_with(text_of(tree, selective_request()), "==>") ==
        "==> api, worker <==\n==> plugin_daemon <==\n");
  tree.api_like.back().environment = {{"MILVUS_URI", "http://192.168.1.20:19530"}};
  CHECK(lines_with(text_of(tree, selective_request()), "==>") ==
        "==> api <==\n==> worker <==\n==> plugin_daemon <==\n");
}

TEST_CASE("squid's guard since 1.15, and who lets squid through it") {
  DifyTree tree = tree_of_1_15();
  const SetupRequest request = selective_request();
  const Endpoint inside{"http", "models.corp", 80};
  const auto outcome = [&] { return ProxyOutcomes(tree, request).of(inside, false); };
  CHECK(outcome() == PastProxy::private_refused);
  tree.ssrf_proxy.templates = {{"a.template", "http_access deny to_private_networks\n"}};
  CHECK(outcome() == PastProxy::private_refused);
  tree.env.set({"SSRF_PROXY_ALLOW_PRIVATE_DOMAINS", ".corp", 1});
  CHECK(outcome() == PastProxy::direct);
  tree.env = {};
  tree.ssrf_proxy.templates = {{"a.template", "http_access allow localnet\n"}};
  CHECK(outcome() == PastProxy::direct);
}

TEST_CASE("each client that makes a connection has a model") {
  DifyService service;
  service.environment = {{"ENABLE_OTEL", "true"},
                         {"OTLP_BASE_ENDPOINT", "http://o.corp:1"},
                         {"QDRANT_GRPC_ENABLED", "1"},
                         {"TIDB_ON_QDRANT_GRPC_ENABLED", "1"},
                         {"WEAVIATE_ENDPOINT", "http://w"}};
  for (const char* name :
       {"DB_HOST", "REDIS_HOST", "CODE_EXECUTION_ENDPOINT", "AGENT_BACKEND_BASE_URL",
        "UNSTRUCTURED_API_URL", "QDRANT_URL", "MILVUS_URI", "TIDB_ON_QDRANT_URL",
        "TENCENT_VECTOR_DB_URL", "CHROMA_HOST", "UPSTASH_VECTOR_URL", "S3_ENDPOINT",
        "AZURE_BLOB_ACCOUNT_URL", "PIP_MIRROR_URL", "DIFY_INNER_API_URL"}) {
    service.environment.emplace_back(name, "http://h.example.com");
  }
  for (const auto& connections : {connections_of_api(service), connections_of_daemon(service)}) {
    CHECK(connections.size() > 5);
    for (const Connection& connection : connections) {
      CAPTURE(connection.client);
      CHECK((connection.client.empty() || find_client(connection.client) != nullptr));
    }
  }
  for (const Connection& connection : connections_of_daemon(service)) {
    CHECK(!is_for_api_alone(connection.variable));
  }
}

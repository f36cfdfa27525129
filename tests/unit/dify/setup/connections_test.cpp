// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/connections.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace proxyenv::dify;

namespace {

using Variables = std::vector<std::pair<std::string, std::string>>;

DifyService service_with(Variables variables) {
  DifyService service;
  service.name = "api";
  service.environment = std::move(variables);
  return service;
}

std::string shown(const std::vector<Connection>& connections) {
  std::string text;
  for (const Connection& connection : connections) {
    text.append(text.empty() ? "" : "; ").append(connection.variable).append(" by ");
    text.append(connection.client.empty() ? "none" : connection.client).append(" to ");
    text.append(connection.endpoint.host).append(":");
    text.append(std::to_string(connection.endpoint.port));
    text.append(connection.uses_tls ? " TLS" : "").append(connection.is_chosen ? "" : " (other)");
  }
  return text;
}

}  // namespace

TEST_CASE("connections of api") {
  struct Row {
    Variables variables;
    std::string_view connections;
    std::string_view why;
  };
  const Row rows[] = {
      {{}, "", "nothing is set"},
      {{{"DB_HOST", "db_postgres"}, {"DB_PORT", "5433"}},
       "DB_HOST by none to db_postgres:5433",
       "a database's own protocol"},
      {{{"DB_HOST", "db_postgres"}, {"DB_PORT", "x"}},
       "DB_HOST by none to db_postgres:5432",
       "no port: the usual one"},
      {{{"MILVUS_URI", "http://192.168.1.20:19530"}},
       "MILVUS_URI by grpc to 192.168.1.20:19530",
       "Milvus"},
      {{{"VECTOR_STORE", "weaviate"}, {"MILVUS_URI", "https://m.corp"}},
       "MILVUS_URI by grpc to m.corp:443 TLS (other)",
       "another store is chosen"},
      {{{"VECTOR_STORE", "Milvus"}, {"MILVUS_URI", "https://m.corp"}},
       "MILVUS_URI by grpc to m.corp:443 TLS",
       "in any case"},
      {{{"MILVUS_URI", "./milvus.db"}}, "", "a file"},
      {{{"QDRANT_URL", "https://q.corp:6333"}},
       "QDRANT_URL by python-httpx to q.corp:6333 TLS",
       "without gRPC"},
      {{{"QDRANT_URL", "http://q.corp"},
        {"QDRANT_GRPC_ENABLED", "True"},
        {"QDRANT_GRPC_PORT", "7"}},
       "QDRANT_URL by python-httpx to q.corp:6333; QDRANT_URL by grpc to q.corp:7",
       "with gRPC"},
      {{{"WEAVIATE_ENDPOINT", "https://w.corp"}},
       "WEAVIATE_ENDPOINT by none to w.corp:443 TLS; WEAVIATE_ENDPOINT by grpc to w.corp:443 TLS",
       "one variable, two clients"},
      {{{"WEAVIATE_ENDPOINT", "http://w.corp:8080"}, {"WEAVIATE_GRPC_ENDPOINT", "g.corp"}},
       "WEAVIATE_ENDPOINT by none to w.corp:8080; WEAVIATE_GRPC_ENDPOINT by grpc to g.corp:50051",
       "the usual port of gRPC"},
      {{{"WEAVIATE_GRPC_ENDPOINT", "grpcs://g.corp"}},
       "WEAVIATE_GRPC_ENDPOINT by grpc to g.corp:443 TLS",
       "with TLS"},
      {{{"ENABLE_OTEL", "true"}, {"OTLP_BASE_ENDPOINT", "https://o.corp"}},
       "OTLP_BASE_ENDPOINT by python-requests to o.corp:443 TLS",
       "traces over HTTP"},
      {{{"ENABLE_OTEL", "true"},
        {"OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"},
        {"OTLP_BASE_ENDPOINT", "o.corp"},
        {"OTLP_TRACE_ENDPOINT", "http://t.corp"}},
       "OTLP_BASE_ENDPOINT by grpc to o.corp:4317",
       "traces over gRPC have one server"},
      {{{"OTLP_BASE_ENDPOINT", "https://o.corp"}}, "", "no traces"},
      {{{"PIP_MIRROR_URL", "http://pypi.corp"}}, "", "api installs nothing"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(shown(connections_of_api(service_with(row.variables))) == row.connections);
  }
}

TEST_CASE("connections of the plugin daemon") {
  struct Row {
    Variables variables;
    std::string_view connections;
    std::string_view why;
  };
  const Row rows[] = {
      {{{"PIP_MIRROR_URL", "http://pypi.corp/simple"}},
       "PIP_MIRROR_URL by rust-reqwest to pypi.corp:80",
       "uv installs what plugins need"},
      {{{"PLUGIN_STORAGE_TYPE", "local"}, {"S3_ENDPOINT", "https://minio:9000"}},
       "S3_ENDPOINT by go to minio:9000 TLS (other)",
       "the storage is not S3"},
      {{{"PLUGIN_STORAGE_TYPE", "aws_s3"}, {"S3_ENDPOINT", "https://minio:9000"}},
       "S3_ENDPOINT by go to minio:9000 TLS",
       "its own name of S3"},
      {{{"MILVUS_URI", "http://192.168.1.20:19530"}}, "", "api's store"},
      {{{"ENABLE_OTEL", "1"},
        {"OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"},
        {"OTLP_BASE_ENDPOINT", "http://o.corp:4317"}},
       "OTLP_BASE_ENDPOINT by grpc-go to o.corp:4317",
       "a client of Go"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(shown(connections_of_daemon(service_with(row.variables))) == row.connections);
  }
}

TEST_CASE("whether a variable is of another store or storage than the chosen one") {
  struct Row {
    std::string_view variable;
    Variables variables;
    bool is_other;
  };
  const Row rows[] = {
      {"HUAWEI_CLOUD_HOSTS", {{"VECTOR_STORE", "weaviate"}}, true},
      {"HUAWEI_CLOUD_HOSTS", {{"VECTOR_STORE", "huawei_cloud"}}, false},
      {"HUAWEI_CLOUD_HOSTS", {}, false},
      {"OCEANBASE_VECTOR_HOST", {{"VECTOR_STORE", "seekdb"}}, false},
      {"TIDB_API_URL", {{"VECTOR_STORE", "tidb_on_qdrant"}}, false},
      {"TIDB_VECTOR_HOST", {{"VECTOR_STORE", "tidb_on_qdrant"}}, true},
      {"VECTOR_STORE", {{"VECTOR_STORE", "milvus"}}, false},
      {"FILES_URL", {{"VECTOR_STORE", "milvus"}, {"STORAGE_TYPE", "s3"}}, false},
      {"S3_ENDPOINT", {{"STORAGE_TYPE", "opendal"}}, true},
      {"S3_ENDPOINT", {{"STORAGE_TYPE", "opendal"}, {"PLUGIN_STORAGE_TYPE", "aws_s3"}}, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.variable);
    const DifyService service = service_with(row.variables);
    CHECK(is_of_other_choice(row.variable, chosen_stores_of(service)) == row.is_other);
  }
}

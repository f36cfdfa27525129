// SPDX-License-Identifier: Apache-2.0
// Which client speaks to which server: langgenius/dify, api/core/rag/datasource/vdb/,
// api/extensions/storage/, api/extensions/ext_otel.py and api/configs/, releases 0.15.3 to 1.17.1.
#include "dify/setup/connections.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "net/host.hpp"
#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

constexpr std::string_view kGrpc = "grpc";
constexpr std::string_view kHttpx = "python-httpx";
constexpr std::string_view kRequests = "python-requests";
constexpr std::string_view kBotocore = "botocore";
constexpr std::string_view kGo = "go";
constexpr std::string_view kGrpcGo = "grpc-go";
constexpr std::string_view kUv = "rust-reqwest";  // uv installs what plugins need
constexpr std::string_view kNoVariables;          // a database's own protocol, or urllib3 alone

// --- What the settings choose ------------------------------------------------------------------

// The variables that begin with `prefix` count where the store or storage has one of the names.
struct Choice {
  std::string_view prefix;
  std::array<std::string_view, 2> names;
};

constexpr std::array<Choice, 26> kStores = {{
    {"WEAVIATE_", {"weaviate"}},
    {"QDRANT_", {"qdrant"}},
    {"MILVUS_", {"milvus"}},
    {"MYSCALE_", {"myscale"}},
    {"COUCHBASE_", {"couchbase"}},
    {"HOLOGRES_", {"hologres"}},
    {"PGVECTOR_", {"pgvector"}},
    {"PGVECTO_RS_", {"pgvecto-rs"}},
    {"VASTBASE_", {"vastbase"}},
    {"ANALYTICDB_", {"analyticdb"}},
    {"TIDB_VECTOR_", {"tidb_vector"}},
    {"TIDB_", {"tidb_on_qdrant"}},
    {"CHROMA_", {"chroma"}},
    {"ORACLE_", {"oracle"}},
    {"RELYT_", {"relyt"}},
    {"OPENSEARCH_", {"opensearch"}},
    {"TENCENT_VECTOR_DB_", {"tencent"}},
    {"ELASTICSEARCH_", {"elasticsearch", "elasticsearch-ja"}},
    {"BAIDU_VECTOR_DB_", {"baidu"}},
    {"VIKINGDB_", {"vikingdb"}},
    {"LINDORM_", {"lindorm"}},
    {"OCEANBASE_VECTOR_", {"oceanbase", "seekdb"}},
    {"UPSTASH_VECTOR_", {"upstash"}},
    {"OPENGAUSS_", {"opengauss"}},
    {"HUAWEI_CLOUD_", {"huawei_cloud"}},
    {"TABLESTORE_", {"tablestore"}},
}};

// The first name is that of STORAGE_TYPE, the second that of PLUGIN_STORAGE_TYPE.
constexpr std::array<Choice, 9> kStorages = {{
    {"S3_", {"s3", "aws_s3"}},
    {"AZURE_BLOB_", {"azure-blob", "azure_blob"}},
    {"GOOGLE_STORAGE_", {"google-storage", "gcs"}},
    {"ALIYUN_OSS_", {"aliyun-oss", "aliyun_oss"}},
    {"TENCENT_COS_", {"tencent-cos", "tencent_cos"}},
    {"OCI_", {"oci-storage"}},
    {"HUAWEI_OBS_", {"huawei-obs", "huawei_obs"}},
    {"VOLCENGINE_TOS_", {"volcengine-tos", "volcengine_tos"}},
    {"SUPABASE_", {"supabase"}},
}};

// The value of a variable in a container; empty where it is not set.
std::string_view value_of(const DifyService& service, std::string_view name) {
  for (const auto& [variable, value] : service.environment) {
    if (variable == name) return value;
  }
  return {};
}

bool has(const DifyService& service, std::string_view name) {
  return std::any_of(service.environment.begin(), service.environment.end(),
                     [&](const auto& variable) { return variable.first == name; });
}

template <std::size_t N>
const Choice* choice_of(std::string_view variable, const std::array<Choice, N>& choices) {
  const auto found = std::find_if(choices.begin(), choices.end(), [&](const Choice& choice) {
    return variable.starts_with(choice.prefix);
  });
  return found == choices.end() ? nullptr : &*found;
}

bool names(const Choice& choice, std::string_view chosen) {
  return !chosen.empty() &&
         std::any_of(choice.names.begin(), choice.names.end(), [&](std::string_view name) {
           return ascii::equal_ignoring_case(name, chosen);
         });
}

// --- The servers -------------------------------------------------------------------------------

struct Rule {
  std::string_view variable;
  Purpose purpose;
  std::string_view client;
  std::uint16_t default_port;
  std::string_view port_variable = {};  // has the port, whatever the URL says
  std::string_view switch_ = {};        // the connection is made where this variable is true
};

constexpr std::array<Rule, 26> kRulesOfApi = {{
    {"DB_HOST", Purpose::database, kNoVariables, 5432, "DB_PORT"},
    {"REDIS_HOST", Purpose::database, kNoVariables, 6379, "REDIS_PORT"},
    {"CODE_EXECUTION_ENDPOINT", Purpose::inside, kHttpx, 80},
    {"AGENT_BACKEND_BASE_URL", Purpose::inside, kHttpx, 80},
    {"UNSTRUCTURED_API_URL", Purpose::inside, kRequests, 80},
    {"QDRANT_URL", Purpose::vector_store, kHttpx, 6333},
    {"QDRANT_URL", Purpose::vector_store, kGrpc, 6334, "QDRANT_GRPC_PORT", "QDRANT_GRPC_ENABLED"},
    {"MILVUS_URI", Purpose::vector_store, kGrpc, 19530},
    {"TIDB_ON_QDRANT_URL", Purpose::vector_store, kHttpx, 6333},
    {"TIDB_ON_QDRANT_URL", Purpose::vector_store, kGrpc, 6334, "TIDB_ON_QDRANT_GRPC_PORT",
     "TIDB_ON_QDRANT_GRPC_ENABLED"},
    // Its client is tcvectordb's RPCVectorDBClient, which speaks gRPC.
    {"TENCENT_VECTOR_DB_URL", Purpose::vector_store, kGrpc, 80},
    {"CHROMA_HOST", Purpose::vector_store, kHttpx, 8000, "CHROMA_PORT"},
    {"UPSTASH_VECTOR_URL", Purpose::vector_store, kHttpx, 443},
    {"PGVECTOR_HOST", Purpose::vector_store, kNoVariables, 5432, "PGVECTOR_PORT"},
    {"OPENSEARCH_HOST", Purpose::vector_store, kNoVariables, 9200, "OPENSEARCH_PORT"},
    {"ELASTICSEARCH_HOST", Purpose::vector_store, kNoVariables, 9200, "ELASTICSEARCH_PORT"},
    {"OCEANBASE_VECTOR_HOST", Purpose::vector_store, kNoVariables, 2881, "OCEANBASE_VECTOR_PORT"},
    {"S3_ENDPOINT", Purpose::storage, kBotocore, 80},
    {"AZURE_BLOB_ACCOUNT_URL", Purpose::storage, kRequests, 80},
    {"ALIYUN_OSS_ENDPOINT", Purpose::storage, kRequests, 80},
    {"OCI_ENDPOINT", Purpose::storage, kBotocore, 80},
    {"VOLCENGINE_TOS_ENDPOINT", Purpose::storage, kRequests, 443},
    {"SUPABASE_URL", Purpose::storage, kHttpx, 80},
    {"MARKETPLACE_API_URL", Purpose::service, kHttpx, 80},
    {"CHECK_UPDATE_URL", Purpose::service, kHttpx, 80},
    {"OPENAI_API_BASE", Purpose::service, kHttpx, 80},
}};

constexpr std::array<Rule, 8> kRulesOfDaemon = {{
    {"DB_HOST", Purpose::database, kNoVariables, 5432, "DB_PORT"},
    {"REDIS_HOST", Purpose::database, kNoVariables, 6379, "REDIS_PORT"},
    {"DIFY_INNER_API_URL", Purpose::inside, kGo, 80},
    {"FILES_URL", Purpose::inside, kHttpx, 80},
    {"INTERNAL_FILES_URL", Purpose::inside, kHttpx, 80},
    {"S3_ENDPOINT", Purpose::storage, kGo, 80},
    {"ALIYUN_OSS_ENDPOINT", Purpose::storage, kGo, 80},
    {"PIP_MIRROR_URL", Purpose::mirror, kUv, 80},
}};

// As pydantic, which Dify's settings are read by, reads it.
bool is_true(std::string_view value) {
  constexpr std::array<std::string_view, 6> kTrue = {"true", "1", "yes", "on", "t", "y"};
  return std::any_of(kTrue.begin(), kTrue.end(), [&](std::string_view word) {
    return ascii::equal_ignoring_case(ascii::trimmed(value), word);
  });
}

bool is_tls(const Endpoint& endpoint) {
  return endpoint.scheme == "https" || endpoint.scheme == "grpcs";
}

void add(std::vector<Connection>& connections, const DifyService& service, const Rule& rule) {
  if (!rule.switch_.empty() && !is_true(value_of(service, rule.switch_))) return;
  auto endpoint = endpoint_of(value_of(service, rule.variable), rule.default_port);
  if (!endpoint) return;
  if (!rule.port_variable.empty()) {
    endpoint->port =
        net::parse_port(value_of(service, rule.port_variable)).value_or(rule.default_port);
  }
  const bool tls = is_tls(*endpoint);
  connections.push_back({rule.variable, rule.purpose, rule.client, std::move(*endpoint), tls,
                         !is_of_other_choice(rule.variable, chosen_stores_of(service))});
}

// api/core/rag/datasource/vdb/weaviate/weaviate_vector.py: since 1.9.2 the client speaks HTTP, for
// which it reads no proxy variables (trust_env is off), and gRPC. Without a variable for gRPC, the
// server is the same, and the port a fixed one.
void add_weaviate(std::vector<Connection>& connections, const DifyService& service) {
  add(connections, service, {"WEAVIATE_ENDPOINT", Purpose::vector_store, kNoVariables, 80});
  const auto http = endpoint_of(value_of(service, "WEAVIATE_ENDPOINT"), 80);
  const std::string_view written = value_of(service, "WEAVIATE_GRPC_ENDPOINT");
  constexpr std::uint16_t kPort = 50051;
  constexpr std::uint16_t kTlsPort = 443;
  Connection connection{"WEAVIATE_GRPC_ENDPOINT", Purpose::vector_store, kGrpc, {}, false, true};
  if (!written.empty()) {
    const bool names_tls = ascii::lowered(ascii::trimmed(written)).starts_with("grpcs:");
    auto endpoint = endpoint_of(written, names_tls ? kTlsPort : kPort);
    if (!endpoint) return;
    connection.endpoint = std::move(*endpoint);
    connection.uses_tls = names_tls;
  } else if (http) {
    connection.variable = "WEAVIATE_ENDPOINT";
    connection.uses_tls = is_tls(*http);
    connection.endpoint = {"grpc", http->host, connection.uses_tls ? kTlsPort : kPort};
  } else {
    return;
  }
  connection.is_chosen = !is_of_other_choice(connection.variable, chosen_stores_of(service));
  connections.push_back(std::move(connection));
}

// api/extensions/ext_otel.py: the channel for gRPC has no TLS, whatever the scheme.
void add_tracing(std::vector<Connection>& connections, const DifyService& service,
                 std::string_view by_grpc, std::string_view by_http) {
  if (!is_true(value_of(service, "ENABLE_OTEL"))) return;
  constexpr std::uint16_t kGrpcPort = 4317;
  constexpr std::uint16_t kHttpPort = 4318;
  const std::size_t before = connections.size();
  if (ascii::equal_ignoring_case(value_of(service, "OTEL_EXPORTER_OTLP_PROTOCOL"), "grpc")) {
    add(connections, service, {"OTLP_BASE_ENDPOINT", Purpose::tracing, by_grpc, kGrpcPort});
    if (connections.size() > before) connections.back().uses_tls = false;
    return;
  }
  for (const std::string_view variable :
       {"OTLP_BASE_ENDPOINT", "OTLP_TRACE_ENDPOINT", "OTLP_METRIC_ENDPOINT"}) {
    add(connections, service, {variable, Purpose::tracing, by_http, kHttpPort});
  }
}

}  // namespace

std::vector<Connection> connections_of_api(const DifyService& service) {
  std::vector<Connection> connections;
  for (const Rule& rule : kRulesOfApi) add(connections, service, rule);
  add_weaviate(connections, service);
  add_tracing(connections, service, kGrpc, kRequests);
  return connections;
}

std::vector<Connection> connections_of_daemon(const DifyService& service) {
  std::vector<Connection> connections;
  for (const Rule& rule : kRulesOfDaemon) add(connections, service, rule);
  add_tracing(connections, service, kGrpcGo, kGo);
  return connections;
}

ChosenStores chosen_stores_of(const DifyService& service) {
  return {ascii::trimmed(value_of(service, "VECTOR_STORE")),
          ascii::trimmed(value_of(service, "STORAGE_TYPE")),
          ascii::trimmed(value_of(service, "PLUGIN_STORAGE_TYPE")),
          has(service, "WEAVIATE_GRPC_ENDPOINT")};
}

bool is_of_other_choice(std::string_view variable, const ChosenStores& chosen) {
  if (const Choice* store = choice_of(variable, kStores)) {
    return !chosen.vector_store.empty() && !names(*store, chosen.vector_store);
  }
  const Choice* storage = choice_of(variable, kStorages);
  if (storage == nullptr) return false;
  return !(chosen.storage.empty() && chosen.plugin_storage.empty()) &&
         !names(*storage, chosen.storage) && !names(*storage, chosen.plugin_storage);
}

bool speaks_grpc(const Connection& connection) {
  return connection.client == kGrpc || connection.client == kGrpcGo;
}

bool is_for_api_alone(std::string_view variable) {
  const auto names_it = [&](const Rule& rule) { return rule.variable == variable; };
  return variable.starts_with("WEAVIATE_") ||
         (std::any_of(kRulesOfApi.begin(), kRulesOfApi.end(), names_it) &&
          std::none_of(kRulesOfDaemon.begin(), kRulesOfDaemon.end(), names_it));
}

bool is_past_https_proxy(std::string_view variable, const ChosenStores& chosen) {
  if (variable == "MILVUS_URI" || variable == "TENCENT_VECTOR_DB_URL") return true;  // gRPC alone
  // elastic-transport and opensearch-py connect by urllib3, which reads no variables itself.
  for (const std::string_view prefix : {"ELASTICSEARCH_", "HUAWEI_CLOUD_", "OPENSEARCH_"}) {
    if (variable.starts_with(prefix)) return true;
  }
  // Releases that know the other variable have the client that reads none.
  return variable == "WEAVIATE_ENDPOINT" && chosen.knows_grpc_of_weaviate;
}

}  // namespace proxyenv::dify

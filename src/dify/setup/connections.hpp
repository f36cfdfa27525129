// SPDX-License-Identifier: Apache-2.0
// The connections that Dify's own code makes to databases, vector stores, storage, collectors of
// traces and mirrors, as the settings of its containers name them, and the client that makes each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dify/names/network_place.hpp"
#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// What a connection is for.
enum class Purpose { inside, database, vector_store, storage, tracing, mirror, service };

struct Connection {
  std::string_view variable;  // which names the server
  Purpose purpose = Purpose::service;
  // The client that makes it, by the name of its model (src/clients); empty: one that reads no
  // proxy variables.
  std::string_view client;
  Endpoint endpoint;
  bool uses_tls = false;
  // False: the settings choose another vector store or storage. Its variables have default values,
  // and a knowledge base that was made with another store still uses that one.
  bool is_chosen = true;
};

// Those of api and its like, and those of plugin_daemon, in the order of a table. A setting that is
// off makes no connection, and neither does one whose value names no server.
[[nodiscard]] std::vector<Connection> connections_of_api(const DifyService& service);
[[nodiscard]] std::vector<Connection> connections_of_daemon(const DifyService& service);

[[nodiscard]] bool speaks_grpc(const Connection& connection);

// The vector store and the storage that a container's settings choose; empty: none. Valid as long
// as the service is.
struct ChosenStores {
  std::string_view vector_store;
  std::string_view storage;
  std::string_view plugin_storage;
  bool knows_grpc_of_weaviate = false;  // the release has a variable for it
};
[[nodiscard]] ChosenStores chosen_stores_of(const DifyService& service);

// Whether the variable configures a vector store or a storage, and another one is chosen. False
// where none is.
[[nodiscard]] bool is_of_other_choice(std::string_view variable, const ChosenStores& chosen);

// Whether the variable names a server that api and its like connect to, and plugin_daemon does not.
[[nodiscard]] bool is_for_api_alone(std::string_view variable);

// Whether the client that reaches the server of this variable takes no notice of HTTPS_PROXY: it is
// gRPC, which is exempted by name, or reads no proxy variables.
[[nodiscard]] bool is_past_https_proxy(std::string_view variable, const ChosenStores& chosen);

}  // namespace proxyenv::dify

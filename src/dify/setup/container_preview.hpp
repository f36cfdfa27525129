// SPDX-License-Identifier: Apache-2.0
// What a setup changes for the containers, before it is done: their variables before and after, and
// the connections that Dify's code makes there. Where these go is asked of the models, which are in
// another layer.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dify/names/cover_index.hpp"
#include "dify/setup/connections.hpp"
#include "dify/setup/override.hpp"
#include "dify/setup/request.hpp"
#include "dify/tree/tree.hpp"
#include "sources/interpolation.hpp"

namespace proxyenv::dify {

using ContainerVariables = std::vector<std::pair<std::string, std::string>>;

// Values may hold credentials.
struct ChangedVariable {
  std::string name;
  std::optional<std::string> before;
  std::optional<std::string> after;
};

struct ContainerPreview {
  std::vector<std::string> names;  // of containers that are alike
  ContainerVariables before;       // all variables
  ContainerVariables after;
  std::vector<ChangedVariable> changed;  // those that the setup sets, in its order
  std::vector<Connection> connections;   // of what is chosen
};

// Of api and its like, and of plugin_daemon. `containers`: from containers_of(). `variable` returns
// the value that Compose has for a name.
[[nodiscard]] std::vector<ContainerPreview> preview_containers(
    const DifyTree& tree, const SetupRequest& request,
    const std::vector<OverrideService>& containers, const sources::Lookup& variable);

// What becomes of a request that comes to the proxy of the containers.
enum class PastProxy {
  upstream,
  direct,               // squid asks the server itself
  port_refused,         // squid refuses CONNECT to any port but 443
  private_refused,      // squid's guard refuses private networks
  private_at_upstream,  // mode direct: the upstream will not or cannot go there
};

// Says so for many requests. The tree and the request must outlive it.
class ProxyOutcomes {
 public:
  ProxyOutcomes(const DifyTree& tree, const SetupRequest& request);

  // `by_connect`: the client asks for a tunnel, as for https and gRPC.
  [[nodiscard]] PastProxy of(const Endpoint& endpoint, bool by_connect) const;

 private:
  const SetupRequest* request_;
  std::vector<std::string> domains_;
  CoverIndex listed_;
  bool squid_guards_ = false;  // private networks
};

}  // namespace proxyenv::dify

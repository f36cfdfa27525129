// SPDX-License-Identifier: Apache-2.0
// What `explain` shows: for each target and client the route before and after normalization.
// Everything from outside is redacted by the models and escaped here.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "clients/catalog.hpp"

namespace proxyenv {

// A client, and the version that the model answers for.
struct AskedClient {
  const Client* client;
  Version version;
  std::string version_text;  // as the user named it, else the range of the newest behaviour
};

struct ClientRoutes {
  Route before;
  Route after;
};

// One target; routes in the order of the asked clients.
struct TargetRoutes {
  Target target;
  std::vector<ClientRoutes> clients;
};

// Clients that go the same way before and after stand together; where clients disagree after
// normalization, the smaller group stands first. Each rule is told once with the clients it holds
// for. Those that have no such scheme stand in one line at the end.
[[nodiscard]] std::string render_routes_text(std::span<const AskedClient> asked,
                                             const TargetRoutes& routes);

// {"url","clients":[{"client","version","before":R,"after":R}]}, R = {"route","proxy","variable",
// "rule"}: one element of "targets", without a newline.
[[nodiscard]] std::string render_routes_json(std::span<const AskedClient> asked,
                                             const TargetRoutes& routes);

// Some clients go elsewhere than others after normalization; one that fails disagrees with those
// that connect, one that has no such scheme disagrees with nobody.
[[nodiscard]] bool clients_disagree(const TargetRoutes& routes);

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// google-generativeai (deprecated): gRPC C-core. Read in google/generativeai/client.py of 0.8.5.
// Not run. With transport="rest" it is requests; files are uploaded with httplib2.
#include <array>

#include "clients/models.hpp"

namespace proxyenv::clients {

namespace {
constexpr int kNewestGrpc = 1000;  // the newest behaviour, whatever it is called
}  // namespace

std::span<const ClientVersion> history_google_generativeai() {
  static const std::array<ClientVersion, 1> kHistory = {{
      {{}, "gRPC"},
  }};
  return kHistory;
}

Route route_google_generativeai(const Environment& environment, const Target& target,
                                const Version& /*version*/) {
  return route_grpc(environment, target, Version{kNewestGrpc});
}

}  // namespace proxyenv::clients

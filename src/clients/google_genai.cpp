// SPDX-License-Identifier: Apache-2.0
// google-genai, synchronous: httpx. Read in google/genai/_api_client.py (SyncHttpxClient) of
// 2.19.0. Not run. With Vertex AI and a client certificate it is requests instead; the Live API
// has websockets.
#include <array>

#include "clients/models.hpp"
#include "clients/python_httpx.hpp"

namespace proxyenv::clients {

std::span<const ClientVersion> history_google_genai() {
  static const std::array<ClientVersion, 1> kHistory = {{
      {{}, "httpx"},
  }};
  return kHistory;
}

Route route_google_genai(const Environment& environment, const Target& target,
                         const Version& /*version*/) {
  return route_python_httpx(environment, target, newest_httpx());
}

}  // namespace proxyenv::clients

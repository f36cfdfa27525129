// SPDX-License-Identifier: Apache-2.0
// google-genai, asynchronous (client.aio), with aiohttp installed. Read in
// google/genai/_api_client.py of 2.19.0 and CHANGELOG.md (1.20.0: aiohttp if installed; 1.21.0:
// trust_env, commit 462dd3e). Not run. Without aiohttp it is google-genai's synchronous rules.
#include <array>

#include "clients/models.hpp"
#include "clients/python_httpx.hpp"

namespace proxyenv::clients {

namespace {
constexpr int kNewestAiohttp = 1000;  // the newest behaviour, whatever it is called
}  // namespace

std::span<const ClientVersion> history_google_genai_async() {
  static const std::array<ClientVersion, 3> kHistory = {{
      {{}, "httpx"},
      {{1, 20}, "aiohttp, which does not read the environment"},
      {{1, 21}, "aiohttp with trust_env"},
  }};
  return kHistory;
}

Route route_google_genai_async(const Environment& environment, const Target& target,
                               const Version& version) {
  if (version < Version{1, 20}) return route_python_httpx(environment, target, newest_httpx());
  // genai.Client() builds both httpx clients, so their errors come first.
  if (auto error = httpx_construction_error(environment, newest_httpx())) {
    return std::move(*error);
  }
  if (version < Version{1, 21}) return Route::direct("aiohttp without trust_env");
  return route_python_aiohttp(environment, target, Version{kNewestAiohttp});
}

}  // namespace proxyenv::clients

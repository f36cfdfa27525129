// SPDX-License-Identifier: Apache-2.0
// The models' functions, for the catalog and the tests. See catalog.hpp for what they promise.
#pragma once

#include <span>

#include "clients/catalog.hpp"

namespace proxyenv::clients {

// DECLARE_CLIENT(curl): Route route_curl(...) and history_curl(), both in curl.cpp.
#define PROXYENV_DECLARE_CLIENT(client)                                                    \
  [[nodiscard]] Route route_##client(const Environment& environment, const Target& target, \
                                     const Version& version);                              \
  [[nodiscard]] std::span<const ClientVersion> history_##client()

PROXYENV_DECLARE_CLIENT(apt);
PROXYENV_DECLARE_CLIENT(axios);
PROXYENV_DECLARE_CLIENT(curl);
PROXYENV_DECLARE_CLIENT(dotnet);
PROXYENV_DECLARE_CLIENT(git);
PROXYENV_DECLARE_CLIENT(go);
PROXYENV_DECLARE_CLIENT(google_genai);
PROXYENV_DECLARE_CLIENT(google_genai_async);
PROXYENV_DECLARE_CLIENT(google_generativeai);
PROXYENV_DECLARE_CLIENT(grpc);
PROXYENV_DECLARE_CLIENT(grpc_go);
PROXYENV_DECLARE_CLIENT(grpc_java);
PROXYENV_DECLARE_CLIENT(grpc_js);
PROXYENV_DECLARE_CLIENT(java);
PROXYENV_DECLARE_CLIENT(node);
PROXYENV_DECLARE_CLIENT(node_undici);
PROXYENV_DECLARE_CLIENT(npm);
PROXYENV_DECLARE_CLIENT(python_aiohttp);
PROXYENV_DECLARE_CLIENT(python_httpx);
PROXYENV_DECLARE_CLIENT(python_requests);
PROXYENV_DECLARE_CLIENT(python_urllib);
PROXYENV_DECLARE_CLIENT(ruby);
PROXYENV_DECLARE_CLIENT(ruby_open_uri);
PROXYENV_DECLARE_CLIENT(rust_reqwest);
PROXYENV_DECLARE_CLIENT(wget);

#undef PROXYENV_DECLARE_CLIENT

}  // namespace proxyenv::clients

// SPDX-License-Identifier: Apache-2.0
// Models that other models use, because those clients contain these ones. git contains libcurl,
// axios may leave the proxy to Node.js, Google's SDKs use httpx, aiohttp or gRPC, and open-uri
// falls back on Net::HTTP. Each model is defined in the file of the same name.
#pragma once

#include "clients/client.hpp"

namespace proxyenv::clients {

extern const Client kCurl;
extern const Client kGrpc;
extern const Client kNode;
extern const Client kNodeUndici;
extern const Client kPythonAiohttp;
extern const Client kPythonHttpx;
extern const Client kRuby;

}  // namespace proxyenv::clients

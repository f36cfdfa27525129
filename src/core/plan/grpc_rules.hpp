// SPDX-License-Identifier: Apache-2.0
// grpc_proxy and no_grpc_proxy. gRPC reads only lower-case names, and of grpc_proxy, https_proxy
// and http_proxy the first that exists. An empty or unusable one ends the search without a proxy
// (grpc v1.76 http_proxy_mapper.cc, GetHttpProxyServer; grpc/grpc#17339). Its exemptions are
// no_grpc_proxy if that exists, else no_proxy. grpc_proxy is produced with the value that gRPC
// would pick anyway, so that gRPC keeps its proxy. no_grpc_proxy is produced only if gRPC would
// otherwise use the proxy for targets that the list exempts, or for a local sidecar. Private to the
// files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// Decides GRPC_PROXY, grpc_proxy and no_grpc_proxy. All other families must be decided.
void plan_grpc(Draft& draft);

}  // namespace proxyenv

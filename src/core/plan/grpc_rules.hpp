// SPDX-License-Identifier: Apache-2.0
// grpc_proxy and no_grpc_proxy. gRPC reads, lower case only, the first that exists of grpc_proxy,
// https_proxy and http_proxy; an empty or unusable one ends the search without a proxy (grpc v1.76
// http_proxy_mapper.cc, GetHttpProxyServer; grpc/grpc#17339). Its exemptions are no_grpc_proxy if
// that exists, else no_proxy.
// grpc_proxy is produced with the value that gRPC would pick anyway, so that it stays that one;
// no_grpc_proxy only where gRPC would otherwise send to the proxy what the list exempts, or a
// local sidecar.
// Private to the files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// Decides GRPC_PROXY, grpc_proxy and no_grpc_proxy. All other families must be decided.
void plan_grpc(Draft& draft);

}  // namespace proxyenv

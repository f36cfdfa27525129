// SPDX-License-Identifier: Apache-2.0
// An exemption list in the dialect that gRPC reads. no_grpc_proxy is produced in it.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv {

// Whether some entry has a form that gRPC cannot read but can express in another way: `*.x`, or
// upper case, which grpc-js compares unchanged (grpc-js 1.13 http_proxy.ts,
// hostMatchesNoProxyList).
[[nodiscard]] bool needs_grpc_dialect(std::string_view list);

// The list in gRPC's dialect: in lower case, and `*.x` as `.x`, which covers the same names because
// gRPC matches suffixes (grpc v1.76 http_proxy_mapper.cc, AddressIncluded).
[[nodiscard]] std::string in_grpc_dialect(std::string_view list);

}  // namespace proxyenv

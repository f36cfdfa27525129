// SPDX-License-Identifier: Apache-2.0
// tonic, gRPC of Rust, and what is built on it, as Temporal's SDKs. Read in tonic/src/transport of
// hyperium/tonic a55efae7: it reads no variable, and its channels have no proxy. A program passes a
// connector of its own (connect_with_connector). It was not run.
#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"

namespace proxyenv::clients {

namespace {

Router compile(const Environment& /*environment*/, const Version& /*version*/) {
  return make_fixed_router(
      "tonic", {"grpc", "grpcs"},
      Route::unread("it reads no variables; a program passes a connector of its own"));
}

constexpr ClientVersion kHistory[] = {{{}, "no proxy variables are read"}};

}  // namespace

extern const Client kTonic = {"tonic", "tonic, gRPC of Rust", compile, kHistory,
                              Judged::from_source};

}  // namespace proxyenv::clients

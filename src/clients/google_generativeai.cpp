// SPDX-License-Identifier: Apache-2.0
// google-generativeai (deprecated): gRPC C-core. Read in google/generativeai/client.py of 0.8.5. It
// was not run. With transport="rest" it uses requests; files are uploaded with httplib2.
#include "clients/client.hpp"
#include "clients/inner_clients.hpp"

namespace proxyenv::clients {

namespace {

Router compile(const Environment& environment, const Version& /*version*/,
               const Assumptions& assumptions) {
  return kGrpc.compile(environment, kGrpc.history.back().from, assumptions);
}

constexpr Condition kAsked[] = {Condition::native_dns};

constexpr ClientVersion kHistory[] = {{{}, "gRPC"}};

}  // namespace

extern const Client kGoogleGenerativeai = {"google-generativeai",
                                           "Google's old google-generativeai for Python (gRPC)",
                                           compile,
                                           kHistory,
                                           Judged::from_source,
                                           kAsked};

}  // namespace proxyenv::clients

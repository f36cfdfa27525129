// SPDX-License-Identifier: Apache-2.0
// google-genai, synchronous: httpx. Read in google/genai/_api_client.py (SyncHttpxClient) of
// 2.19.0. It was not run. With Vertex AI and a client certificate the SDK uses requests instead;
// the Live API uses websockets.
#include "clients/client.hpp"
#include "clients/inner_clients.hpp"

namespace proxyenv::clients {

namespace {

Router compile(const Environment& environment, const Version& /*version*/,
               const Assumptions& assumptions) {
  return kPythonHttpx.compile(environment, kPythonHttpx.history.back().from, assumptions);
}

constexpr Condition kAsked[] = {Condition::socksio};

constexpr ClientVersion kHistory[] = {{{}, "httpx"}};

}  // namespace

extern const Client kGoogleGenai = {"google-genai",
                                    "Google's google-genai for Python, sync (httpx)",
                                    compile,
                                    kHistory,
                                    Judged::from_source,
                                    kAsked};

}  // namespace proxyenv::clients

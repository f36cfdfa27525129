// SPDX-License-Identifier: Apache-2.0
// google-genai, asynchronous (client.aio), with aiohttp, where that is installed. Read in
// google/genai/_api_client.py of 2.19.0 and CHANGELOG.md (1.20.0: aiohttp if installed; 1.21.0:
// trust_env, commit 462dd3e). It was not run. Without aiohttp the synchronous rules of google-genai
// apply. The Live API (ws://, wss://) is another matter: live.py leaves the proxy to websockets
// (rules/websockets.cpp), which reads variables from its version 15 on. The SDK allows many
// versions of websockets; here 15 comes with 1.21.
#include <utility>

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/httpx.hpp"
#include "clients/rules/websockets.hpp"

namespace proxyenv::clients {

namespace {

const Version kAiohttp{1, 20};
const Version kTrustEnv{1, 21};

Router compile_requests(const Environment& environment, const Version& version,
                        const Assumptions& assumptions) {
  if (version < kAiohttp || !assumptions.holds(Condition::aiohttp)) {
    return kPythonHttpx.compile(environment, kPythonHttpx.history.back().from, assumptions);
  }
  if (version < kTrustEnv) {
    return [](const Target& /*target*/) { return Route::unread("aiohttp without trust_env"); };
  }
  return kPythonAiohttp.compile(environment, kPythonAiohttp.history.back().from,
                                assumptions.with(Condition::trust_env, true));
}

Router compile_live(const Environment& environment, const Version& version,
                    const Assumptions& assumptions) {
  if (version >= kTrustEnv) return websockets::compile(environment, assumptions);
  return [](const Target& /*target*/) { return Route::unread("websockets before 15"); };
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  const Version newest_httpx = kPythonHttpx.history.back().from;
  // genai.Client() builds both httpx clients, so their errors come first.
  const httpx::Mounts mounts =
      httpx::read_mounts(python::Proxies(environment), newest_httpx, assumptions);
  if (mounts.error) {
    return make_fixed_router("google-genai", {"http", "https", "ws", "wss"}, *mounts.error);
  }
  return [requests = compile_requests(environment, version, assumptions),
          live = compile_live(environment, version, assumptions)](const Target& target) {
    return target.scheme == "ws" || target.scheme == "wss" ? live(target) : requests(target);
  };
}

constexpr ClientVersion kHistory[] = {
    {{}, "httpx; websockets, which does not read the environment, for ws:// and wss://"},
    {{1, 20}, "aiohttp, which does not read the environment"},
    {{1, 21}, "aiohttp with trust_env; websockets 15, which reads it"},
};

constexpr Condition kAsked[] = {Condition::socksio, Condition::aiohttp, Condition::python_socks};

}  // namespace

extern const Client kGoogleGenaiAsync = {"google-genai-async",
                                         "Google's google-genai for Python, async (aiohttp)",
                                         compile,
                                         kHistory,
                                         Judged::from_source,
                                         kAsked};

}  // namespace proxyenv::clients

// SPDX-License-Identifier: Apache-2.0
// google-genai, asynchronous (client.aio), with aiohttp installed. Read in
// google/genai/_api_client.py of 2.19.0 and CHANGELOG.md (1.20.0: aiohttp if installed; 1.21.0:
// trust_env, commit 462dd3e). It was not run. Without aiohttp the synchronous rules of google-genai
// apply.
#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/httpx.hpp"

namespace proxyenv::clients {

namespace {

Router compile(const Environment& environment, const Version& version) {
  const Version newest_httpx = kPythonHttpx.history.back().from;
  if (version < Version{1, 20}) return kPythonHttpx.compile(environment, newest_httpx);
  // genai.Client() builds both httpx clients, so their errors come first.
  if (const auto error = httpx::read_mounts(python::Proxies(environment), newest_httpx).error) {
    return [error](const Target& /*target*/) { return *error; };
  }
  if (version < Version{1, 21}) {
    return [](const Target& /*target*/) { return Route::direct("aiohttp without trust_env"); };
  }
  return kPythonAiohttp.compile(environment, kPythonAiohttp.history.back().from);
}

constexpr ClientVersion kHistory[] = {
    {{}, "httpx"},
    {{1, 20}, "aiohttp, which does not read the environment"},
    {{1, 21}, "aiohttp with trust_env"},
};

}  // namespace

extern const Client kGoogleGenaiAsync = {"google-genai-async",
                                         "Google's google-genai for Python, async (aiohttp)",
                                         compile, kHistory, Judged::from_source};

}  // namespace proxyenv::clients

// SPDX-License-Identifier: Apache-2.0
// httpx2, the fork of httpx 0.28.1 that OpenAI's SDK and MCP's use. Read in src/httpx2/httpx2/
// _utils.py (get_environment_proxies, URLPattern; 2026-09, and before 2.1.0), _config.py (Proxy),
// _urlparse.py and CHANGELOG.md. It was not run. pydantic/httpx2#967, merged between 2.1 and 2.2,
// is the only change: an IPv6 network in the list is no error any more.
#include <algorithm>

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"

namespace proxyenv::clients {

namespace {

// The rules of httpx compare versions; those of httpx2 go on from there.
Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  return kPythonHttpx.compile(environment, std::max(version, Version{2}), assumptions);
}

constexpr ClientVersion kHistory[] = {
    {{}, "as httpx 0.28.1"},
    {{2, 2}, "an IPv6 network in the list is read as its first address"},
};

constexpr Condition kAsked[] = {Condition::socksio};

}  // namespace

extern const Client kPythonHttpx2 = {
    "python-httpx2", "httpx2 (OpenAI's SDK 3, MCP's 2)", compile, kHistory, Judged::from_source,
    kAsked};

}  // namespace proxyenv::clients

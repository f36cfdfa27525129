// SPDX-License-Identifier: Apache-2.0
// urllib.request.urlopen of CPython: rules/urllib.cpp. Run: 3.11.2, with connections recorded.
// Found later (docs/clients.md 8): a proxy of another scheme than the target's restarts the request
// at the proxy, and the variables are then read for the proxy itself. So with
// `http_proxy=https://A` and `https_proxy=http://B` an http:// URL reaches A through B. An ftp://
// URL with ftp_proxy goes to http_proxy if that is set, and ws_proxy makes ws:// URLs possible.
#include "clients/client.hpp"
#include "clients/rules/python.hpp"
#include "clients/rules/urllib.hpp"

namespace proxyenv::clients {

namespace {

Router compile(const Environment& environment, const Version& /*version*/) {
  const python::Proxies proxies(environment);
  return [handler = urllib::Handler{"urllib", proxies, python::read_list(proxies)}](
             const Target& target) { return urllib::open_url(handler, target); };
}

constexpr ClientVersion kHistory[] = {{{}, "CPython 3"}};

}  // namespace

extern const Client kPythonUrllib = {"python-urllib", "Python's urllib.request", compile, kHistory,
                                     Judged::by_real_client};

}  // namespace proxyenv::clients

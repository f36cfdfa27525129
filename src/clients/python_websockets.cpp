// SPDX-License-Identifier: Apache-2.0
// websockets for Python (uvicorn, Gradio's client, google-genai's Live API): rules/websockets.cpp.
// Versions before 15 read no proxy variables (its changelog, 15.0). Run: 10.4, which
// goes direct, and 17.0.1 from its source.
#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/websockets.hpp"

namespace proxyenv::clients {

namespace {

const Version kReadsVariables{15, 0};

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  if (version < kReadsVariables) {
    return make_fixed_router("websockets", {"ws", "wss"},
                             Route::unread("websockets before 15 reads no proxy variables"));
  }
  return [router = websockets::compile(environment, assumptions)](const Target& target) {
    const bool is_known = target.scheme == "ws" || target.scheme == "wss";
    return is_known ? router(target) : Route::no_scheme("websockets", target.scheme);
  };
}

constexpr Condition kAsked[] = {Condition::python_socks};

constexpr ClientVersion kHistory[] = {
    {{}, "no proxy variables are read"},
    {{15, 0}, "getproxies(), with ws_proxy, wss_proxy and socks_proxy first"},
};

}  // namespace

extern const Client kPythonWebsockets = {"python-websockets",
                                         "websockets for Python",
                                         compile,
                                         kHistory,
                                         Judged::by_real_client,
                                         kAsked};

}  // namespace proxyenv::clients

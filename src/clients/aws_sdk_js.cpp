// SPDX-License-Identifier: Apache-2.0
// The AWS SDK for JavaScript v3. Read in @smithy/node-http-handler 4.14.2 (NodeHttpHandler), which
// sends its requests by an http.Agent and https.Agent of its own and reads no variable. So
// NODE_USE_ENV_PROXY=1, which gives Node's global agents the proxy, does not reach it: a program
// has to pass an agent (aws/aws-sdk-js-v3 issue 5127). Run: 4.14.2 in Node.js 24.21.0, with and
// without the switch.
#include "clients/client.hpp"
#include "clients/inner_clients.hpp"

namespace proxyenv::clients {

namespace {

// As Node.js where the program has an Agent of its own: under the switch the process ends at its
// start if the agent for fetch refuses a value.
Router compile(const Environment& environment, const Version& /*version*/) {
  const Assumptions own_agent = Assumptions::in_place().with(Condition::own_agent, true);
  return [node = kNode.compile(environment, kNode.history.back().from, own_agent)](
             const Target& target) {
    Route route = node(target);
    if (route.kind == RouteKind::no_scheme) {
      return Route::no_scheme("the AWS SDK", target.scheme);
    }
    if (route.kind == RouteKind::error) return route;
    return Route::unread("its own Agent reads no variables; a program passes one");
  };
}

constexpr ClientVersion kHistory[] = {{{}, "no proxy variables are read"}};

}  // namespace

extern const Client kAwsSdkJs = {"aws-sdk-js", "the AWS SDK for JavaScript v3", compile, kHistory,
                                 Judged::by_real_client};

}  // namespace proxyenv::clients

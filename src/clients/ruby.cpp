// SPDX-License-Identifier: Apache-2.0
// Ruby's Net::HTTP. Read in ruby/net-http 0.9.1 (2026-06-24) lib/net/http.rb proxy_uri, connect. It
// asks find_proxy (rules/ruby.cpp) about an http: URL of the target's host and port, so https
// targets also use http_proxy. Only host and port of the proxy count. Run: Ruby 3.1.7 (net-http
// 0.3.0.1).
#include "clients/rules/ruby.hpp"

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"

namespace proxyenv::clients {

namespace {

// For every scheme of the target.
Choice choose(const Environment& environment, std::string_view /*scheme*/, const Version& version) {
  const auto answer = ruby::read_proxy(environment, "http", version);
  if (const auto* const choice = std::get_if<Choice>(&answer)) return *choice;
  return {ruby::connect(std::get<ruby::Proxy>(answer))};
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  return make_router("Net::HTTP", choose_each({"http", "https"}, environment, version, choose),
                     [list = ruby::read_list(environment), assumptions](const Target& target) {
                       return ruby::bypass(list, target.host, target.port, assumptions);
                     });
}

constexpr ClientVersion kHistory[] = {
    {{}, "IPv6 in a value without a scheme is an error"},
    {{3, 1, 7}, "it is read"},
};

constexpr Condition kAsked[] = {Condition::resolves};

}  // namespace

extern const Client kRuby = {"ruby",   "Ruby Net::HTTP",       compile,
                             kHistory, Judged::by_real_client, kAsked};

}  // namespace proxyenv::clients

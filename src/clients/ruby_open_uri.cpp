// SPDX-License-Identifier: Apache-2.0
// Ruby's open-uri, and with it URI#find_proxy. Read in Ruby 3.1.7 lib/open-uri.rb open_http, which
// asks find_proxy (rules/ruby.cpp) with the target's own scheme. Run: 3.1.7.
#include <optional>

#include "clients/client.hpp"
#include "clients/inner_clients.hpp"
#include "clients/rules/ruby.hpp"

namespace proxyenv::clients {

namespace {

// Returns no value if open-uri lets Net::HTTP find its own proxy. That happens for a value without
// a host: `http:p`, and before uri 0.12 `http://:1`.
std::optional<Choice> choose(const Environment& environment, std::string_view scheme,
                             const Version& version) {
  const auto answer = ruby::read_proxy(environment, scheme, version);
  if (const auto* const choice = std::get_if<Choice>(&answer)) return *choice;
  const auto& proxy = std::get<ruby::Proxy>(answer);
  if (proxy.scheme != "http") {
    return Choice{Route::error("open-uri raises \"Non-HTTP proxy URI\"", proxy.variable)};
  }
  const bool has_host = proxy.host && (!proxy.host->empty() || ruby::has_newer_uri(version));
  if (!has_host) return std::nullopt;
  return Choice{ruby::connect(proxy)};
}

Router compile(const Environment& environment, const Version& version,
               const Assumptions& assumptions) {
  Choices choices;
  for (const std::string_view scheme : {"http", "https", "ftp"}) {
    if (auto choice = choose(environment, scheme, version)) {
      choices.push_back({scheme, std::move(*choice)});
    }
  }
  return [choices, net_http = kRuby.compile(environment, version, assumptions),
          list = ruby::read_list(environment), assumptions](const Target& target) {
    const std::string_view scheme = target.scheme;
    if (scheme != "http" && scheme != "https" && scheme != "ftp") {
      return Route::no_scheme("open-uri", scheme);
    }
    const Choice* const choice = find_choice(choices, scheme);
    if (choice != nullptr && !choice->asks_list) return choice->route;
    if (auto route = ruby::bypass(list, target.host, target.port, assumptions)) {
      return std::move(*route);
    }
    return choice == nullptr ? net_http(target) : choice->route;
  };
}

constexpr ClientVersion kHistory[] = {
    {{}, "a value with an empty host leaves the choice to Net::HTTP"},
    {{3, 1, 7}, "a value with an empty host is this machine"},
};

constexpr Condition kAsked[] = {Condition::resolves};

}  // namespace

extern const Client kRubyOpenUri = {"ruby-open-uri", "Ruby open-uri, URI#find_proxy", compile,
                                    kHistory,        Judged::by_real_client,          kAsked};

}  // namespace proxyenv::clients

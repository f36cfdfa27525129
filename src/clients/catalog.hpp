// SPDX-License-Identifier: Apache-2.0
// Every client that has a model, and routes of these clients that are safe to show.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clients/client.hpp"

namespace proxyenv {

// Sorted by name.
[[nodiscard]] std::span<const Client* const> all_clients();
// Null if no client has that name.
[[nodiscard]] const Client* find_client(std::string_view name);

// In which scheme to ask the client about a host: http, or ws or grpc where it does not know that
// one. With TLS it has an `s` behind it.
[[nodiscard]] std::string_view scheme_of(const Client& client);

// A client that has read an environment, whose routes are safe to show: where the deciding value
// holds an `@` in some form, the proxy is shown only if its host and port are what redact_proxy()
// shows of the value. curl, for instance, really connects to `user:12` for
// http://user:12/34@host:3128. An entry of a list is quoted only where the whole list allows it.
class CompiledClient {
 public:
  // The environment must outlive this object. `lists`: of all lists that those of the environment
  // were made from, too.
  CompiledClient(const Client& client, const Environment& environment, const Version& version,
                 ListDisclosure lists, const Assumptions& assumptions = Assumptions::of_installs());
  CompiledClient(const Client&, Environment&&, const Version&, ListDisclosure,
                 const Assumptions& = {}) = delete;

  // Where the way is another one under a condition that the assumptions do not give, `otherwise` is
  // the route for that: under the first such condition of the client's row.
  [[nodiscard]] Route route(const Target& target) const;

  // Whether the other one takes the same way to the target: to the same proxy, even one that is not
  // shown, whatever variable it comes from.
  [[nodiscard]] bool goes_as(const CompiledClient& other, const Target& target) const;

 private:
  // The same client, with one condition the other way round.
  struct Otherwise {
    Condition condition;
    bool holds;
    Router router;
  };

  // What is shown of a route's proxy.
  struct ShownProxy {
    std::string variable;
    std::string proxy;
    std::string text;
  };

  [[nodiscard]] Route safe_to_show(Route route) const;
  [[nodiscard]] const ListDisclosure& disclosure_of(const std::string& variable) const;
  [[nodiscard]] const std::string& proxy_to_show(const Route& route) const;

  Router router_;
  std::vector<Otherwise> otherwise_;
  const Environment* environment_;
  ListDisclosure lists_;
  // By variable: lists may be long, and a target may be exempt by one of them each time.
  mutable std::map<std::string, ListDisclosure> disclosures_;
  mutable std::vector<ShownProxy> shown_;  // the client has few: one for a scheme
};

// The route for a single target, safe to show. Reads the environment on each call.
[[nodiscard]] Route ask(const Client& client, const Environment& environment, const Target& target,
                        const Version& version,
                        const Assumptions& assumptions = Assumptions::in_place());

// The range of versions that behave like this version: "7.87 until 8.9", "8.21+", "all".
[[nodiscard]] std::string version_range(const Client& client, const Version& version);
// A version with the newest behaviour.
[[nodiscard]] Version newest_version(const Client& client);

}  // namespace proxyenv

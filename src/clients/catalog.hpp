// SPDX-License-Identifier: Apache-2.0
// Every client that is modelled, and routes of theirs that are safe to show.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "clients/client.hpp"

namespace proxyenv {

// Sorted by name.
[[nodiscard]] std::span<const Client* const> all_clients();
// Null where no client has that name.
[[nodiscard]] const Client* find_client(std::string_view name);

// A client that has read an environment, whose routes are safe to show: where the deciding value
// holds an `@`, the proxy is shown only if its host is what redact_proxy() shows of the value.
// curl, for instance, really connects to `user:12` for http://user:12/34@host:3128.
class CompiledClient {
 public:
  // The environment must outlive this object.
  CompiledClient(const Client& client, const Environment& environment, const Version& version);
  CompiledClient(const Client&, Environment&&, const Version&) = delete;

  [[nodiscard]] Route route(const Target& target) const;

 private:
  Router router_;
  const Environment* environment_;
};

// The route for one target alone, safe to show. Reads the environment each time.
[[nodiscard]] Route ask(const Client& client, const Environment& environment, const Target& target,
                        const Version& version);

// The behaviour's range that a version falls into, "7.87 until 8.9", "8.21+", "all".
[[nodiscard]] std::string version_range(const Client& client, const Version& version);
// A version that the newest behaviour has.
[[nodiscard]] Version newest_version(const Client& client);

}  // namespace proxyenv

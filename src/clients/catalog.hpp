// SPDX-License-Identifier: Apache-2.0
// Every client that has a model, and routes of these clients that are safe to show.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "clients/client.hpp"

namespace proxyenv {

// Sorted by name.
[[nodiscard]] std::span<const Client* const> all_clients();
// Null if no client has that name.
[[nodiscard]] const Client* find_client(std::string_view name);

// A client that has read an environment, with routes that are safe to show. If the deciding value
// holds an `@`, the proxy is shown only if redact_proxy() shows the same host. curl, for instance,
// really connects to `user:12` for http://user:12/34@host:3128.
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

// The route for a single target, safe to show. Reads the environment on each call.
[[nodiscard]] Route ask(const Client& client, const Environment& environment, const Target& target,
                        const Version& version);

// The range of versions that behave like this version: "7.87 until 8.9", "8.21+", "all".
[[nodiscard]] std::string version_range(const Client& client, const Version& version);
// A version with the newest behaviour.
[[nodiscard]] Version newest_version(const Client& client);

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// Every client that is modelled. A model is one pure function in one file, from environment,
// target and version to a route; its file cites the client's source. Models answer for a fresh
// process (what a program does that edits its own environment after start is not modelled), and
// as if the program passed no proxy of its own.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "clients/route.hpp"
#include "clients/target.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"

namespace proxyenv {

using RouteFunction = Route (*)(const Environment& environment, const Target& target,
                                const Version& version);

// One row a behaviour: from this version on, until the next row.
struct ClientVersion {
  Version from;
  std::string_view change;  // what is different from the row before
};

struct Client {
  std::string_view name;
  std::string_view what;  // for people: "libcurl and the curl command"
  RouteFunction route;
  std::span<const ClientVersion> history;  // ascending; the first row has Version{} or the oldest
  bool run;  // compared with the real client (scripts/compare-clients), else modelled from source
};

// Sorted by name.
[[nodiscard]] std::span<const Client> all_clients();
[[nodiscard]] const Client* find_client(std::string_view name);

// The route of a client, safe to show: where the deciding value holds an `@`, the proxy is shown
// only if its host is what redact_proxy() shows of the value. curl, for instance,
// really connects to `user:12` for http://user:12/34@host:3128.
[[nodiscard]] Route ask(const Client& client, const Environment& environment, const Target& target,
                        const Version& version);

// The behaviour's range that a version falls into, "7.87 until 8.9", "8.21+", "all".
[[nodiscard]] std::string version_range(const Client& client, const Version& version);
// A version that the newest behaviour has.
[[nodiscard]] Version newest_version(const Client& client);

}  // namespace proxyenv

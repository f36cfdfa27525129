// SPDX-License-Identifier: Apache-2.0
// How httpx.Client() reads the environment. The result is an error, or a table of mounts; each
// request takes the first mount that matches. httpx itself uses this, and so does Google's SDK,
// which builds such clients even if it uses another library. Versions are those of httpx.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/conditions.hpp"
#include "clients/route.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/rules/python.hpp"
#include "clients/version.hpp"

namespace proxyenv::clients::httpx {

// URLPattern of httpx.
struct Pattern {
  std::string scheme;  // empty: all
  std::string host;    // empty: all; `*.x`, `*x` or exact
  std::optional<std::int64_t> port;
};

// The request's URL as httpx compares it. A default port counts as no port.
struct Request {
  std::string scheme;
  std::string host;  // lower case, without brackets
  std::optional<std::int64_t> port;
};

struct Mount {
  Pattern pattern;
  std::string_view entry;  // of the list, for a request that goes direct; empty: a proxy is used
};

struct Mounts {
  std::string_view list_name;
  std::vector<Mount> mounts;   // in the order in which httpx tries them
  EntryIndex index;            // of the mounts, by the hosts of their patterns
  Choices proxies;             // by the scheme of their mount's pattern
  std::optional<Route> error;  // that Client() raises for every target
  bool has_star = false;

  // The first mount that matches; null if none does.
  [[nodiscard]] const Mount* find(const Request& request) const;
};

// Whether the exemption list has that entry.
[[nodiscard]] bool has_entry(const std::vector<Mount>& mounts, std::string_view entry);

[[nodiscard]] Mounts read_mounts(const python::Proxies& proxies, const Version& version,
                                 const Assumptions& assumptions);

}  // namespace proxyenv::clients::httpx

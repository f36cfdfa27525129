// SPDX-License-Identifier: Apache-2.0
// What httpx.Client() makes of the environment: an error, or a table of mounts, of which each
// request takes the first that matches. For httpx itself, and for Google's SDK, which builds such
// clients even where it uses another library. Versions are httpx's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/route.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/python.hpp"
#include "clients/version.hpp"

namespace proxyenv::clients::httpx {

// URLPattern.
struct Pattern {
  std::string scheme;  // empty: all
  std::string host;    // empty: all; `*.x`, `*x` or exact
  std::optional<std::int64_t> port;
};

// The request's URL as httpx compares it: the default port is none.
struct Request {
  std::string scheme;
  std::string host;  // lower case, without brackets
  std::optional<std::int64_t> port;
};

struct Mount {
  Pattern pattern;
  std::string_view entry;  // of the list, for a request that goes direct; empty: by the proxy
};

struct Mounts {
  std::string_view list_name;
  std::vector<Mount> mounts;   // in the order of asking
  Choices proxies;             // by the scheme of their mount's pattern
  std::optional<Route> error;  // that Client() raises, whatever the target
  bool has_star = false;

  // The mount that comes first of those that match; null for none.
  [[nodiscard]] const Mount* find(const Request& request) const;
};

// Whether the exemption list has that entry.
[[nodiscard]] bool has_entry(const std::vector<Mount>& mounts, std::string_view entry);

[[nodiscard]] Mounts read_mounts(const python::Proxies& proxies, const Version& version);

}  // namespace proxyenv::clients::httpx

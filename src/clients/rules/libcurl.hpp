// SPDX-License-Identifier: Apache-2.0
// How libcurl reads an exemption list and a proxy's value. curl and git use libcurl. Versions are
// those of libcurl.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/route.hpp"
#include "clients/rules/entry_index.hpp"
#include "clients/target.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"
#include "net/address.hpp"

namespace proxyenv::clients::libcurl {

struct Token {
  std::string_view text;
  std::string_view name;  // without one leading dot, and since 7.86 without one trailing dot
  std::optional<net::Network> network;
};

struct List {
  Variable variable;
  Version version;
  std::vector<Token> tokens;
  EntryIndex index;  // of the tokens
};

[[nodiscard]] List read_list(const Variable& variable, const Version& version);

// The route of a target that an entry of the list exempts.
[[nodiscard]] std::optional<Route> bypass(const List& list, const Target& target);

// CURLOPT_PROXY with CURLOPT_PROXYTYPE `scheme`, which is used if the value names no scheme.
// libcurl's URL parser rejects a value that is not a URL; other clients use what they can read of
// it.
[[nodiscard]] Route read_proxy_value(std::string_view value, std::string scheme,
                                     std::string_view variable, const Version& version);

}  // namespace proxyenv::clients::libcurl

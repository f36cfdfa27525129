// SPDX-License-Identifier: Apache-2.0
// libcurl's reading of an exemption list and of a proxy's value, for curl, and for git, which
// stands on libcurl. Versions are libcurl's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/route.hpp"
#include "clients/target.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"
#include "net/address.hpp"

namespace proxyenv::clients::libcurl {

struct Token {
  std::string_view text;
  std::string_view name;  // one leading dot is aside, since 7.86 one trailing dot, too
  std::optional<net::Network> network;
};

struct List {
  Variable variable;
  Version version;
  std::vector<Token> tokens;
};

[[nodiscard]] List read_list(const Variable& variable, const Version& version);

// The route of a target that an entry of the list exempts.
[[nodiscard]] std::optional<Route> bypass(const List& list, const Target& target);

// CURLOPT_PROXY with CURLOPT_PROXYTYPE `scheme`, which counts where the value names none.
// libcurl's URL parser rejects what is no URL, where others make the best of it.
[[nodiscard]] Route read_proxy_value(std::string_view value, std::string scheme,
                                     std::string_view variable, const Version& version);

}  // namespace proxyenv::clients::libcurl

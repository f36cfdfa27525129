// SPDX-License-Identifier: Apache-2.0
// Which variables a client reads, and in which order. The model is asked with all of them set, then
// with one fewer each time; so no second description of a client has to be kept.
#pragma once

#include <string_view>
#include <vector>

#include "clients/client.hpp"

namespace proxyenv {

struct VariablesRead {
  std::vector<std::string_view> proxies;  // the first that has a value counts
  std::vector<std::string_view> lists;

  friend bool operator==(const VariablesRead&, const VariablesRead&) = default;
};

// For targets of this scheme. Both are empty where the client does not know it, or reads nothing.
// Settings that make a client read variables (NODE_USE_ENV_PROXY) count as set. Names in lower and
// upper case alone are tried, and those of npm's configuration.
[[nodiscard]] VariablesRead variables_read(const Client& client, const Version& version,
                                           std::string_view scheme);

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// The rows of core/readers.hpp as tests need them.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "clients/catalog.hpp"
#include "text/ascii.hpp"

namespace proxyenv::testing {

// The names in a list that blanks separate, with their versions where it has some.
inline std::vector<std::string_view> names_in(std::string_view list) {
  return ascii::words_of(list);
}

// Whether the list names the client, in whatever version.
inline bool is_among(std::string_view client, std::string_view list) {
  const auto names = names_in(list);
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    return name.substr(0, name.find('@')) == client;
  });
}

// Whether its targets are gRPC channels.
inline bool speaks_grpc(const Client& client) {
  return client.name.starts_with("grpc") || client.name == "google-generativeai";
}

}  // namespace proxyenv::testing

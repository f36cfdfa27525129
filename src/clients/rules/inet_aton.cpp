// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/inet_aton.hpp"

#include <arpa/inet.h>

#include <string>

namespace proxyenv::clients {

std::optional<std::uint32_t> inet_aton_of(std::string_view text) {
  in_addr address{};
  if (inet_aton(std::string(text).c_str(), &address) == 0) return std::nullopt;
  return ntohl(address.s_addr);
}

}  // namespace proxyenv::clients

// SPDX-License-Identifier: Apache-2.0
#include "core/loopback_proxy.hpp"

#include "core/proxy_url.hpp"
#include "net/host.hpp"

namespace proxyenv {

std::optional<std::string> with_loopback_replaced(std::string_view value, std::string_view host) {
  const ProxyReading reading = read_proxy(value);
  if (reading.defect != ProxyDefect::none || !net::is_loopback_host(reading.url.host)) {
    return std::nullopt;
  }
  const auto begin = static_cast<std::size_t>(reading.url.host.data() - value.data());
  std::string replaced(value.substr(0, begin));
  return replaced.append(host).append(value.substr(begin + reading.url.host.size()));
}

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
#include "core/authority.hpp"

#include <algorithm>

#include "net/host.hpp"

namespace proxyenv {

Authority split_authority(std::string_view authority) {
  const std::size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return {std::nullopt, authority};
  return {authority.substr(0, at), authority.substr(at + 1)};
}

HostAndPort read_host_and_port(std::string_view text) {
  HostAndPort read;
  std::size_t host_end = 0;
  if (text.starts_with('[')) {
    const std::size_t bracket = text.find(']');
    if (bracket == std::string_view::npos) return {{}, std::nullopt, ProxyDefect::bad_host};
    host_end = bracket + 1;
  } else {
    host_end = std::min(text.find(':'), text.size());
  }
  read.host = text.substr(0, host_end);
  const std::string_view rest = text.substr(host_end);
  if (read.host.empty()) {
    read.defect = ProxyDefect::no_host;
  } else if (!net::is_host(read.host)) {
    read.defect = ProxyDefect::bad_host;
  } else if (!rest.empty()) {
    read.port = rest.front() == ':' ? net::parse_port(rest.substr(1)) : std::nullopt;
    if (!read.port) read.defect = ProxyDefect::bad_port;
  }
  return read;
}

}  // namespace proxyenv

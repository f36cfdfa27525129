// SPDX-License-Identifier: Apache-2.0
// Whether a host is in a private network, judged only by its name or address. No name is resolved.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::dify {

// Whether the host is a private, loopback or link-local address, a name without a dot, or a name in
// a zone that is used inside networks (.local, .internal, .corp and others).
[[nodiscard]] bool is_on_private_network(std::string_view host);

// The private zone of the name: "corp" for "wiki.corp".
[[nodiscard]] std::optional<std::string_view> private_zone_of(std::string_view name);

struct Endpoint {
  std::string scheme;  // in lower case
  std::string host;    // in lower case, without brackets
  std::uint16_t port = 0;
};
// The http and https URLs in a value that is one URL or a list of them. User information is left
// out.
[[nodiscard]] std::vector<Endpoint> http_endpoints_in(std::string_view value);

// The one server that a value names as a URL of any scheme, as HOST:PORT or as HOST: then the
// scheme is empty. The port, where the value has none, is that of https or `default_port`. Returns
// no value for a list, for a placeholder, and where a piece of a password might be taken for the
// host.
[[nodiscard]] std::optional<Endpoint> endpoint_of(std::string_view value,
                                                  std::uint16_t default_port);

}  // namespace proxyenv::dify

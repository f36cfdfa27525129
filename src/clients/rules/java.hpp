// SPDX-License-Identifier: Apache-2.0
// The JVM's system properties as an environment can set them, and what the default ProxySelector
// makes of them: for java, and for grpc-java, which asks it about https://TARGET.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/client.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients::java {

struct Property {
  std::string name;
  std::string value;
  std::string_view variable;  // whose -D it was
};

// Later ones replace earlier ones of the name.
using Properties = std::vector<Property>;

struct Options {
  Properties properties;
  std::optional<Route> failure;  // the JVM does not start
};

[[nodiscard]] Options read_options(const Environment& environment);

// DefaultProxySelector.select() for a scheme, one of http, https, ftp, socket: direct, through
// (http or socks4 or socks5), or error where it throws. The Router keeps nothing of the properties.
[[nodiscard]] Router compile_selector(const Properties& properties, std::string_view scheme);

}  // namespace proxyenv::clients::java

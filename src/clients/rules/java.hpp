// SPDX-License-Identifier: Apache-2.0
// The JVM's system properties as far as an environment can set them, and how the default
// ProxySelector uses them. java uses this, and so does grpc-java, which asks the selector about
// https://TARGET.
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
  std::string_view variable;  // whose -D set it
};

// Later properties replace earlier ones of the same name.
using Properties = std::vector<Property>;

struct Options {
  Properties properties;
  std::optional<Route> failure;  // the JVM does not start
};

[[nodiscard]] Options read_options(const Environment& environment);

// DefaultProxySelector.select() for a scheme, which must be http, https, ftp or socket. The route
// is direct, through a proxy (http, socks4 or socks5), or an error if select() throws. The Router
// holds no reference to the properties.
[[nodiscard]] Router compile_selector(const Properties& properties, std::string_view scheme);

}  // namespace proxyenv::clients::java

// SPDX-License-Identifier: Apache-2.0
// Ruby's URI#find_proxy, for Net::HTTP, which asks it about an http: URL whatever the target, and
// for open-uri.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "clients/route.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients::ruby_rules {

struct Question {
  std::string_view scheme;  // http, https, ftp
  std::string_view host;    // without brackets
  std::uint16_t port = 0;
};

// What URI.parse makes of the value.
struct Proxy {
  std::string scheme;               // lower case; empty for a relative reference
  std::optional<std::string> host;  // with brackets where it is an IPv6 literal; may be empty
  std::string port;                 // as written, or the scheme's default; empty for none
  std::string_view variable;
};

// uri 0.12 reads an empty host as one, and IPv6 in a value without a scheme. Ruby 3.1.7 was run,
// and Ruby 3.1.2 for what was before.
[[nodiscard]] bool has_newer_uri(const Version& version);

// The proxy, or the route where there is none (direct), or where an exception is raised (error).
[[nodiscard]] std::variant<Proxy, Route> find_proxy(const Environment& environment,
                                                    const Question& question,
                                                    const Version& version);

// Where the connection to the proxy goes. TCPSocket takes an empty host for this machine.
[[nodiscard]] Route connect(const Proxy& proxy);

}  // namespace proxyenv::clients::ruby_rules

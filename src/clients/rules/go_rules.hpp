// SPDX-License-Identifier: Apache-2.0
// Go's http.ProxyFromEnvironment, for Go's own client and for grpc-go, which asks it about a made
// up https URL. Versions are Go's. The environment is read once, at the first use in a process.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "clients/route.hpp"
#include "clients/version.hpp"
#include "core/environment.hpp"

namespace proxyenv::clients::go_rules {

struct Question {
  std::string_view scheme;  // http or https
  std::string_view host;    // without brackets
  std::uint16_t port = 0;
  // The name has been resolved before it is asked about, so entries that are names miss it.
  bool resolved = false;
};

// The URL of the proxy, with the parts that were written.
struct Proxy {
  std::string scheme;
  std::string host;  // with brackets where it is an IPv6 literal; may be empty
  std::string port;  // digits, or empty
  std::string_view variable;
  bool misread = false;  // the host is what stood before a `://`
};

// The proxy, or the route where there is none (direct), or where asking fails (error).
[[nodiscard]] std::variant<Proxy, Route> find_proxy(const Environment& environment,
                                                    const Question& question,
                                                    const Version& version);

}  // namespace proxyenv::clients::go_rules

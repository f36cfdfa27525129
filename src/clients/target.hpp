// SPDX-License-Identifier: Apache-2.0
// The target of a client, as a URL. Schemes are http, https, ws, wss, ftp, and for gRPC channels
// grpc (plaintext) and grpcs (TLS). The names that gRPC clients take are read, too:
// dns:///HOST:PORT and passthrough:///HOST:PORT.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "text/result.hpp"

namespace proxyenv {

// How a gRPC channel is told to find the addresses of its target.
enum class Resolver {
  unnamed,      // the client's own choice
  dns,          // dns:///HOST
  passthrough,  // passthrough:///HOST: not at all; the name goes to the connection as it is
};

struct Target {
  std::string text;        // the URL to show: without user information, and what may be some
  std::string scheme;      // lower case
  std::string host;        // as written, an IPv6 literal without its brackets
  bool is_ipv6 = false;    // the host stood in brackets
  std::uint16_t port = 0;  // the scheme's default where none is written
  bool port_is_written = false;
  Resolver resolver = Resolver::unnamed;
  bool scheme_is_assumed = false;  // none was written; see parse_typed_target()

  // `host`, or `[host]` for an IPv6 literal, as in a URL and in CONNECT.
  [[nodiscard]] std::string bracketed_host() const { return is_ipv6 ? "[" + host + "]" : host; }
  // The same with the port behind it, if one is written: Python's netloc without user information.
  [[nodiscard]] std::string netloc() const { return bracketed_host() + written_port(); }
  // ":80", or nothing where none is written.
  [[nodiscard]] std::string written_port() const {
    return port_is_written ? ":" + std::to_string(port) : std::string();
  }
  // The host in lower case; an IPv6 literal is in brackets and in its shortest form. This is
  // WHATWG's URL.hostname and .NET's Uri.Host.
  [[nodiscard]] std::string normalized_host() const;
  // The host in lower case, for clients whose URL parser normalizes it.
  [[nodiscard]] std::string lowered_host() const;
};

// The default port: 80, 443, 21, and 443 for grpc and grpcs (gRPC's own default). 0 for an unknown
// scheme.
[[nodiscard]] std::uint16_t default_port_of(std::string_view scheme);

// Reads SCHEME://[USER@]HOST[:PORT][/...]. What cannot be read is an Error that does not repeat it.
// People paste the URL of a proxy, too, whose password may hold a `/`: the text of a URL with an
// `@` behind its host is its length alone, and what stands behind the host of one with user
// information, or with a URL in it, is not in the text.
[[nodiscard]] Result<Target> parse_target(std::string_view url);

// The same for what people type: where no scheme is written (`example.com`, `localhost:50051`), it
// is `scheme`.
[[nodiscard]] Result<Target> parse_typed_target(std::string_view text, std::string_view scheme);

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// The upstream is the proxy that leads outside. This file reads it from the forms that people
// write, and writes it for squid's cache_peer and for an environment variable. Its credentials
// leave this file only through the two functions whose names say so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/result.hpp"

namespace proxyenv::dify {

// The name of the host machine inside a container with `extra_hosts: host-gateway`.
inline constexpr std::string_view kDockerHost = "host.docker.internal";

// The same inside a container of podman, which puts the name into each /etc/hosts by itself from
// 3.3 on. `host-gateway` is known from 4.7 on alone.
inline constexpr std::string_view kPodmanHost = "host.containers.internal";

// The variables that may name the upstream, in the environment or in docker/.env.
inline constexpr std::string_view kUpstreamHostName = "HTTP_PROXY_SERVER_HOST";
inline constexpr std::string_view kUpstreamPortName = "HTTP_PROXY_SERVER_PORT";

struct Upstream {
  std::string host;  // a name in ASCII, or an address; without brackets
  std::uint16_t port = 0;
  std::string user;  // decoded; empty: no credentials
  std::string password;
  bool was_loopback = false;    // the host was this machine, and was replaced by kDockerHost
  bool was_full_width = false;  // full-width characters were read as ASCII: see full_width.hpp

  [[nodiscard]] bool has_credentials() const { return !user.empty(); }
  [[nodiscard]] bool is_docker_host() const { return host == kDockerHost; }
  [[nodiscard]] bool is_podman_host() const { return host == kPodmanHost; }
  [[nodiscard]] bool is_address() const;

  // "http://***@192.168.0.1:7890"
  [[nodiscard]] std::string shown() const;
  // "http://user:p%40ss@192.168.0.1:7890". All bytes except letters and digits are percent-encoded.
  [[nodiscard]] std::string url_with_credentials() const;
  // The number of bytes of "user:p@ss" in HTTP's Basic scheme; 0 without credentials.
  [[nodiscard]] std::size_t login_size() const;
  // "user:p%40ss", the value of squid's login=.
  [[nodiscard]] std::string login_with_credentials() const;
};

// Reads http://[USER:PASSWORD@]HOST:PORT, where the scheme may be missing. A host that is this
// machine becomes kDockerHost, because in a container it would mean the container itself. An Error
// is the end of a sentence about the upstream, and never repeats the text.
[[nodiscard]] Result<Upstream> parse_upstream(std::string_view text);

// Gives this machine the name that it has in containers of podman.
void name_for_podman(Upstream& upstream);

// Reads the values of the two variables. The first holds only the host, as its name says, or the
// host with its port, or a whole URL. An Error names the variable, and never repeats a value.
[[nodiscard]] Result<Upstream> upstream_of_variables(std::string_view host,
                                                     std::optional<std::string_view> port);

// The content of a file that was made from the upstream, with its login as ***.
[[nodiscard]] std::string without_credentials(std::string content, const Upstream& upstream);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// The squids of a Compose file: ssrf_proxy, and from Dify 1.16 on agent_ssrf_proxy.
#pragma once

#include <optional>
#include <string>

#include "dify/tree/tree.hpp"
#include "sources/interpolation.hpp"
#include "text/result.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::dify {

struct DifySquids {
  SquidService ssrf_proxy;
  std::string no_ssrf_proxy;  // why no upstream can be added to it: a sentence; empty: it can
  std::optional<SquidService> agent_ssrf_proxy;
  PathHashes sources;  // the files that both squids mount (entrypoints and templates), each once
};

// `services` is the map of that name in the Compose files. `variable` returns the value that
// Compose has for a name. A squid with another name is found by the entrypoint that it mounts. An
// Error if a file cannot be read, or cannot be named in the override.
[[nodiscard]] Result<DifySquids> read_squids(const YamlValue& services, const ReadFile& read,
                                             const sources::Lookup& variable,
                                             const std::string& compose_file);

}  // namespace proxyenv::dify

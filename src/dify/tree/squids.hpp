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
  std::optional<SquidService> agent_ssrf_proxy;
  PathHashes sources;  // the files that both squids mount (entrypoints and templates), each once
};

// `services` is the map of that name in the Compose files. `variable` returns the value that
// Compose has for a name. An Error names `compose_file` if there is no ssrf_proxy, or its layout is
// unknown.
[[nodiscard]] Result<DifySquids> read_squids(const YamlValue& services, const ReadFile& read,
                                             const sources::Lookup& variable,
                                             const std::string& compose_file);

}  // namespace proxyenv::dify

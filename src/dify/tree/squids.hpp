// SPDX-License-Identifier: Apache-2.0
// The squids of a Compose file: ssrf_proxy, and from Dify 1.16 on agent_ssrf_proxy.
#pragma once

#include <optional>
#include <string>

#include "dify/compose/interpolation.hpp"
#include "dify/compose/yaml.hpp"
#include "dify/tree/tree.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

struct DifySquids {
  SquidService ssrf_proxy;
  std::optional<SquidService> agent_ssrf_proxy;
  PathHashes sources;  // the files that both mount: entrypoints and templates, each once
};

// `services` is that map of the Compose files, `variable` what Compose knows of a name. An Error
// names `compose_file` where there is no ssrf_proxy, or one with a layout that is not known.
[[nodiscard]] Result<DifySquids> read_squids(const YamlValue& services, const ReadFile& read,
                                             const Lookup& variable,
                                             const std::string& compose_file);

}  // namespace proxyenv::dify

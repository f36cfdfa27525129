// SPDX-License-Identifier: Apache-2.0
// podman-compose, which is no Docker Compose: which files it loads, and what it needs of them. Read
// in its releases 1.0.3 (Debian 12) to 1.6.0, and tried with 1.0.3, 1.2.0, 1.3.0 and 1.4.1. `podman
// compose` is another program: it starts docker-compose where that is installed.
#pragma once

#include <optional>
#include <string>

#include "dify/record/setup_record.hpp"
#include "dify/tree/compose_files.hpp"
#include "dify/tree/tree.hpp"
#include "sources/interpolation.hpp"
#include "text/result.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::dify {

// As choose_compose_files(). Without COMPOSE_FILE it loads each file of a list of names, and not
// the first one alone. `shell`: the shell's variables, since releases up to 1.6.0 do not look for
// COMPOSE_FILE in .env. `variable`: as Docker Compose sees the variables.
[[nodiscard]] Result<ComposeFiles> choose_podman_files(const ReadFile& read,
                                                       const sources::Lookup& shell,
                                                       const sources::Lookup& variable,
                                                       const NameBelow& name_below,
                                                       const std::optional<SetupRecord>& record);

// Whether the merged Compose files have a key that podman-compose alone reads: `x-podman...`, or
// the name of this machine in podman's containers.
[[nodiscard]] bool has_podman_settings(const YamlValue& document);

// Whether podman-compose ends with "missing networks: default": a service names that network, and
// `networks:` has others alone. Docker Compose makes it by itself.
[[nodiscard]] bool lacks_default_network(const YamlValue& document);

}  // namespace proxyenv::dify

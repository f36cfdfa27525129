// SPDX-License-Identifier: Apache-2.0
// GitLab's CI file.
#pragma once

#include <vector>

#include "sources/source.hpp"
#include "text/result.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

// "global variables", and "job build" for each job that sets variables of its own or by `extends`,
// with what it inherits, "service db" and "job build, service db" likewise. What `include`, `rules`
// and GitLab's settings set is not known.
[[nodiscard]] Result<sources::Source> read_gitlab_ci(const std::vector<YamlValue>& documents);

}  // namespace proxyenv::documents

// SPDX-License-Identifier: Apache-2.0
// Workflows and composite actions of GitHub Actions.
#pragma once

#include <vector>

#include "sources/source.hpp"
#include "text/result.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

// "workflow", "job build", "job build, step NAME", "job build, service redis", "action" (one in a
// container), "step NAME": each that sets variables of its own, with what it inherits. A value with
// `${{ }}` is not known.
[[nodiscard]] Result<sources::Source> read_github_actions(const std::vector<YamlValue>& documents);

}  // namespace proxyenv::documents

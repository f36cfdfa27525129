// SPDX-License-Identifier: Apache-2.0
// `environment` and `args` of a Compose file, in both forms: a map, or a list of NAME=VALUE.
#pragma once

#include <string>
#include <string_view>

#include "sources/collected_variables.hpp"
#include "sources/interpolation.hpp"
#include "text/result.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

// Sets the variables, references replaced. `lookup`: the shell and .env. `key`: what messages call
// it. What Compose refuses, and what comes from elsewhere, becomes a remark.
void take_compose_variables(const YamlValue& written, std::string_view key,
                            const sources::Lookup& lookup, sources::CollectedVariables& variables);

// "has a reference that Compose refuses: ..."
[[nodiscard]] std::string not_resolved(const Error& error);

}  // namespace proxyenv::documents

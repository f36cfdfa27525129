// SPDX-License-Identifier: Apache-2.0
// Variables that a document holds as a map of NAME: value, as most do.
#pragma once

#include <string>
#include <string_view>

#include "sources/collected_variables.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

// The text of that key of a map; empty where it has none.
[[nodiscard]] std::string scalar_at(const YamlValue& map, std::string_view key);

// Sets the variable to a text, or to the empty one where the value is null. A number is written as
// the program that reads it writes numbers: 10.10 as 10.1. A list, a map or a date is a value that
// is not known; `reader`, "Kubernetes", refuses it.
void set_text(sources::CollectedVariables& variables, const std::string& name,
              const YamlValue& value, std::string_view reader);

// A remark for each name that stands twice in the map, where `reader` refuses that.
void note_twice(sources::CollectedVariables& variables, const YamlValue& map,
                std::string_view reader);

}  // namespace proxyenv::documents

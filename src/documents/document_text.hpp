// SPDX-License-Identifier: Apache-2.0
// The text of a document as YAML.
#pragma once

#include <string>
#include <vector>

#include "text/result.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

// As parse_yaml_documents(). The Error of a template says that it is one.
[[nodiscard]] Result<std::vector<YamlValue>> parse_document_text(const std::string& text);

}  // namespace proxyenv::documents

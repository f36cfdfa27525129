// SPDX-License-Identifier: Apache-2.0
// What a kustomization generates: ConfigMaps and Secrets of literals and files.
#pragma once

#include "documents/read_document.hpp"
#include "sources/collected_variables.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

[[nodiscard]] bool is_kustomization(const YamlValue& object);

// "configMapGenerator c" and "secretGenerator s", each that holds proxy variables or could not be
// read. Files of `envs` are read in the document's folder; `files` are whole files, and no
// variables.
[[nodiscard]] Result<void> read_kustomization(const YamlValue& object,
                                              const Surroundings& surroundings,
                                              sources::CollectedEnvironments& environments);

}  // namespace proxyenv::documents

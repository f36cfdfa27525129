// SPDX-License-Identifier: Apache-2.0
// How Compose merges one file into another (compose-go v2, override/merge.go). Maps are merged by
// key, and lists are appended. Exceptions are the lists that replace each other (command,
// entrypoint), and those merged by name (environment, labels) or by path in the container
// (volumes).
#pragma once

#include "yaml/yaml.hpp"

namespace proxyenv::compose {

// In time that is linear in both; `base` is changed, not copied, where it is handed over.
[[nodiscard]] YamlValue merged(YamlValue base, const YamlValue& over);

}  // namespace proxyenv::compose

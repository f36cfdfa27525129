// SPDX-License-Identifier: Apache-2.0
// How Compose lays one file over another (compose-go v2, override/merge.go). Maps are merged by
// key, and lists are appended, but for what a service has once (command, entrypoint), by name
// (environment, labels) or by path in the container (volumes).
#pragma once

#include "dify/compose/yaml.hpp"

namespace proxyenv::dify {

[[nodiscard]] YamlValue merged(const YamlValue& base, const YamlValue& over);

}  // namespace proxyenv::dify

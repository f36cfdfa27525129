// SPDX-License-Identifier: Apache-2.0
// Kubernetes objects: whatever holds containers, wherever a pod's specification is in it (Pod,
// Deployment, CronJob, List, objects of other makers), and ConfigMaps.
#pragma once

#include <vector>

#include "sources/source.hpp"
#include "text/result.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

// Each container by its object and its name: "deployment/api, container web". What `envFrom` and
// `valueFrom` take from a ConfigMap of the same text is read there; what they take from elsewhere
// is not known. A ConfigMap that no container takes as a whole is an environment of its own where
// it holds proxy variables.
[[nodiscard]] Result<sources::Source> read_kubernetes(const std::vector<YamlValue>& documents);

}  // namespace proxyenv::documents

// SPDX-License-Identifier: Apache-2.0
// Kubernetes objects: whatever holds containers, wherever a pod's specification is in it (Pod,
// Deployment, CronJob, List, steps of Tekton, templates of Argo, objects of other makers),
// ConfigMaps, Secrets and kustomizations.
#pragma once

#include <vector>

#include "documents/read_document.hpp"
#include "sources/source.hpp"
#include "text/result.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

// Each container by its object and its name: "deployment/api, container web". Any other map with an
// `env` or `envFrom` like theirs is named by its key: "workflow/w, script build". What `envFrom`
// and `valueFrom` take from a ConfigMap or Secret of the same text is read there, in the namespace
// of the object; what they take from elsewhere is not known. A ConfigMap or Secret that no
// container takes as a whole is an environment of its own where it holds proxy variables.
[[nodiscard]] Result<sources::Source> read_kubernetes(const std::vector<YamlValue>& documents,
                                                      const Surroundings& surroundings);

}  // namespace proxyenv::documents

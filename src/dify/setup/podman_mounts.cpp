// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/podman_mounts.hpp"

#include <string>

namespace proxyenv::dify {

namespace {

const SquidService* squid_of(const DifyTree& tree, const std::string& name) {
  if (name == tree.ssrf_proxy.name) return &tree.ssrf_proxy;
  if (tree.agent_ssrf_proxy && name == tree.agent_ssrf_proxy->name) return &*tree.agent_ssrf_proxy;
  return nullptr;
}

}  // namespace

void set_podman_options(std::vector<OverrideService>& containers, const DifyTree& tree) {
  for (OverrideService& container : containers) {
    const SquidService* squid = squid_of(tree, container.name);
    for (OverrideMount& mount : container.mounts) {
      // podman-compose 1.0.3 sees that two mounts have the same place only where their options are
      // the same, too. SELinux lets a container read what is mounted with `z` or `Z` alone. Several
      // containers mount the program, which `z` allows, and `Z` does not.
      mount.short_options = squid == nullptr ? "ro,z" : squid->entrypoint_options;
    }
  }
}

}  // namespace proxyenv::dify

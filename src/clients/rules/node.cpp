// SPDX-License-Identifier: Apache-2.0
// Read in lib/internal/process/pre_execution.js (setupHttpProxy), see ../node.cpp.
#include "clients/rules/node.hpp"

#include "text/list.hpp"

namespace proxyenv::clients::node {

bool uses_environment(const Environment& environment, const Assumptions& assumptions) {
  bool uses = environment.find("NODE_USE_ENV_PROXY") == "1" ||
              assumptions.holds(Condition::node_use_env_proxy);
  const std::string_view options = environment.find("NODE_OPTIONS").value_or(std::string_view{});
  for (const std::string_view word : text::split(options, " ")) {
    if (word == "--use-env-proxy") uses = true;
    if (word == "--no-use-env-proxy") uses = false;
  }
  return uses;
}

}  // namespace proxyenv::clients::node

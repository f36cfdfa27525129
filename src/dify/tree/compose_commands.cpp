// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/compose_commands.hpp"

namespace proxyenv::dify {

std::string ComposeCommands::up() const {
  return compose + " up -d" + (is_podman() ? " --force-recreate" : "");
}

std::string ComposeCommands::recreate(std::string_view service) const {
  // podman-compose starts what a service depends on, too, so that a name would say too little.
  if (is_podman()) return "run " + up();
  const std::string command = compose + " up -d --force-recreate " + std::string(service);
  if (is_known) return "run " + command;
  return "start " + std::string(service) + " anew (" + command +
         ", or kubectl rollout restart of its Deployment)";
}

std::string ComposeCommands::replace(std::string_view service) const {
  // podman-compose has no `rm`.
  const std::string removed = is_podman() ? " down" : " rm -sf " + std::string(service);
  return compose + removed + ", then " + up();
}

std::string ComposeCommands::init() const {
  return is_podman() ? "dify init --podman" : "dify init";
}

ComposeCommands compose_commands(bool is_middleware_alone, const std::string& override_file,
                                 ComposeProgram program) {
  ComposeCommands commands;
  commands.program = program;
  if (commands.is_podman()) commands.compose = "podman-compose";
  if (!is_middleware_alone) return commands;
  std::string& command = commands.compose;
  command.append(" --env-file ").append(kMiddlewareEnvFile).append(" -f ").append(kMiddlewareName);
  if (!override_file.empty()) command.append(" -f ").append(override_file);
  command.append(" -p dify");
  return commands;
}

ComposeCommands commands_of(const DifyTree& tree) {
  return compose_commands(tree.is_middleware_alone(), tree.compose.override_file,
                          tree.compose.program);
}

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// The commands that start, stop and show the containers of a tree: what `dify init` prints, and
// what the sentences of `dify verify` are built with.
#pragma once

#include <string>
#include <string_view>

#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

struct ComposeCommands {
  ComposeProgram program = ComposeProgram::docker_compose;
  // "docker compose" or "podman-compose", with --env-file and -f where it needs them.
  std::string compose = "docker compose";
  // False for a log without a tree: its squid may run on Kubernetes, too.
  bool is_known = true;

  [[nodiscard]] bool is_podman() const { return program == ComposeProgram::podman_compose; }
  // Starts the containers with what has changed: "docker compose up -d", or podman-compose with
  // --force-recreate, without which some releases leave a running container as it is.
  [[nodiscard]] std::string up() const;
  // Makes the container of `service` anew, as a step: "run docker compose up -d ...".
  [[nodiscard]] std::string recreate(std::string_view service) const;
  // Takes the container of `service` away and makes a new one: two commands.
  [[nodiscard]] std::string replace(std::string_view service) const;
  // "dify init", with the option that says which program starts the containers.
  [[nodiscard]] std::string init() const;
};

// Plain `docker compose up` would start a second Dify beside a source deployment: there the
// variables and the files are named, as in Dify's own README. `override_file`: ours, if it is to be
// loaded.
[[nodiscard]] ComposeCommands compose_commands(bool is_middleware_alone,
                                               const std::string& override_file,
                                               ComposeProgram program);

// Those of a tree, with our override.
[[nodiscard]] ComposeCommands commands_of(const DifyTree& tree);

}  // namespace proxyenv::dify

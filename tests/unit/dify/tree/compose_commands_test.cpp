// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/compose_commands.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "dify/tree/compose_file_names.hpp"

using namespace proxyenv::dify;

TEST_CASE("each way to start the containers has its commands") {
  struct Row {
    ComposeProgram program;
    bool is_middleware;
    std::string_view up;
    std::string_view recreate;
    std::string_view replace;
    std::string_view init;
  };
  constexpr ComposeProgram kDocker = ComposeProgram::docker_compose;
  constexpr ComposeProgram kPodman = ComposeProgram::podman_compose;
  const Row rows[] = {
      {kDocker, false, "docker compose up -d", "run docker compose up -d --force-recreate squid",
       "docker compose rm -sf squid, then docker compose up -d", "dify init"},
      {kPodman, false, "podman-compose up -d --force-recreate",
       "run podman-compose up -d --force-recreate",
       "podman-compose down, then podman-compose up -d --force-recreate", "dify init --podman"},
      {kDocker, true,
       "docker compose --env-file middleware.env -f docker-compose.middleware.yaml -f ours.yaml -p "
       "dify up -d",
       "run docker compose --env-file middleware.env -f docker-compose.middleware.yaml -f "
       "ours.yaml -p dify up -d --force-recreate squid",
       "docker compose --env-file middleware.env -f docker-compose.middleware.yaml -f ours.yaml -p "
       "dify rm -sf squid, then docker compose --env-file middleware.env -f "
       "docker-compose.middleware.yaml -f ours.yaml -p dify up -d",
       "dify init"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.up);
    const ComposeCommands commands = compose_commands(row.is_middleware, "ours.yaml", row.program);
    CHECK(commands.up() == row.up);
    CHECK(commands.recreate("squid") == row.recreate);
    CHECK(commands.replace("squid") == row.replace);
    CHECK(commands.init() == row.init);
  }
  CHECK(compose_commands(true, "", kDocker).compose ==
        "docker compose --env-file middleware.env -f docker-compose.middleware.yaml -p dify");
}

TEST_CASE("without a tree the squid may run on Kubernetes") {
  ComposeCommands commands;
  commands.is_known = false;
  CHECK(commands.recreate("squid") ==
        "start squid anew (docker compose up -d --force-recreate squid, or kubectl rollout restart "
        "of its Deployment)");
}

TEST_CASE("files that podman-compose alone loads") {
  CHECK(is_name_of_podman_alone("podman-compose.yaml"));
  CHECK(is_name_of_podman_alone("container-compose.override.yml"));
  CHECK_FALSE(is_name_of_podman_alone("compose.yaml"));
  CHECK_FALSE(is_name_of_podman_alone("docker-compose.override.yaml"));
}

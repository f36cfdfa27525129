// SPDX-License-Identifier: Apache-2.0
// The variables in a text with options of `docker run` or `docker create`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::documents {

struct DockerVariable {
  std::string name;
  std::optional<std::string>
      value;  // none: `-e NAME`, which passes on that of whoever calls docker
};

// `-e NAME=VALUE`, `--env NAME=VALUE`, `-e=...`, `--env=...`, `-eNAME=VALUE`, in their order. Words
// end at blanks that stand in no quotes, as in a shell.
[[nodiscard]] std::vector<DockerVariable> variables_in_docker_options(std::string_view options);

}  // namespace proxyenv::documents

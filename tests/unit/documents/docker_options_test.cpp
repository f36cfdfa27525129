// SPDX-License-Identifier: Apache-2.0
#include "documents/docker_options.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

TEST_CASE("variables in options of docker") {
  struct Row {
    std::string_view options;
    std::string_view variables;
  };
  const Row rows[] = {
      {"-e A=b", "A=b;"},
      {"--cpus 1 -e A=b --env B=c=d -e=C=e --env=D=f -eE=g", "A=b;B=c=d;C=e;D=f;E=g;"},
      {"-e \"A=b c\" -e 'B=\"x\"' -e C=d\\ e", "A=b c;B=\"x\";C=d e;"},
      {"-e A\n  -e B=\n", "A;B=;"},
      {"-e A=\"b -e C\"", "A=b -e C;"},

      {"", ""},
      {"-e", ""},
      {"-e \"\"", ""},
      {"--env-file x --name e", ""},
      {"--entrypoint A=b", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.options);
    std::string found;
    for (const auto& variable : documents::variables_in_docker_options(row.options)) {
      found.append(variable.name);
      if (variable.value) found.append("=").append(*variable.value);
      found.append(";");
    }
    CHECK(found == row.variables);
  }
}

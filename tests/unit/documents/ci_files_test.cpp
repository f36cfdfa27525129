// SPDX-License-Identifier: Apache-2.0
// Workflows of GitHub Actions, and GitLab's CI file.
#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "documents/read_document.hpp"
#include "support/shown_source.hpp"

using namespace proxyenv;
using proxyenv::testing::shown_source;

namespace {

struct Row {
  std::string_view what;
  std::string_view text;
  std::string_view result;
};

void check(sources::Format format, const Row& row) {
  CAPTURE(row.what);
  CAPTURE(row.text);
  CHECK(shown_source(documents::read_document({"-", row.text}, format, {})) == row.result);
}

}  // namespace

TEST_CASE("environments of a workflow") {
  const Row rows[] = {
      {"of the workflow alone", "on: push\nenv:\n  A: 1\njobs:\n  b:\n    steps: [{run: x}]\n",
       "workflow: A=1@3\n"},
      {"a job inherits, and wins",
       "env: {A: 1, B: 1}\njobs:\n  j:\n    env:\n      B: 2\n  k:\n    env: {}\n",
       "workflow: A=1@1 B=1@1\njob j: A=1@1 B=2@5\njob k: A=1@1 B=1@1\n"},
      {"a step by its name, its id and its number",
       "jobs:\n  j:\n    env: {A: 1}\n    steps:\n    - run: x\n    - {name: build, env: {B: 2}}\n"
       "    - {id: i, env: {A: 3}}\n    - env: {C: 4}\n",
       "job j: A=1@3\njob j, step build: A=1@3 B=2@6\njob j, step i: A=3@7\n"
       "job j, step 4: A=1@3 C=4@8\n"},
      {"containers",
       "env: {A: 1}\njobs:\n  j:\n    container: {image: x, env: {B: 2, A: 0}}\n    services:\n"
       "      redis: {env: {C: 3}}\n      other: {image: y}\n",
       "workflow: A=1@1\njob j: B=2@4 A=1@1\njob j, service redis: C=3@6\n"},
      {"an expression",
       "env:\n  HTTPS_PROXY: ${{ vars.P }}\n  A: ${{ x }}\n  NO_PROXY: a\njobs: {}\n",
       "workflow: NO_PROXY=a@4 | value_not_known HTTPS_PROXY@2\n"},
      {"an expression for all", "jobs:\n  j:\n    env: ${{ fromJSON(x) }}\n",
       "job j: | value_not_known@3\n"},
      {"a list as a value, a name twice",
       "env: {HTTPS_PROXY: [a], no_proxy: a, no_proxy: b}\njobs: {}\n",
       "workflow: no_proxy=b@1 | line_not_read no_proxy@1 | value_not_known HTTPS_PROXY@1\n"},
      {"GITHUB_ENV",
       "jobs:\n  j:\n    steps:\n    - run: echo \"https_proxy=x\" >> $GITHUB_ENV\n"
       "    - run: echo \"A=x\" >> $GITHUB_ENV\n",
       "job j: | value_not_known@4\n"},
      {"an action", "runs:\n  using: composite\n  steps:\n  - {run: x, env: {A: 1}}\n",
       "step 1: A=1@4\n"},
      {"an action in a container",
       "runs:\n  using: docker\n  image: x\n  env: {A: 1}\n  args: [HTTP_PROXY=x]\n",
       "action: A=1@4 | value_not_known HTTP_PROXY@5\n"},
      {"options of containers",
       "jobs:\n  j:\n    container:\n      options: --cpus 1 -e A=1 -e HTTP_PROXY\n      env: {A: "
       "2}\n"
       "    services:\n      r: {image: x, options: '-e no_proxy=${{ x }} --env B=c'}\n",
       "job j: A=2@5 | value_not_known HTTP_PROXY@4\n"
       "job j, service r: B=c@7 | value_not_known no_proxy@7\n"},
      {"scripts, inputs and secrets",
       "jobs:\n  j:\n    steps:\n    - run: |\n        make\n        export HTTP_PROXY=x\n    - "
       "uses: x\n"
       "      with: {http_proxy: x}\n  k:\n    uses: x\n    secrets: {HTTPS_PROXY: x}\n",
       "workflow: | value_not_known HTTP_PROXY@6 | value_not_known http_proxy@8 | value_not_known "
       "HTTPS_PROXY@11\n"},
      {"a number", "env: {NO_PROXY: 10.10, A: '10.10'}\njobs: {}\n",
       "workflow: NO_PROXY=10.1@1 A=10.10@1\n"},
      {"no variable", "jobs:\n  j:\n    steps: []\n", "workflow:\n"},
      {"no workflow", "a: b\n",
       "error: has neither jobs nor runs, as workflows and actions have\n"},
      {"nothing", "", "error: holds no workflow\n"},
  };
  for (const Row& row : rows) check(sources::Format::github_actions, row);
}

TEST_CASE("environments of GitLab's CI file") {
  const Row rows[] = {
      {"global ones", "variables:\n  A: 1\nj:\n  script: x\n", "global variables: A=1@2\n"},
      {"a job inherits, and wins",
       "variables: {A: 1, B: 1}\nj:\n  variables:\n    B: 2\n  script: x\n",
       "global variables: A=1@1 B=1@1\njob j: A=1@1 B=2@4\n"},
      {"the long form",
       "variables:\n  A:\n    description: x\n    value: y\n  B: {description: x}\n",
       "global variables: A=y@4 B=@5\n"},
      {"a list as a value", "variables:\n  HTTPS_PROXY: [a]\n",
       "global variables: | value_not_known HTTPS_PROXY@2\n"},
      {"extends",
       ".x:\n  variables: {A: 1, B: 1}\n.y:\n  extends: .x\n  variables: {B: 2}\nj:\n"
       "  extends: [.y]\n  script: x\n",
       "job j: A=1@2 B=2@5\n"},
      {"a hidden job that nobody extends here", ".x:\n  variables: {A: 1}\n", "job .x: A=1@2\n"},
      {"extends what is elsewhere", "j:\n  extends: .no\n", "job j: | value_not_known@2\n"},
      {"a circle", "j:\n  extends: j\n  variables: {A: 1}\n", "job j: A=1@3 | value_not_known@2\n"},
      {"inherit nothing", "variables: {A: 1, B: 1}\nj:\n  inherit: {variables: false}\n",
       "global variables: A=1@1 B=1@1\n"},
      {"inherit some", "variables: {A: 1, B: 1}\nj:\n  inherit:\n    variables: [B]\n",
       "global variables: A=1@1 B=1@1\njob j: B=1@1\n"},
      {"references",
       "variables:\n  H: p\n  HTTPS_PROXY: http://$H:1\n  https_proxy: ${HTTPS_PROXY}\n"
       "  NO_PROXY: a$$b\n",
       "global variables: H=p@2 HTTPS_PROXY=http://p:1@3 https_proxy=http://p:1@4 "
       "NO_PROXY=a$b@5\n"},
      {"a reference that is not expanded",
       "variables:\n  HTTPS_PROXY: {value: http://$H, expand: false}\n",
       "global variables: HTTPS_PROXY=http://$H@2\n"},
      {"references to what is not here", "variables:\n  HTTPS_PROXY: $CORP\n  B: $CORP\n",
       "global variables: B=$CORP@3 | value_not_known HTTPS_PROXY@2\n"},
      {"an input",
       "variables:\n  HTTPS_PROXY: http://$[[ inputs.host ]]:1\n  H: $[[ inputs.h ]]\n"
       "  no_proxy: $H\n",
       "global variables: H=$[[ inputs.h ]]@3 | value_not_known HTTPS_PROXY@2 | value_not_known "
       "no_proxy@4\n"},
      {"references in a circle",
       "variables: {http_proxy: $https_proxy, https_proxy: $http_proxy}\n",
       "global variables: | value_not_known http_proxy@1 | value_not_known https_proxy@1\n"},
      {"a reference to another place", "j:\n  variables: !reference [.x, variables]\n",
       "job j: | value_not_known@2\n"},
      {"rules", "j:\n  rules:\n  - if: x\n    variables: {HTTPS_PROXY: a, A: b}\n",
       "job j: | value_not_known HTTPS_PROXY@4\n"},
      {"default has none", "default:\n  variables: {A: 1}\n",
       "global variables: | line_not_read@2\n"},
      {"include", "include: x\nvariables: {A: 1}\n",
       "global variables: A=1@2 | value_not_known@1\n"},
      {"a service", "j:\n  services:\n  - {name: db, variables: {A: 1}}\n  - redis\n",
       "job j, service db: A=1@3\n"},
      {"services at the top and of default",
       "services: [{name: pg, variables: {P: q}}, redis]\ndefault:\n  services:\n"
       "  - {name: d, variables: {D: e}}\nvariables: {A: b}\n",
       "global variables: A=b@5\nservice pg: A=b@5 P=q@1\nservice d: A=b@5 D=e@4\n"},
      {"a matrix", "j:\n  parallel:\n    matrix:\n    - HTTPS_PROXY: [a, b]\n      OS: c\n",
       "job j: | value_not_known HTTPS_PROXY@4\n"},
      {"secrets", "j:\n  secrets:\n    HTTPS_PROXY: {vault: x}\n    S: {vault: y}\n",
       "job j: | value_not_known HTTPS_PROXY@3\n"},
      {"scripts",
       "before_script: export HTTP_PROXY=x\nj:\n  script:\n  - make\n  - |\n    make\n"
       "    no_proxy=a make\n  after_script: echo $HTTP_PROXY\n",
       "global variables: | value_not_known HTTP_PROXY@1 | value_not_known no_proxy@7\n"},
      {"a script of a job with variables, and one of a job without",
       "variables: {A: b}\nj:\n  variables: {B: c}\n  script: export HTTP_PROXY=x\nk:\n"
       "  script: export HTTPS_PROXY=x\n",
       "global variables: A=b@1 | value_not_known HTTPS_PROXY@6\n"
       "job j: A=b@1 B=c@3 | value_not_known HTTP_PROXY@4\n"},
      {"a header", "spec:\n  inputs: {}\n---\nvariables: {A: 1}\n", "global variables: A=1@4\n"},
      {"a list", "- a\n", "error: holds no map, as GitLab's CI files do\n"},
  };
  for (const Row& row : rows) check(sources::Format::gitlab_ci, row);
}

TEST_CASE("a small CI file does not become a large one") {
  std::string references = "variables:\n  NO_PROXY: $V0\n";
  for (int i = 0; i < 14; ++i) {
    references += "  V" + std::to_string(i) + ": ";
    for (int times = 0; times < 100; ++times) references += "$V" + std::to_string(i + 1);
    references += "\n";
  }
  references += "  V14: ''\n";
  const auto circles = documents::read_document({"-", references}, sources::Format::gitlab_ci, {});
  REQUIRE(circles);
  CHECK(circles->environments.front().remarks.size() == 1);

  std::string jobs = "variables:\n";
  for (int i = 0; i < 1000; ++i) jobs += "  A" + std::to_string(i) + ": " + "x\n";
  for (int i = 0; i < 500; ++i) jobs += "j" + std::to_string(i) + ": {variables: {B: 1}}\n";
  const auto many = documents::read_document({"-", jobs}, sources::Format::gitlab_ci, {});
  REQUIRE(!many);
  CHECK(many.error().message == "has more environments and variables than can be looked at");
}

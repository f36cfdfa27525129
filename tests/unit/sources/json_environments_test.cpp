// SPDX-License-Identifier: Apache-2.0
#include "sources/json_environments.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "unit/sources/source_form.hpp"

using namespace proxyenv;
using namespace proxyenv::sources;
using proxyenv::testing::form_of;

namespace {

// "[NAME] ENVIRONMENT; ..." or "error: ...".
std::string read(std::string_view text) {
  const auto environments = read_json_environments(text);
  if (!environments) return "error: " + environments.error().message;
  std::string form;
  for (const SourceEnvironment& environment : *environments) {
    form.append(form.empty() ? "" : "; ").append("[").append(environment.name).append("] ");
    form.append(form_of(environment));
  }
  return form;
}

}  // namespace

TEST_CASE("environments are found in JSON") {
  struct Row {
    std::string_view text;
    std::string_view form;
    std::string_view why;
  };
  const Row rows[] = {
      {R"(["A=1","B=2"])", "[] A=1|B=2", "docker inspect, jq -c"},
      {R"(["A=1=2","B="])", "[] A=1=2|B=", "the first = ends the name"},
      {R"(["A=1","HTTP_PROXY"])", "[] A=1 !value_not_known:HTTP_PROXY@1", "a name alone"},
      {R"({"HTTP_PROXY":"x","N":1,"B":true,"no_proxy":null})",
       "[] HTTP_PROXY=x|N=1|B=true !value_not_known:no_proxy@1", "a map"},
      {R"([{"name":"A","value":"1"},{"name":"HTTP_PROXY","valueFrom":{"x":"y"}}])",
       "[] A=1 !value_not_known:HTTP_PROXY@1", "pairs"},
      {R"([{"Id":"i","Name":"/web","Config":{"Image":"x","Env":["A=1"]}},
           {"Id":"j","Name":"/db","Config":{"Env":["B=2"]}},{"Name":"/none","Config":{"Env":null}}])",
       "[container web] A=1; [container db] B=2", "docker inspect of containers"},
      {R"([{"RepoTags":["app:1"],"Config":{"Env":["A=1"]}}])", "[image app:1] A=1", "an image"},
      {R"({"family":"f","containerDefinitions":[{"name":"web","environment":[{"name":"A","value":"1"}],
           "secrets":[{"name":"HTTPS_PROXY","valueFrom":"arn:x"}]}]})",
       "[container web] A=1 !value_not_known:HTTPS_PROXY@2", "an ECS task definition"},
      {R"({"containerDefinitions":[{"name":"web","environment":[{"name":"A","value":"1"}],
           "environmentFiles":[{"value":"arn:x","type":"s3"}]}]})",
       "[container web] A=1 !value_not_known:@2", "files of an ECS task definition"},
      {R"({"containerDefinitions":[{"name":"web","environment":[{"name":"A","value":"1"}],
           "environmentFiles":[]}]})",
       "[container web] A=1", "no files of an ECS task definition"},
      {R"({"taskDefinition":{"containerDefinitions":[{"name":"web","environment":[{"name":"A","value":"1"}]}]}})",
       "[container web] A=1", "aws ecs describe-task-definition"},
      {R"({"name":"p","services":{"web":{"environment":{"A":"1","HTTP_PROXY":null}}}})",
       "[service web] A=1 !value_not_known:HTTP_PROXY@1", "docker compose config --format json"},
      {R"({"Environment":{"Variables":{"A":"1"}}})", "[] A=1", "a Lambda"},
      {R"({"containerEnv":{"A":"1"},"remoteEnv":{"B":"2"}})", "[] A=1; [] B=2", "a dev container"},
      {R"({"Spec":{"Name":"s","TaskTemplate":{"ContainerSpec":{"Env":["A=1"]}}}})", "[s] A=1",
       "docker service inspect"},
      {"[\"A=1\"]\n[\"B=2\"]\n", "[text 1] A=1; [text 2] B=2", "a text on each line"},
      {R"({"Env":["A=1"],"Cmd":["sh","-c","export https_proxy=x; run"]})",
       "[] A=1 !line_not_read:@1", "an assignment among arguments"},
      {R"({"Env":["A=1"],"Cmd":["sh","-c","curl -x $https_proxy a=b"]})", "[] A=1",
       "a reference among arguments"},
      {R"({"environment":[{"name":"A","value":"1"}],"secrets":[{"name":"x https_proxy=y"}]})",
       "[] A=1 !line_not_read:@1", "an assignment where a name was to stand"},
      {"[\n  \"HTTP_PROXY\",\n  \"A=\\u00e9\\n\"\n]\n",
       "[] A=\xc3\xa9\\n !value_not_known:HTTP_PROXY@2", "lines and escapes"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(read(row.text) == row.form);
  }
}

TEST_CASE("JSON without an environment, or broken, is an error that repeats nothing") {
  constexpr std::string_view kNothing =
      "error: it is JSON, and no environment was recognized in it: neither an array of NAME=VALUE, "
      "nor a map of names, nor one of these under a key such as Env or environment";
  for (const std::string_view text :
       {"{}", "[]", "[1,2]", R"({"name":"x","version":"1"})", R"(["a b","c"])", R"({"Env":[]})",
        R"([{"Config":{"Env":null}}])", R"({"a":{"b":"s3cret"}})"}) {
    CAPTURE(text);
    CHECK(read(text) == kNothing);
  }
  CHECK(read("[\"A=s3cret\",\n\"B=2\"").starts_with("error: line 2 is no JSON: incomplete"));
  CHECK(read("[\"A=s3cret\"\n\"B=2\"]").starts_with("error: line 2 is no JSON: syntax error"));
  CHECK(read(R"(["A=\u0000s3cret"])") == "error: line 1 holds a NUL, which no variable can");
  CHECK(read(std::string(100, '[')).starts_with("error: line 1 is no JSON: too deep"));
  std::string many = "[1";
  for (int i = 0; i < 1'000'000; ++i) many.append(",1");
  CHECK(read(many + "]") == "error: line 1: it has more values than are read (1,000,000)");
}

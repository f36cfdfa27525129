// SPDX-License-Identifier: Apache-2.0
// every_place_test.cpp asks about every place; these rows about what is told, and on which line.
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

std::string read(sources::Format format, std::string_view text) {
  const documents::Surroundings nothing = {
      [](const std::string&) -> Result<std::string> { return fail("no such file", 2); },
      [](std::string_view) -> std::optional<std::string> { return std::nullopt; }};
  return shown_source(documents::read_document({"-", text}, format, nothing));
}

}  // namespace

TEST_CASE("names that no reader takes are told with their lines") {
  const Row compose[] = {
      {"a key of a service",
       "services:\n  a:\n    surroundings:\n      HTTP_PROXY: x\n      A: b\n",
       "service a: | line_not_read HTTP_PROXY@4\n"},
      {"an anchor that nobody uses", "x-e: &e\n  no_proxy: a\nservices:\n  a: {image: x}\n",
       "service a: | line_not_read no_proxy@2\n"},
      {"an anchor that somebody uses",
       "x-e: &e\n  no_proxy: a\nservices:\n  a: {environment: *e}\n", "service a: no_proxy=a@2\n"},
      {"with other environments beside it",
       "services:\n  a: {environment: {A: b}}\n  b: {environment: {B: c}}\n  c:\n    x-e: "
       "{HTTP_PROXY: x}\nx-f: {NO_PROXY: y}\n",
       "service a: A=b@2\nservice b: B=c@3\nservice c: | line_not_read HTTP_PROXY@5\n"
       "elsewhere in the file: | line_not_read NO_PROXY@6\n"},
      {"a slip", "services:\n  a:\n    x-e: {HTTP_PROXYS: x}\n", "service a: | similar_name@3\n"},
      {"a command", "services:\n  a:\n    command: >-\n      sh -c\n      'HTTP_PROXY=x make'\n",
       "service a: | value_not_known HTTP_PROXY@5\n"},
      {"a label, and a reference",
       "services:\n  a:\n    labels: [HTTP_PROXY=x]\n    image: x$HTTP_PROXY\n",
       "service a: | value_not_known HTTP_PROXY@3\n"},
  };
  for (const Row& row : compose) {
    CAPTURE(row.what);
    CHECK(read(sources::Format::compose_file, row.text) == row.result);
  }
  const Row kubernetes[] = {
      {"lines of a script",
       "kind: Pod\nspec:\n  containers:\n  - name: c\n    command: [sh, -c]\n    args:\n    - |\n"
       "      echo $HTTP_PROXY\n      export HTTP_PROXY=x\n      no_proxy=y make\n",
       "pod, container c: | value_not_known HTTP_PROXY@9 | value_not_known no_proxy@10\n"},
      {"name and value on two lines, elsewhere",
       "kind: Thing\nspec:\n  settings:\n  - name: HTTP_PROXY\n    value: x\n",
       ": | line_not_read HTTP_PROXY@4\n"},
      {"a key of a Secret that another name takes",
       "kind: Pod\nspec:\n  containers:\n  - name: c\n    env:\n    - name: URL\n      valueFrom:\n"
       "        secretKeyRef:\n          name: s\n          key: HTTP_PROXY\n",
       "pod, container c:\n"},
      {"what kubectl keeps",
       "kind: ConfigMap\nmetadata:\n  annotations:\n    "
       "kubectl.kubernetes.io/last-applied-configuration: |\n      "
       "{\"data\":{\"HTTP_PROXY\":\"x\"}}\n",
       ":\n"},
      {"a document behind the first that is no object", "kind: Service\n---\nHTTP_PROXY: x\n",
       ": | line_not_read HTTP_PROXY@3\n"},
  };
  for (const Row& row : kubernetes) {
    CAPTURE(row.what);
    CHECK(read(sources::Format::kubernetes, row.text) == row.result);
  }
  const Row gitlab[] = {
      {"a variable of a base that each job overrides",
       ".b:\n  variables: {HTTP_PROXY: x}\nj:\n  extends: .b\n  variables:\n    HTTP_PROXY: y\n",
       "job j: HTTP_PROXY=y@6\n"},
      {"an inherited name in a list",
       "variables: {HTTP_PROXY: x}\nj:\n  inherit:\n    variables:\n"
       "    - HTTP_PROXY\n  script: [x]\n",
       "global variables: HTTP_PROXY=x@1\njob j: HTTP_PROXY=x@1\n"},
  };
  for (const Row& row : gitlab) {
    CAPTURE(row.what);
    CHECK(read(sources::Format::gitlab_ci, row.text) == row.result);
  }
}

TEST_CASE("a thousand names are told, and the rest is counted") {
  std::string text = "services:\n  a: {image: x}\nx-e:\n";
  for (int i = 0; i < 1500; ++i) text += "- no_proxy: a\n";
  const auto source = documents::read_document(
      {"-", text}, sources::Format::compose_file,
      {[](const std::string&) -> Result<std::string> { return fail("no such file", 2); },
       [](std::string_view) -> std::optional<std::string> { return std::nullopt; }});
  REQUIRE(source);
  REQUIRE(source->environments.size() == 1);
  const auto& remarks = source->environments.front().remarks;
  REQUIRE(remarks.size() == 1001);
  CHECK(remarks.back().finding.message == "500 more names stand where nothing reads them");
}

TEST_CASE("a template is named as one") {
  for (const std::string_view text : {"kind: Pod\nspec:\n{{- with .x }}\n  a: b\n{{- end }}\n",
                                      "kind: Pod\nspec:\n  a: {{ .Values.x }}\n"}) {
    CAPTURE(text);
    CHECK(read(sources::Format::kubernetes, text)
              .starts_with("error: is a template, since line 3 holds `{{`, and no YAML before "
                           "something fills it in"));
  }
  CHECK(read(sources::Format::kubernetes, "kind: Pod\n? [a]\n: b\n") ==
        "error: line 2 has a map or a list as a key\n");
  CHECK(read(sources::Format::github_actions, "a: ${{ x }\n  b: c: d\n").find("template") ==
        std::string::npos);
}

// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "documents/read_document.hpp"
#include "support/shown_source.hpp"

using namespace proxyenv;
using proxyenv::testing::shown_source;

namespace {

std::string read(std::string_view text) {
  return shown_source(documents::read_document({"-", text}, sources::Format::kubernetes, {}));
}

// A pod with one container, whose `env` has these items.
std::string pod(std::string_view env) {
  return "kind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    env:\n" +
         std::string(env);
}

}  // namespace

TEST_CASE("containers of Kubernetes objects") {
  struct Row {
    std::string_view what;
    std::string text;
    std::string_view result;
  };
  const std::string spec =
      "spec:\n      initContainers:\n      - name: i\n        env: [{name: A, value: '1'}]\n"
      "      containers:\n      - name: c\n        env:\n        - name: B\n          value: x\n";
  const Row rows[] = {
      {"a pod", pod("    - name: HTTPS_PROXY\n      value: http://p:1\n"),
       "pod/p, container c: HTTPS_PROXY=http://p:1@8\n"},
      {"a template", "kind: Deployment\nmetadata: {name: d}\nspec:\n  template:\n    " + spec,
       "deployment/d, init container i: A=1@8\ndeployment/d, container c: B=x@13\n"},
      {"a template of a template",
       "kind: CronJob\nmetadata: {name: j}\nspec:\n  jobTemplate:\n   spec:\n    template:\n     " +
           std::string("spec:\n      containers: [{name: c, env: [{name: A, value: '1'}]}]\n"),
       "cronjob/j, container c: A=1@8\n"},
      {"a list",
       "kind: List\nitems:\n- kind: Pod\n  metadata: {generateName: x-}\n  spec:\n"
       "    ephemeralContainers:\n    - {name: e, env: [{name: A, value: '1'}]}\n",
       "pod/x-, ephemeral container e: A=1@7\n"},
      {"several documents",
       pod("    - {name: A, value: '1'}\n") + "---\n" + pod("    - {name: A, value: '2'}\n"),
       "pod/p, container c: A=1@7\npod/p, container c: A=2@15\n"},
      {"JSON", R"({"kind": "Pod", "spec": {"containers": [{"name": "c",
         "env": [{"name": "A", "value": "1"}]}]}})",
       "pod, container c: A=1@2\n"},
      {"no container", "kind: Service\nmetadata: {name: s}\n", ":\n"},
      {"a container without variables", "kind: Pod\nspec: {containers: [{name: c}]}\n",
       "pod, container c:\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(read(row.text) == row.result);
  }
}

TEST_CASE("values of Kubernetes variables") {
  struct Row {
    std::string_view what;
    std::string_view env;
    std::string_view result;
  };
  const Row rows[] = {
      {"a reference backwards", "    - {name: A, value: x}\n    - {name: B, value: '$(A)y$(C)'}\n",
       " A=x@7 B=xy$(C)@8"},
      {"an escaped one", "    - {name: A, value: x}\n    - {name: B, value: '$$(A)$'}\n",
       " A=x@7 B=$(A)$@8"},
      {"a later one wins", "    - {name: A, value: x}\n    - {name: A, value: y}\n", " A=y@8"},
      {"no value", "    - name: A\n", " A=@7"},
      {"a Secret", "    - name: HTTPS_PROXY\n      valueFrom: {secretKeyRef: {name: s, key: k}}\n",
       " | value_not_known HTTPS_PROXY@8"},
      {"a Secret that nobody asks for", "    - name: A\n      valueFrom: {secretKeyRef: {}}\n", ""},
      {"made from a Secret",
       "    - {name: P, valueFrom: {fieldRef: {}}}\n    - {name: no_proxy, value: 'a,$(P)'}\n",
       " | value_not_known no_proxy@8"},
      {"no name", "    - value: x\n", " | line_not_read@7"},
      {"a list as a value", "    - {name: NO_PROXY, value: [a]}\n",
       " | value_not_known NO_PROXY@7"},
      {"a map instead of a list", "      A: b\n", " | line_not_read@6"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(read(pod(row.env)) == "pod/p, container c:" + std::string(row.result) + "\n");
  }
}

TEST_CASE("ConfigMaps of the same text") {
  const std::string map = "---\nkind: ConfigMap\nmetadata: {name: m}\ndata:\n  HTTPS_PROXY: x\n";
  const std::string head = "kind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n";
  CHECK(read(map) == "configmap/m: HTTPS_PROXY=x@5\n");
  CHECK(read("kind: ConfigMap\nmetadata: {name: m}\ndata: {a.conf: 'x'}\n") == ":\n");
  CHECK(read(head + "    envFrom: [{configMapRef: {name: m}}]\n" + map) ==
        "pod/p, container c: HTTPS_PROXY=x@11\n");
  CHECK(read(head + "    envFrom: [{prefix: X_, configMapRef: {name: m}}]\n    env: [{name: A}]\n" +
             map) == "pod/p, container c: X_HTTPS_PROXY=x@12 A=@7\n");
  CHECK(read(head + "    envFrom: [{configMapRef: {name: other}}, {secretRef: {name: s}}]\n") ==
        "pod/p, container c: | value_not_known@6 | value_not_known@6\n");
  CHECK(
      read(head +
           "    env: [{name: no_proxy, valueFrom: {configMapKeyRef: {name: m, key: HTTPS_PROXY}}}]"
           "\n" +
           map) == "pod/p, container c: no_proxy=x@6\nconfigmap/m: HTTPS_PROXY=x@11\n");
  CHECK(read(head +
             "    env: [{name: no_proxy, valueFrom: {configMapKeyRef: {name: m, key: NO}}}]\n" +
             map) ==
        "pod/p, container c: | value_not_known no_proxy@6\nconfigmap/m: HTTPS_PROXY=x@11\n");
}

TEST_CASE("what is no Kubernetes object") {
  CHECK(read("") == "error: holds no object of Kubernetes: none has a kind\n");
  CHECK(read("a: b\n") == "error: holds no object of Kubernetes: none has a kind\n");
  CHECK(read("kind: Pod\nspec:\n{{- with .Values.spec }}\n  a: b\n").find("helm template") !=
        std::string::npos);
}

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
      {"a number", "    - {name: NO_PROXY, value: 10.1}\n    - {name: A, value: '1'}\n",
       " A=1@8 | value_not_known NO_PROXY@7"},
      {"parameters of Argo and Tekton",
       "    - {name: NO_PROXY, value: '{{inputs.parameters.p}}'}\n"
       "    - {name: no_proxy, value: 'a,$(params.p)'}\n    - {name: A, value: '$(params)'}\n",
       " A=$(params)@9 | value_not_known NO_PROXY@7 | value_not_known no_proxy@8"},
      {"a NUL", "    - {name: NO_PROXY, value: \"a\\0b\"}\n    - {name: A, value: \"a\\0b\"}\n",
       " | value_not_known NO_PROXY@7"},
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

TEST_CASE("Secrets of the same text") {
  // The values are "http://p:1" and "a", in base64.
  const std::string secret =
      "---\nkind: Secret\nmetadata: {name: s}\ndata:\n  HTTPS_PROXY: aHR0cDovL3A6MQ==\n  k: YQ==\n";
  const std::string head = "kind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n";
  CHECK(read(secret) == "secret/s: HTTPS_PROXY=http://p:1@5 k=a@6\n");
  CHECK(read("kind: Secret\nstringData: {HTTPS_PROXY: x}\ndata: {HTTPS_PROXY: YQ==}\n") ==
        "secret: HTTPS_PROXY=x@2\n");
  CHECK(read("kind: Secret\ndata:\n  HTTPS_PROXY: http://p\n  no_proxy: a\n  NO_PROXY: YQ=\n") ==
        "secret: | value_not_known HTTPS_PROXY@3 | value_not_known no_proxy@4 | value_not_known "
        "NO_PROXY@5\n");
  CHECK(read("kind: Secret\ndata: {tls.key: no base64!}\n") == ":\n");
  CHECK(read(head + "    envFrom: [{secretRef: {name: s}}]\n" + secret) ==
        "pod/p, container c: HTTPS_PROXY=http://p:1@11 k=a@12\n");
  CHECK(read(head + "    env: [{name: no_proxy, valueFrom: {secretKeyRef: {name: s, key: k}}}]\n" +
             secret) ==
        "pod/p, container c: no_proxy=a@6\nsecret/s: HTTPS_PROXY=http://p:1@11 k=a@12\n");
}

TEST_CASE("ConfigMaps are found in the namespace of the object") {
  const auto map = [](std::string_view in_namespace, std::string_view value) {
    return "---\nkind: ConfigMap\nmetadata: {name: m" + std::string(in_namespace) +
           "}\ndata: {HTTPS_PROXY: " + std::string(value) + "}\n";
  };
  const auto pod_in = [](std::string_view in_namespace) {
    return "kind: Pod\nmetadata: {name: p" + std::string(in_namespace) +
           "}\nspec: {containers: [{name: c, envFrom: [{configMapRef: {name: m}}]}]}\n";
  };
  const std::string_view a = ", namespace: a";
  const std::string_view b = ", namespace: b";
  CHECK(read(pod_in(a) + map(b, "x") + map(a, "y")) ==
        "pod/p, container c: HTTPS_PROXY=y@11\nconfigmap/m: HTTPS_PROXY=x@7\n");
  CHECK(read(pod_in(a) + map("", "x")) == "pod/p, container c: HTTPS_PROXY=x@7\n");
  CHECK(read(pod_in("") + map(a, "x")) == "pod/p, container c: HTTPS_PROXY=x@7\n");
  CHECK(read(pod_in("") + map(a, "x") + map(b, "y")) ==
        "pod/p, container c: | value_not_known@3\nconfigmap/m: HTTPS_PROXY=x@7\nconfigmap/m: "
        "HTTPS_PROXY=y@11\n");
  CHECK(read(pod_in(a) + map(b, "x")) ==
        "pod/p, container c: | value_not_known@3\nconfigmap/m: HTTPS_PROXY=x@7\n");
}

TEST_CASE("what holds variables as containers do") {
  struct Row {
    std::string_view what;
    std::string_view text;
    std::string_view result;
  };
  const Row rows[] = {
      {"steps of Tekton",
       "kind: Task\nmetadata: {name: t}\nspec:\n  steps:\n  - {name: a, env: [{name: B, value: "
       "c}]}\n"
       "  - {name: b}\n  stepTemplate: {env: [{name: A, value: x}]}\n  sidecars:\n"
       "  - {name: s, env: [{name: A, value: y}]}\n",
       "task/t, step a: A=x@7 B=c@5\ntask/t, step b: A=x@7\ntask/t, sidecar s: A=y@9\n"},
      {"templates of Argo",
       "kind: Workflow\nspec:\n  templates:\n  - name: m\n    container: {env: [{name: A, value: "
       "b}]}\n"
       "  - name: s\n    script: {env: [{name: A, value: c}]}\n",
       "workflow, container m: A=b@5\nworkflow, script s: A=c@7\n"},
      {"an object of another maker",
       "kind: Thing\nmetadata: {name: t}\nspec: {env: [{name: A, value: b}]}\n",
       "thing/t, spec: A=b@3\n"},
      {"an object with items and a template",
       "kind: Thing\nitems: []\nspec: {containers: [{env: [{name: A, value: b}]}]}\n",
       "thing, container: A=b@3\n"},
      {"env that is something else", "kind: Thing\nspec: {env: [prod]}\n", ":\n"},
      {"a name twice",
       "kind: Pod\nspec:\n  containers:\n  - env:\n    - {name: no_proxy, value: a}\n"
       "    - {name: no_proxy, value: b}\n",
       "pod, container: no_proxy=b@6 | line_not_read no_proxy@6\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(read(row.text) == row.result);
  }
}

TEST_CASE("what a kustomization generates") {
  const documents::Surroundings around = {
      [](const std::string& path) -> Result<std::string> {
        if (path == "e.env") return "# c\nno_proxy=b\n";
        return fail("no such file", 2);
      },
      [](std::string_view) -> std::optional<std::string> { return std::nullopt; }};
  const std::string text =
      "resources: [a.yaml]\nconfigMapGenerator:\n- name: c\n  envs: [e.env]\n  literals:\n"
      "  - HTTPS_PROXY=\"http://p:1\"\n  - x\nsecretGenerator:\n- name: s\n  literals: [A=b]\n"
      "- name: t\n  env: no.env\n";
  CHECK(shown_source(documents::read_document({"-", text}, sources::Format::kubernetes, around)) ==
        "configMapGenerator c: no_proxy=b@4 HTTPS_PROXY=http://p:1@6 | line_not_read@7\n"
        "secretGenerator t: | file_not_read@12\n");
}

TEST_CASE("what is no Kubernetes object") {
  CHECK(read("") == "error: holds no object of Kubernetes: none has a kind\n");
  CHECK(read("a: b\n") == "error: holds no object of Kubernetes: none has a kind\n");
  CHECK(read("kind: Pod\nspec:\n{{- with .Values.spec }}\n  a: b\n").find("helm template") !=
        std::string::npos);
}

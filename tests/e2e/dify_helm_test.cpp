// SPDX-License-Identifier: Apache-2.0
// Tests `proxyenv dify init --helm` as a command: the files that it writes, what it does not touch,
// and that a password is nowhere but in the Secret. What the files say is tested in tests/unit.
#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "dify_tree.hpp"
#include "run_program.hpp"
#include "scratch_directory.hpp"
#include "words_shown.hpp"

using namespace e2e;

namespace {

Words helm(const ScratchDirectory& folder, const Words& words) {
  return joined({{"dify", "init", "--dir", folder.path(), "--helm", "prod"}, words});
}

}  // namespace

TEST_CASE("init --helm writes values and an object, again the same, and no tree is needed") {
  const ScratchDirectory folder;
  const Words words =
      joined({{"--namespace", "apps"}, kUpstream, {"--domains", "@gemini，.x.test"}});
  const Outcome first = run_proxyenv(helm(folder, words));
  INFO(first);
  CHECK(first.exit_status == 0);
  CHECK(first.out.starts_with(
      "wrote    proxyenv/helm-values.yaml\nwrote    proxyenv/helm-squid.yaml\n"));
  CHECK(contains(first.out, "kubectl apply -n apps -f proxyenv/helm-squid.yaml"));
  CHECK(contains(first.err, "note: --domains: full-width characters"));
  const std::string values = read_file(folder.path("proxyenv/helm-values.yaml"));
  CHECK(contains(values, "http://prod-dify-ssrf-proxy:3128"));
  CHECK(run_proxyenv(helm(folder, words)).exit_status == 0);
  CHECK(read_file(folder.path("proxyenv/helm-values.yaml")) == values);
}

TEST_CASE("init --helm keeps a password in the Secret alone, and shows it nowhere") {
  const ScratchDirectory folder;
  const std::string url = "http://alice:Qs3cretx@10.0.0.1:7890";
  for (const Words& words : {Words{"--domains", "@gemini"}, Words{"--mode", "direct"},
                             Words{"--chart", "douban", "--mode", "direct"}}) {
    const Outcome written =
        run_proxyenv(helm(folder, joined({{"--upstream", "-"}, words})), {}, url);
    INFO(written);
    CHECK(written.exit_status == 0);
    CHECK(!contains(written.out + written.err, "Qs3cretx"));
    CHECK(!contains(read_file(folder.path("proxyenv/helm-values.yaml")), "Qs3cretx"));
    CHECK(contains(read_file(folder.path("proxyenv/helm-squid.yaml")), "Qs3cretx"));
    const Outcome dry =
        run_proxyenv(helm(folder, joined({{"--upstream", "-", "--dry-run"}, words})), {}, url);
    CHECK(dry.exit_status == 0);
    CHECK(contains(dry.out, "kind: Secret"));
    CHECK(!contains(dry.out + dry.err, "Qs3cretx"));
  }
}

TEST_CASE("init --helm takes the names of services from --values, or says which it took") {
  const ScratchDirectory folder;
  folder.write("mine.yaml", "fullnameOverride: llm\napi: {extraEnv: [{name: A, value: b}]}\n");
  const Words words = joined({kUpstream, kDomains});
  const Outcome assumed = run_proxyenv(helm(folder, words));
  CHECK(contains(assumed.err, "note: the services are taken to be called prod-dify-...; "));
  const Outcome read =
      run_proxyenv(helm(folder, joined({words, {"--values", folder.path("mine.yaml")}})));
  INFO(read);
  CHECK(read.exit_status == 0);
  CHECK(!contains(read.err, "are taken to be called"));
  CHECK(contains(read.err, "warning: api.extraEnv of your values has entries"));
  CHECK(contains(read.out, "deployment/llm-ssrf-proxy"));
  const std::string values = read_file(folder.path("proxyenv/helm-values.yaml"));
  CHECK(contains(values, "http://llm-ssrf-proxy:3128"));
  CHECK(contains(values, "llm-plugin-daemon"));
  CHECK(!contains(values, "prod-dify"));
}

TEST_CASE("init --helm: where it writes nothing, one line says why") {
  struct Row {
    Words words;
    std::string_view message;
  };
  const ScratchDirectory folder;
  const Row rows[] = {
      {joined({kUpstream, {"--chart", "doubam"}, kDomains}), "did you mean douban?"},
      {joined({kUpstream, {"--chart", "douban"}, kDomains}), "has no squid"},
      {joined({kUpstream, {"--mode", "direct"}, kDomains}), "--domains is for --mode selective"},
      {kUpstream, "no domains"},
      {joined({kUpstream, kDomains, {"--wrap"}}), "--wrap is for Compose"},
      {joined({kUpstream, kDomains, {"--uninstall"}}), "--uninstall is for Compose"},
      {joined({kUpstream, kDomains, {"--podman"}}), "--podman is for Compose"},
      {joined({kUpstream, kDomains, {"--values", "/nowhere.yaml"}}), "--values /nowhere.yaml: "},
      {joined({kUpstream, kDomains, {"--namespace", "A"}}), "--namespace: "},
      {kDomains, "no upstream"},
      {joined({{"--upstream", "http://127.0.0.1:1"}, kDomains}),
       "which in a pod is the pod itself"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.message);
    const Outcome outcome = run_proxyenv(helm(folder, row.words));
    INFO(outcome);
    CHECK(outcome.exit_status == 125);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, row.message));
  }
  const Outcome alone = run_proxyenv({"dify", "init", "--dir", folder.path(), "--namespace", "a"});
  CHECK(alone.exit_status == 125);
  CHECK(contains(alone.err, "--namespace is for --helm RELEASE"));
}

TEST_CASE("init --helm replaces no file that it did not write") {
  const ScratchDirectory folder;
  const Words words = joined({kUpstream, kDomains});
  REQUIRE(run_proxyenv(helm(folder, words)).exit_status == 0);
  folder.write("proxyenv/helm-values.yaml", "mine: true\n");
  const std::string object = read_file(folder.path("proxyenv/helm-squid.yaml"));
  const Outcome refused = run_proxyenv(helm(folder, joined({kUpstream, {"--domains", ".y.test"}})));
  CHECK(refused.exit_status == 125);
  CHECK(contains(refused.err, "proxyenv/helm-values.yaml is there and is none of ours"));
  CHECK(read_file(folder.path("proxyenv/helm-values.yaml")) == "mine: true\n");
  CHECK(read_file(folder.path("proxyenv/helm-squid.yaml")) == object);
}

// SPDX-License-Identifier: Apache-2.0
#include "sources/tell_document.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

namespace {

std::string told(std::string_view name, std::string_view text) {
  const auto format = sources::tell_document({name, text});
  return format ? std::string(row_of(*format).name) : "none";
}

}  // namespace

TEST_CASE("documents are told from their keys, and some from their names") {
  struct Row {
    std::string_view result;
    std::string_view name;
    std::string_view text;
  };
  const Row rows[] = {
      {"compose-file", "-", "services:\n  a:\n    image: x\n"},
      {"compose-file", "-", "# c\n---\nversion: '3'\n\"services\":\n\n  # c\n  a: {}\n"},
      {"compose-file", "-", "services: {a: {image: x}}\n"},
      {"compose-file", "-", "services: # all\n  a:\n    image: x\n"},
      {"compose-file", "-", R"({"services": {"a": {"image": "x"}}})"},
      {"kubernetes", "-", "apiVersion: v1\nkind: Pod\n"},
      {"kubernetes", "-", "kind: List\napiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n"},
      {"kubernetes", "-", "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\"\n}\n"},
      {"github-actions", "-", "name: CI\non: push\njobs:\n  a:\n    runs-on: x\n"},
      {"github-actions", "-", "'on':\n  push:\njobs:\n  a:\n    services:\n      x:\n"},
      {"github-actions", "action.yml", "name: x\nruns:\n  using: composite\n  steps: []\n"},
      {"gitlab-ci", "a/.gitlab-ci.yml", "include: x\n"},
      {"gitlab-ci", "deploy.gitlab-ci.yaml", "x: y\n"},
      {"compose-file", "docker-compose.yml", "include: [x]\n"},
      {"compose-file", "x/compose.dev.yaml", "include: [x]\n"},
      {"github-actions", ".github/workflows/a.yml", "name: x\n"},
      {"gitlab-ci", "-", "build:\n  script:\n    - make\n"},
      {"gitlab-ci", "-", "services:\n  - docker:dind\nbuild:\n  script: make\n"},
      {"gitlab-ci", "-", "stages: [a]\nvariables:\n  A: b\n"},
      {"dockerfile", "-", "FROM alpine\nENV A=b\n"},
      {"dockerfile", "-", "# syntax=x\n\nARG V=1 \\\n  W=2\nfrom a:${V}\n"},
      {"dockerfile", "api.Dockerfile", "# c\nENV A=b\n"},
      {"dockerfile", "x/Dockerfile.dev", "RUN x\n"},
      {"dockerfile", "Containerfile", "RUN x\n"},

      {"none", "-", ""},
      {"none", "Dockerfile", "\n\n"},
      {"none", "-", "HTTPS_PROXY=http://p:1\nservices=x\n"},
      {"none", "-", "services\n"},
      {"none", "-", "FROMAGE=x\n"},
      {"none", "-", "export A=b\nFROM x\n"},
      {"none", "-", "apiVersion=v1\nkind=Pod\n"},
      {"none", "-", "apiVersion: v1\n"},
      {"none", "compose.txt", "include: [x]\n"},
      {"none", "composed.yaml", "include: [x]\n"},
      {"none", "values.yaml", "proxy:\n  https: x\n"},
      {"none", "-", "services: 3\n"},
      {"none", "-", "  services:\n    a:\n"},
      {"none", "-", R"({"HTTPS_PROXY": "x"})"},
      {"none", "-", R"([{"Id": "x", "Config": {"Env": []}}])"},
      {"none", "-", std::string_view("apiVersion: v1\0kind: Pod\n", 25)},
      {"none", "-", "jobs=1\non=2\n"},
      {"none", "-", "jobs:1\non:2\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.text);
    CHECK(told(row.name, row.text) == row.result);
  }
}

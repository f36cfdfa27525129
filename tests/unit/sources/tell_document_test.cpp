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
  if (!format) return format.error().message.substr(0, format.error().message.find(':'));
  return *format ? std::string(row_of(**format).name) : "none";
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
      {"none", "composed.yaml", "HTTPS_PROXY=x\n"},
      {"none", "-", "proxy:\n  https: x\n"},
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

TEST_CASE("documents of other programs are named, and not taken for what is read") {
  struct Row {
    std::string_view what;
    std::string_view name;
    std::string_view text;
  };
  const Row rows[] = {
      {"a pipeline of Bitbucket", "bitbucket-pipelines.yml", "image: x\n"},
      {"a pipeline of Bitbucket", "-",
       "image: x\npipelines:\n  default:\n  - step:\n      script:\n      - export HTTP_PROXY=x\n"
       "definitions:\n  services:\n    docker:\n      variables: {HTTP_PROXY: x}\n"},
      {"a configuration of CircleCI", "a/.circleci/config.yml", "version: 2\n"},
      {"a configuration of CircleCI", "-",
       "version: 2.1\njobs:\n  a:\n    docker:\n    - image: x\n"
       "workflows:\n  w: {jobs: [a]}\n"},
      {"a pipeline of Azure", "azure-pipelines.yml", "x: y\n"},
      {"a pipeline of Azure", "-",
       "variables:\n  HTTP_PROXY: x\nstages:\n- stage: a\n  jobs: []\n"},
      {"a pipeline of Azure", "-", "stages:\n  - stage: a\nvariables: {HTTP_PROXY: x}\n"},
      {"a pipeline of Azure", "-", "pool: x\nsteps:\n- script: make\n  env: {HTTP_PROXY: x}\n"},
      {"a configuration of Travis CI", "-", "language: go\nscript: make\n"},
      {"a pipeline of Drone or Woodpecker", "-", "kind: pipeline\ntype: docker\nsteps: []\n"},
      {"a Jenkinsfile", "x/Jenkinsfile.release", "pipeline {\n}\n"},
      {"a configuration of Jenkins", "-", "jenkins:\n  x: y\nunclassified:\n  a: b\n"},
      {"a playbook of Ansible", "-", "- hosts: all\n  environment: {HTTP_PROXY: x}\n  tasks: []\n"},
      {"a playbook of Ansible", "-", "---\n- name: x\n- hosts: all\n"},
      {"a bake file of Docker's buildx", "docker-bake.hcl", "target \"a\" {}\n"},
      {"a bake file of Docker's buildx", "docker-bake.override.json", "{}"},
      {"a devcontainer.json", ".devcontainer/devcontainer.json", "// c\n{}"},
      {"a file of values for a Helm chart", "values.yaml",
       "services:\n  a:\n    env: {HTTP_PROXY: x}\n"},
      {"a file of values for a Helm chart", "x/values-prod.yaml", "env: {HTTP_PROXY: x}\n"},
      {"a configuration of npm", ".npmrc", "https-proxy=http://p:1\n"},
      {"a configuration of Yarn", "a/.yarnrc.yml", "httpsProxy: http://p:1\n"},
      {"a configuration of pip", "/etc/pip.conf", "[global]\nproxy=http://p:1\n"},
      {"a configuration of git", ".git/config", "[http]\n\tproxy = http://p:1\n"},
      {"a configuration of curl", ".curlrc", "proxy=http://p:1\nnoproxy=a\n"},
      {"a configuration of wget", "/etc/wgetrc", "https_proxy=http://p:1\n"},
      {"a configuration of apt", "/etc/apt/apt.conf.d/99proxy", "Acquire::http::Proxy \"p\";\n"},
      {"a configuration of Docker's daemon", "/etc/docker/daemon.json", "{}"},
      {"a configuration of docker's client", "/root/.docker/config.json", "{}"},
      {"a crontab", "/etc/cron.d/job", "HTTP_PROXY=http://p:1\n* * * * * root x\n"},
      {"a makefile", "x/Makefile", "export HTTP_PROXY = http://p:1\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.text);
    CHECK(told(row.name, row.text) == "it is " + std::string(row.what) + ", which is not read");
  }
  CHECK(told("-", "{{- if .x }}\na: b\n") == "it is a template");
  const std::string_view unknown =
      "it is YAML, but no document that is known (Compose, Kubernetes, GitHub Actions, GitLab CI)";
  CHECK(told("composed.yaml", "include: [x]\n") == unknown);
  CHECK(told("proxy.yaml", "proxy:\n  https: x\n") == unknown);
  CHECK(told("-", "# c\n---\n- HTTPS_PROXY=x\n") == unknown);
}

TEST_CASE("near misses of other programs' documents") {
  struct Row {
    std::string_view result;
    std::string_view name;
    std::string_view text;
  };
  const Row rows[] = {
      {"none", "npmrc.env", "HTTP_PROXY=x\n"},
      {"none", "a.npmrc", "HTTP_PROXY=x\n"},
      {"none", "apt.conf.d", "HTTP_PROXY=x\n"},
      {"none", "cron.d", "HTTP_PROXY=x\n"},
      {"none", "x/config", "HTTP_PROXY=x\n"},
      {"none", "x/config.json", "{}"},
      {"none", "Makefile.env", "HTTP_PROXY=x\n"},
      {"kubernetes", "-", "{{- if .x }}\napiVersion: v1\nkind: Pod\n{{- end }}\n"},
      {"kubernetes", "-", "apiVersion: tekton.dev/v1\nkind: Pipeline\nspec:\n  pipelines: []\n"},
      {"gitlab-ci", "-", "pages:\n  script: make\n  needs:\n  - job: build\n"},
      {"gitlab-ci", "-", "j: {script: make}\n"},
      {"github-actions", "-", "on: push\njobs:\n  a:\n    steps:\n    - task: x\n"},
      {"github-actions", "action.yml", "name: x\n"},
      {"github-actions", ".forgejo/workflows/a.yml", "name: x\n"},
      {"none", "-", "steps:\n- a: b\n  script: make\n"},
      {"none", "-", "pipeline:\n  - step:\n      script: make\n"},
      {"none", "my-values.txt", "a: b\n"},
      {"none", "-", "hosts: x\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.text);
    CHECK(told(row.name, row.text) == row.result);
  }
}

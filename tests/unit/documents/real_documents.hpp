// SPDX-License-Identifier: Apache-2.0
// Documents as people have them, of each kind that is read, with what readers like to overlook.
#pragma once

#include <array>
#include <string_view>

#include "sources/format.hpp"

namespace proxyenv::testing {

struct RealDocument {
  std::string_view what;
  sources::Format format;
  std::string_view text;
};

inline constexpr std::array<RealDocument, 11> kRealDocuments = {{
    {"a Compose file", sources::Format::compose_file, R"(name: shop
x-common: &common
  restart: always
  environment: &env
    TZ: UTC
    LOG_LEVEL: info
include:
  - path: other.yaml
    env_file: [o.env]
services:
  web:
    <<: *common
    image: registry.test/web:1.2
    build:
      context: .
      args:
        VERSION: "1"
      secrets: [token]
      dockerfile_inline: |
        FROM alpine
        RUN true
    command: ["sh", "-c", "exec web"]
    entrypoint: /entry
    env_file:
      - path: e.env
        required: false
    environment:
      <<: *env
      PORT: "80"
    healthcheck: {test: ["CMD", "true"], interval: 5s}
    labels: {traefik.enable: "true"}
    deploy: {resources: {limits: {memory: 1G}}}
    post_start:
      - command: ./a.sh
        environment: [A=1]
    develop:
      watch:
        - {action: sync, path: ./src, target: /src}
    networks: [front]
    profiles: [prod]
    configs:
      - source: c
        target: /c
  model:
    provider: {type: model, options: {model: x}}
  db:
    image: db
    environment: [A=1, B]
    volumes: ["data:/data"]
volumes: {data: {}}
networks: {front: {}}
secrets:
  token: {environment: TOKEN}
configs:
  c:
    content: |
      a = b
)"},
    {"a Deployment", sources::Format::kubernetes, R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
  labels: {app: api}
  annotations: {note: x}
spec:
  replicas: 2
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      initContainers:
        - name: wait
          image: x
          command: [sh, -c, "true"]
      containers:
        - name: api
          image: api:1
          args: ["--port", "80"]
          env:
            - name: A
              value: "1"
            - name: B
              valueFrom: {secretKeyRef: {name: s, key: k}}
          envFrom:
            - configMapRef: {name: c}
            - prefix: S_
              secretRef: {name: s}
          lifecycle: {postStart: {exec: {command: [sh, -c, "true"]}}}
          resources: {limits: {cpu: "1"}}
      volumes: [{name: v, configMap: {name: f}}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: shop}
immutable: true
data: {C: "1"}
---
apiVersion: v1
kind: Secret
metadata: {name: s, namespace: shop}
type: Opaque
data: {k: eA==}
stringData: {l: x}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: f}
data:
  app.conf: |
    a = b
binaryData: {x: eA==}
)"},
    {"a list with a CronJob", sources::Format::kubernetes, R"(apiVersion: v1
kind: List
items:
  - apiVersion: batch/v1
    kind: CronJob
    metadata: {name: job}
    spec:
      schedule: "* * * * *"
      jobTemplate:
        spec:
          template:
            spec:
              containers: [{name: c, image: x, env: [{name: A, value: b}]}]
              ephemeralContainers: [{name: e, image: x}]
  - apiVersion: v1
    kind: Service
    metadata: {name: s}
    spec: {ports: [{port: 80, name: http}]}
)"},
    {"Tekton and Argo", sources::Format::kubernetes, R"(apiVersion: tekton.dev/v1
kind: Task
metadata: {name: t}
spec:
  params: [{name: p, type: string, default: x}]
  stepTemplate: {env: [{name: A, value: b}]}
  steps:
    - name: build
      image: x
      env: [{name: A, value: b}]
      script: |
        #!/bin/sh
        make
  sidecars: [{name: s, image: x}]
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: w-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: q, value: x}]}
  templates:
    - name: main
      container: {image: x, command: [make], env: [{name: A, value: b}]}
    - name: s
      script: {image: x, command: [sh], source: "make"}
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: k}
spec: {template: {spec: {containers: [{image: x}]}}}
---
apiVersion: example.test/v1
kind: Thing
metadata: {name: th}
spec: {podTemplate: {spec: {containers: [{name: c}]}}, settings: {a: b}}
)"},
    {"a kustomization", sources::Format::kubernetes, R"(apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [a.yaml]
configMapGenerator:
  - name: c
    literals: [A=b]
    envs: [e.env]
    files: [a.conf]
secretGenerator:
  - name: s
    literals: [A=b]
patches:
  - target: {kind: Deployment}
    patch: |-
      - op: replace
        path: /spec/replicas
        value: 3
)"},
    {"a workflow", sources::Format::github_actions, R"(name: CI
on:
  push: {branches: [main]}
  workflow_call:
    inputs: {level: {type: string}}
    secrets: {token: {required: true}}
env: {A: b}
defaults: {run: {shell: bash}}
jobs:
  build:
    runs-on: ubuntu-latest
    strategy: {matrix: {os: [a, b], include: [{os: c, x: y}]}}
    container: {image: x, env: {A: b}, options: --cpus 1, volumes: ["a:/a"]}
    services:
      db: {image: db, env: {A: b}, options: --health-cmd x, ports: ["1:1"]}
    env: {B: c}
    outputs: {o: x}
    steps:
      - uses: actions/checkout@v4
        with: {depth: "0"}
      - name: make
        env: {C: d}
        run: |
          make
          make test
      - uses: docker://alpine
        with: {args: x, entrypoint: /y}
  call:
    uses: ./.github/workflows/x.yml
    with: {level: x}
    secrets: {token: x}
)"},
    {"an action in a container", sources::Format::github_actions, R"(name: act
description: does it
inputs: {who: {description: x, default: y}}
runs:
  using: docker
  image: Dockerfile
  env: {A: b}
  args: [x, y]
  entrypoint: /e
)"},
    {"a composite action", sources::Format::github_actions, R"(name: act
outputs: {o: {value: x}}
runs:
  using: composite
  steps:
    - run: make
      shell: bash
      env: {A: b}
)"},
    {"a CI file of GitLab", sources::Format::gitlab_ci, R"(include: [{local: x.yml, inputs: {a: b}}]
stages: [build, test]
workflow:
  rules: [{if: x, variables: {W: x}}]
default:
  image: {name: x, entrypoint: [""]}
  before_script: [make deps]
  services: [{name: dind, variables: {D: e}}]
variables:
  A: b
  L: {value: x, description: y, options: [x, z], expand: false}
services:
  - {name: pg, alias: db, variables: {P: q}}
.base:
  variables: {B: c}
  script: [x]
build:
  extends: .base
  stage: build
  parallel: {matrix: [{OS: [a, b], ARCH: c}]}
  inherit: {variables: false}
  variables: {C: d}
  script:
    - make
    - |
      make test
  after_script: x
  rules: [{if: x, variables: {R: s}}]
  secrets: {S: {vault: a/b}}
  id_tokens: {T: {aud: x}}
  environment: {name: prod, url: x}
  artifacts: {paths: [a], reports: {dotenv: x.env}}
  cache: {key: k, paths: [p]}
deploy:
  trigger: {project: a/b, forward: {pipeline_variables: true}}
  needs: [build]
)"},
    {"a header and a CI file of GitLab", sources::Format::gitlab_ci, R"(spec:
  inputs: {a: {default: b}}
---
job: {script: x}
)"},
    {"a Compose file in two documents", sources::Format::compose_file, R"(services:
  a: {image: x, environment: {A: b}}
---
services:
  a: {environment: {B: c}}
)"},
}};

}  // namespace proxyenv::testing

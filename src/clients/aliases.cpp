// SPDX-License-Identifier: Apache-2.0
#include "clients/aliases.hpp"

#include <algorithm>
#include <array>

#include "clients/catalog.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

// clang-format off
constexpr std::array kAliases = {
    Alias{"aiohttp", "python-aiohttp", "aiohttp", kOwnName},
    Alias{"anthropic", "python-httpx node-fetch", "httpx (Python) and fetch (JavaScript)",
          "anthropics/anthropic-sdk-python@009b0353, anthropic-sdk-typescript"},
    Alias{"anthropic-js", "node-fetch", "fetch", "anthropics/anthropic-sdk-typescript"},
    Alias{"anthropic-python", "python-httpx", "httpx", "anthropics/anthropic-sdk-python@009b0353"},
    Alias{"apk", "apk-tools", "apk of Alpine", kOwnName},
    Alias{"aws-sdk", "aws-sdk-js", "the SDK for JavaScript, v3", kOwnName},
    Alias{"awscli", "botocore", "botocore", "boto/botocore@0e6e2404"},
    Alias{"azure-core", "python-requests python-aiohttp", "requests, and aiohttp where it is async",
          "azure-core 1.x transports"},
    Alias{"boto3", "botocore", "botocore", "boto/botocore@0e6e2404"},
    Alias{"bun", "bun-fetch", "Bun's fetch", "oven-sh/bun@a7fb8f7"},
    Alias{"busybox", "busybox-wget", "BusyBox wget", "mirror/busybox@371fe9f71"},
    Alias{"cargo", "curl", "libcurl, unless http.proxy or CARGO_HTTP_PROXY names a proxy",
          "rust-lang/cargo@af373f76; 0.66 was compared with the model"},
    Alias{"chrome", "chromium", "Chromium", "chromium/chromium, which it is built from"},
    Alias{"claude-code", "bun-fetch", "Bun, whose fetch it uses", "its program, which is Bun's"},
    Alias{"code-server", "vscode", "VS Code, whose extensions it runs", "coder/code-server"},
    Alias{"composer", "php-composer", "Composer", kOwnName},
    Alias{"conda", "python-requests", "requests, unless .condarc has proxy_servers",
          "conda/conda@0f64223f"},
    Alias{"connect-go", "go", "Go net/http", "connectrpc/connect-go"},
    Alias{"containerd", "go", "Go net/http", "containerd/containerd"},
    Alias{"deno", "deno-fetch", "Deno's fetch", "denoland/deno@98f9507a"},
    Alias{"dnf", "curl", "libcurl (librepo)", "rpm-software-management/librepo"},
    Alias{"docker", "go", "Go net/http (its daemon reads the variables of its own service)",
          "moby/moby"},
    Alias{"electron", "chromium", "Chromium, for its pages and its module net",
          "electron/electron"},
    Alias{"gemini-cli", "gaxios", "gaxios, where it signs in", "googleapis/gaxios@26b6e4a"},
    Alias{"google-auth", "python-requests", "requests", "google-auth 2.48 transport/requests.py"},
    Alias{"googleapis", "gaxios", "gaxios", "googleapis/gaxios@26b6e4a"},
    Alias{"gradio", "python-httpx", "httpx", "gradio-app/gradio"},
    Alias{"grpc-dotnet", "dotnet", ".NET HttpClient", "grpc/grpc-dotnet"},
    Alias{"grpcio", "grpc", "gRPC C-core", "grpc/grpc"},
    Alias{"guzzle", "php-guzzle", "Guzzle", kOwnName},
    Alias{"helm", "go", "Go net/http", "helm/helm"},
    Alias{"hf-xet", "rust-reqwest", "reqwest", "huggingface/xet-core@af1a3ff9"},
    Alias{"httpx", "python-httpx", "httpx", kOwnName},
    Alias{"httpx2", "python-httpx2", "httpx2", kOwnName},
    Alias{"huggingface_hub", "python-httpx rust-reqwest",
          "httpx, and reqwest where hf-xet downloads",
          "huggingface/huggingface_hub@ee0a4510, xet-core@af1a3ff9"},
    Alias{"julia", "curl", "libcurl", "JuliaLang/Downloads.jl"},
    Alias{"kubectl", "go", "Go net/http", "kubernetes/client-go"},
    Alias{"libcurl", "curl", "libcurl", kOwnName},
    Alias{"lwp", "perl-lwp", "LWP::UserAgent", kOwnName},
    Alias{"mamba", "curl", "libcurl", "mamba-org/mamba"},
    Alias{"mcp", "python-httpx2", "httpx2 (from 2 on)",
          "modelcontextprotocol/python-sdk pull request 2972"},
    Alias{"milvus", "grpc", "gRPC C-core", "milvus-io/pymilvus@cf0bc76c"},
    Alias{"net-http", "ruby", "Ruby Net::HTTP", kOwnName},
    Alias{"okhttp", "java", "the JVM's properties", "square/okhttp"},
    Alias{"openai", "python-httpx2 node-fetch",
          "httpx2 (Python, httpx before 3) and fetch (JavaScript)",
          "openai/openai-python@e43b4224, openai-node"},
    Alias{"openai-js", "node-fetch", "fetch", "openai/openai-node"},
    Alias{"openai-python", "python-httpx2", "httpx2 (httpx before 3)",
          "openai/openai-python@e43b4224"},
    Alias{"opencode", "bun-fetch", "Bun, whose fetch it uses", "its program, which is Bun's"},
    Alias{"otlp", "grpc python-requests", "gRPC C-core, and requests over http",
          "open-telemetry/opentelemetry-python@0a5d76b6"},
    Alias{"php-curl", "curl", "libcurl", "PHP's ext/curl"},
    Alias{"pip", "python-requests", "requests, which it contains", "pypa/pip"},
    Alias{"playwright", "chromium", "Chromium, unless it is given a proxy or another browser",
          "microsoft/playwright"},
    Alias{"podman", "go", "Go net/http", "containers/image"},
    Alias{"puppeteer", "chromium", "Chromium, unless --proxy-server is passed to it",
          "puppeteer/puppeteer"},
    Alias{"pymilvus", "grpc", "gRPC C-core", "milvus-io/pymilvus@cf0bc76c"},
    Alias{"qdrant", "grpc python-httpx", "gRPC C-core, and httpx without prefer_grpc",
          "qdrant/qdrant-client@326adefc"},
    Alias{"rclone", "go", "Go net/http", "rclone/rclone"},
    Alias{"requests", "python-requests", "requests", kOwnName},
    Alias{"reqwest", "rust-reqwest", "reqwest", kOwnName},
    Alias{"restic", "go", "Go net/http", "restic/restic"},
    Alias{"skopeo", "go", "Go net/http", "containers/image"},
    Alias{"spring", "java", "the JVM's properties", "spring-projects/spring-framework"},
    Alias{"symfony", "php-symfony", "Symfony's HttpClient", kOwnName},
    Alias{"temporal", "tonic", "tonic, which reads nothing", "temporalio/sdk-core@3e6ca9ff"},
    Alias{"terraform", "go", "Go net/http", "hashicorp/terraform"},
    Alias{"undici", "node-undici", "its EnvHttpProxyAgent", kOwnName},
    Alias{"urllib", "python-urllib", "urllib.request", kOwnName},
    Alias{"uv", "rust-reqwest", "reqwest", "astral-sh/uv@26a9dd4b"},
    Alias{"weaviate-client", "grpc", "gRPC C-core; over HTTP it reads nothing without trust_env=True",
          "weaviate/weaviate-python-client@15e4aeb2"},
    Alias{"websocket-client", "python-websocket", "websocket-client", kOwnName},
    Alias{"websockets", "python-websockets", "websockets", kOwnName},
    Alias{"yarn", "yarn-classic yarn-berry", "Yarn 1, and Yarn from 2 on", kOwnName},
};
// clang-format on

}  // namespace

std::span<const Alias> all_aliases() {
  return kAliases;
}

const Alias* find_alias(std::string_view name) {
  const auto* const found = std::find_if(kAliases.begin(), kAliases.end(),
                                         [&](const Alias& it) { return it.name == name; });
  return found == kAliases.end() ? nullptr : found;
}

std::vector<const Client*> clients_of(const Alias& alias) {
  std::vector<const Client*> clients;
  for (const std::string_view name : text::split(alias.clients, " ")) {
    clients.push_back(find_client(name));
  }
  return clients;
}

}  // namespace proxyenv

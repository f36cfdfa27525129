// SPDX-License-Identifier: Apache-2.0
#include "clients/catalog.hpp"

#include <algorithm>
#include <array>

#include "clients/models.hpp"
#include "core/redaction.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace {

using namespace clients;

const std::array<Client, 25> kClients = {{
    {"apt", "Debian's apt, http and https methods", route_apt, history_apt(), true},
    {"axios", "axios in Node.js", route_axios, history_axios(), true},
    {"curl", "the curl command and libcurl", route_curl, history_curl(), true},
    {"dotnet", ".NET HttpClient", route_dotnet, history_dotnet(), false},
    {"git", "git over http and https", route_git, history_git(), true},
    {"go", "Go net/http", route_go, history_go(), true},
    {"google-genai", "Google's google-genai for Python, sync (httpx)", route_google_genai,
     history_google_genai(), false},
    {"google-genai-async", "Google's google-genai for Python, async (aiohttp)",
     route_google_genai_async, history_google_genai_async(), false},
    {"google-generativeai", "Google's old google-generativeai for Python (gRPC)",
     route_google_generativeai, history_google_generativeai(), false},
    {"grpc", "gRPC C-core: Python, C++, Ruby, PHP", route_grpc, history_grpc(), true},
    {"grpc-go", "grpc-go", route_grpc_go, history_grpc_go(), true},
    {"grpc-java", "grpc-java", route_grpc_java, history_grpc_java(), false},
    {"grpc-js", "@grpc/grpc-js", route_grpc_js, history_grpc_js(), true},
    {"java", "the JDK: HttpURLConnection and HttpClient", route_java, history_java(), true},
    {"node", "Node.js http and https modules", route_node, history_node(), true},
    {"node-undici", "undici's EnvHttpProxyAgent, Node.js fetch", route_node_undici,
     history_node_undici(), true},
    {"npm", "npm", route_npm, history_npm(), true},
    {"python-aiohttp", "aiohttp with trust_env=True", route_python_aiohttp,
     history_python_aiohttp(), true},
    {"python-httpx", "httpx (OpenAI, Anthropic and other SDKs)", route_python_httpx,
     history_python_httpx(), true},
    {"python-requests", "requests, pip", route_python_requests, history_python_requests(), true},
    {"python-urllib", "Python's urllib.request", route_python_urllib, history_python_urllib(),
     true},
    {"ruby", "Ruby Net::HTTP", route_ruby, history_ruby(), true},
    {"ruby-open-uri", "Ruby open-uri, URI#find_proxy", route_ruby_open_uri, history_ruby_open_uri(),
     true},
    {"rust-reqwest", "Rust's reqwest and hyper-util", route_rust_reqwest, history_rust_reqwest(),
     true},
    {"wget", "GNU wget 1.x", route_wget, history_wget(), true},
}};

// The row of the history that the version falls into.
std::size_t row_index(const Client& client, const Version& version) {
  std::size_t row = 0;
  while (row + 1 < client.history.size() && client.history[row + 1].from <= version) ++row;
  return row;
}

}  // namespace

std::span<const Client> all_clients() {
  return kClients;
}

const Client* find_client(std::string_view name) {
  const auto* const client = std::find_if(kClients.begin(), kClients.end(),
                                          [&](const Client& it) { return it.name == name; });
  return client == kClients.end() ? nullptr : client;
}

Route ask(const Client& client, const Environment& environment, const Target& target,
          const Version& version) {
  Route route = client.route(environment, target, version);
  const auto value = environment.find(route.variable);
  if (route.kind != RouteKind::proxy || !value || value->find('@') == std::string_view::npos) {
    return route;
  }
  const std::string_view proxy = route.proxy;
  const std::size_t host = proxy.find("://") + 3;
  const std::string_view host_name = proxy.substr(host, proxy.rfind(':') - host);
  const std::string shown = ascii::lowered(redact_proxy(*value));
  if (shown.find(ascii::lowered(host_name)) == std::string::npos) {
    route.proxy = "a proxy that is not shown";
  }
  return route;
}

std::string version_range(const Client& client, const Version& version) {
  if (client.history.size() < 2) return "all";
  const std::size_t row = row_index(client, version);
  const std::string from = client.history[row].from.text();
  if (row + 1 == client.history.size()) return from + "+";
  const std::string next = client.history[row + 1].from.text();
  return from.empty() ? "before " + next : from + " until " + next;
}

Version newest_version(const Client& client) {
  return client.history.back().from;
}

}  // namespace proxyenv

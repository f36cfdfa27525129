// SPDX-License-Identifier: Apache-2.0
#include "clients/catalog.hpp"

#include <algorithm>
#include <array>

#include "core/redaction.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace clients {

// Each is defined at the end of its model's file: kPythonHttpx in python_httpx.cpp.
extern const Client kApt, kAxios, kCurl, kDotnet, kGit, kGo, kGoogleGenai, kGoogleGenaiAsync,
    kGoogleGenerativeai, kGrpc, kGrpcGo, kGrpcJava, kGrpcJs, kJava, kNode, kNodeUndici, kNpm,
    kPythonAiohttp, kPythonHttpx, kPythonRequests, kPythonUrllib, kRuby, kRubyOpenUri, kRustReqwest,
    kWget;

}  // namespace clients

namespace {

using namespace clients;

// Sorted by the clients' names, which tests/clients/cases_test.cpp checks.
constexpr std::array kClients = {
    &kApt,
    &kAxios,
    &kCurl,
    &kDotnet,
    &kGit,
    &kGo,
    &kGoogleGenai,
    &kGoogleGenaiAsync,
    &kGoogleGenerativeai,
    &kGrpc,
    &kGrpcGo,
    &kGrpcJava,
    &kGrpcJs,
    &kJava,
    &kNode,
    &kNodeUndici,
    &kNpm,
    &kPythonAiohttp,
    &kPythonHttpx,
    &kPythonRequests,
    &kPythonUrllib,
    &kRuby,
    &kRubyOpenUri,
    &kRustReqwest,
    &kWget,
};

// The row of the history for the version.
std::size_t row_index(const Client& client, const Version& version) {
  std::size_t row = 0;
  while (row + 1 < client.history.size() && client.history[row + 1].from <= version) ++row;
  return row;
}

Route safe_to_show(Route route, const Environment& environment) {
  if (route.kind != RouteKind::proxy) return route;
  const auto value = environment.find(route.variable);
  if (!value || value->find('@') == std::string_view::npos) return route;
  const std::string_view proxy = route.proxy;
  const std::size_t host = proxy.find("://") + 3;
  const std::string_view host_name = proxy.substr(host, proxy.rfind(':') - host);
  const std::string shown = ascii::lowered(redact_proxy(*value));
  if (shown.find(ascii::lowered(host_name)) == std::string::npos) {
    route.proxy = "a proxy that is not shown";
  }
  return route;
}

}  // namespace

std::span<const Client* const> all_clients() {
  return kClients;
}

const Client* find_client(std::string_view name) {
  const auto* const client = std::find_if(kClients.begin(), kClients.end(),
                                          [&](const Client* it) { return it->name == name; });
  return client == kClients.end() ? nullptr : *client;
}

CompiledClient::CompiledClient(const Client& client, const Environment& environment,
                               const Version& version)
    : router_(client.compile(environment, version)), environment_(&environment) {}

Route CompiledClient::route(const Target& target) const {
  return safe_to_show(router_(target), *environment_);
}

Route ask(const Client& client, const Environment& environment, const Target& target,
          const Version& version) {
  return CompiledClient(client, environment, version).route(target);
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

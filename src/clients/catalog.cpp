// SPDX-License-Identifier: Apache-2.0
#include "clients/catalog.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "core/proxy_variables.hpp"
#include "core/redaction.hpp"
#include "text/ascii.hpp"

namespace proxyenv {

namespace clients {

// Each is defined at the end of its model's file: kPythonHttpx in python_httpx.cpp.
extern const Client kApt, kAxios, kBotocore, kBunFetch, kBusyboxWget, kCurl, kDenoFetch, kDotnet,
    kGaxios, kGit, kGo, kGoogleGenai, kGoogleGenaiAsync, kGoogleGenerativeai, kGrpc, kGrpcGo,
    kGrpcJava, kGrpcJs, kJava, kNode, kNodeFetch, kNodeUndici, kNpm, kPythonAiohttp, kPythonHttpx,
    kPythonHttpx2, kPythonRequests, kPythonUrllib, kRuby, kRubyOpenUri, kRustReqwest, kWget;

}  // namespace clients

namespace {

using namespace clients;

// Sorted by the clients' names, which tests/clients/cases_test.cpp checks.
constexpr std::array kClients = {
    &kApt,
    &kAxios,
    &kBotocore,
    &kBunFetch,
    &kBusyboxWget,
    &kCurl,
    &kDenoFetch,
    &kDotnet,
    &kGaxios,
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
    &kNodeFetch,
    &kNodeUndici,
    &kNpm,
    &kPythonAiohttp,
    &kPythonHttpx,
    &kPythonHttpx2,
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

// The values of all entries of the name. Some clients read names in any case.
std::vector<std::string_view> values_of(const Environment& environment, std::string_view name) {
  std::vector<std::string_view> values;
  for (const char* entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (variable && ascii::lowered(variable->name) == ascii::lowered(name)) {
      values.push_back(variable->value);
    }
  }
  return values;
}

// `proxy`: SCHEME://HOST:PORT.
bool is_shown(std::string_view proxy, std::string_view value) {
  const auto shown = shown_proxy(value);
  if (!shown) return false;
  const std::size_t host = proxy.find("://") + 3;
  const std::size_t colon = proxy.rfind(':');
  return ascii::lowered(shown->host) == ascii::lowered(proxy.substr(host, colon - host)) &&
         shown->port == proxy.substr(colon + 1);
}

Route with_entry_shown(Route route, const std::vector<std::string_view>& values,
                       ListDisclosure lists) {
  for (const std::string_view value : values) lists.take(value);
  route.rule = "exempt by " + route.entry->described(lists);
  route.entry.reset();
  return route;
}

Route safe_to_show(Route route, const Environment& environment, const ListDisclosure& lists) {
  if (route.kind != RouteKind::proxy && !route.entry) return route;
  const auto values = values_of(environment, route.variable);
  if (route.entry) return with_entry_shown(std::move(route), values, lists);
  const bool may_be_a_secret = std::any_of(values.begin(), values.end(), holds_at_sign);
  if (may_be_a_secret && std::none_of(values.begin(), values.end(), [&](std::string_view value) {
        return is_shown(route.proxy, value);
      })) {
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
                               const Version& version, ListDisclosure lists,
                               const Assumptions& assumptions)
    : router_(client.compile(environment, version, assumptions)),
      environment_(&environment),
      lists_(lists) {
  for (const Condition condition : client.conditions) {
    if (assumptions.is_given(condition)) continue;
    const bool holds = !assumptions.holds(condition);
    otherwise_.push_back(
        {condition, holds,
         client.compile(environment, version, assumptions.with(condition, holds))});
  }
}

Route CompiledClient::route(const Target& target) const {
  Route route = router_(target);
  for (const Otherwise& it : otherwise_) {
    Route other = it.router(target);
    if (other.kind == route.kind && other.proxy == route.proxy) continue;
    route.otherwise = std::make_shared<const OtherRoute>(
        OtherRoute{it.condition, it.holds, safe_to_show(std::move(other), *environment_, lists_)});
    break;
  }
  return safe_to_show(std::move(route), *environment_, lists_);
}

bool CompiledClient::goes_as(const CompiledClient& other, const Target& target) const {
  const Route here = router_(target);
  const Route there = other.router_(target);
  return here.kind == there.kind && here.proxy == there.proxy;
}

Route ask(const Client& client, const Environment& environment, const Target& target,
          const Version& version, const Assumptions& assumptions) {
  const ListDisclosure lists = disclosure_of_lists(find_proxy_variables(environment));
  return CompiledClient(client, environment, version, lists, assumptions).route(target);
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

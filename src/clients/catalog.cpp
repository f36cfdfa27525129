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
extern const Client kApkTools, kApt, kAria2, kAwsSdkJs, kAxios, kBotocore, kBunFetch, kBusyboxWget,
    kChromium, kCurl, kDenoFetch, kDotnet, kGaxios, kGit, kGo, kGoogleGenai, kGoogleGenaiAsync,
    kGoogleGenerativeai, kGrpc, kGrpcGo, kGrpcJava, kGrpcJs, kJava, kNode, kNodeFetch, kNodeUndici,
    kNpm, kPerlHttpTiny, kPerlLwp, kPhpComposer, kPhpGuzzle, kPhpSymfony, kPnpm, kPythonAiohttp,
    kPythonHttpx, kPythonHttpx2, kPythonRequests, kPythonUrllib, kPythonWebsocket,
    kPythonWebsockets, kRuby, kRubyOpenUri, kRustReqwest, kRustup, kTonic, kUreq, kVscode, kWget,
    kYarnBerry, kYarnClassic, kYtDlp;

}  // namespace clients

namespace {

using namespace clients;

// Sorted by the clients' names, which tests/clients/cases_test.cpp checks.
constexpr std::array kClients = {
    &kApkTools,
    &kApt,
    &kAria2,
    &kAwsSdkJs,
    &kAxios,
    &kBotocore,
    &kBunFetch,
    &kBusyboxWget,
    &kChromium,
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
    &kPerlHttpTiny,
    &kPerlLwp,
    &kPhpComposer,
    &kPhpGuzzle,
    &kPhpSymfony,
    &kPnpm,
    &kPythonAiohttp,
    &kPythonHttpx,
    &kPythonHttpx2,
    &kPythonRequests,
    &kPythonUrllib,
    &kPythonWebsocket,
    &kPythonWebsockets,
    &kRuby,
    &kRubyOpenUri,
    &kRustReqwest,
    &kRustup,
    &kTonic,
    &kUreq,
    &kVscode,
    &kWget,
    &kYarnBerry,
    &kYarnClassic,
    &kYtDlp,
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

std::string shown_proxy_of(const Route& route, const Environment& environment) {
  const auto values = values_of(environment, route.variable);
  const bool may_be_a_secret = std::any_of(values.begin(), values.end(), holds_at_sign);
  if (may_be_a_secret && std::none_of(values.begin(), values.end(), [&](std::string_view value) {
        return is_shown(route.proxy, value);
      })) {
    return "a proxy that is not shown";
  }
  return route.proxy;
}

// Whether the two take other ways to targets that no list names. If they do not, and read lists
// alike, they take the same way to every target.
bool differ_without_list(const Client& client, const Environment& environment,
                         const Version& version, const Assumptions& a, const Assumptions& b) {
  const std::array<Edit, 3> no_lists = {
      {{"no_proxy", std::nullopt}, {"NO_PROXY", std::nullopt}, {"no_grpc_proxy", std::nullopt}}};
  const Environment unlisted = edited(environment, no_lists);
  const Router in_a = client.compile(unlisted, version, a);
  const Router in_b = client.compile(unlisted, version, b);
  constexpr std::array<std::string_view, 7> kSchemes = {"http", "https", "ws",   "wss",
                                                        "ftp",  "grpc",  "grpcs"};
  return std::any_of(kSchemes.begin(), kSchemes.end(), [&](std::string_view scheme) {
    const Target target = parse_target(std::string(scheme) + "://ex.invalid").value();
    const Route route_a = in_a(target);
    const Route route_b = in_b(target);
    return route_a.kind != route_b.kind || route_a.proxy != route_b.proxy;
  });
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

std::string_view scheme_of(const Client& client) {
  constexpr std::array<std::string_view, 3> kSchemes = {"http", "ws", "grpc"};
  const Router router = client.compile(Environment(), newest_version(client));
  const auto* const known =
      std::find_if(kSchemes.begin(), kSchemes.end(), [&](std::string_view scheme) {
        const auto target = parse_target(std::string(scheme) + "://ex.invalid");
        return router(target.value()).kind != RouteKind::no_scheme;
      });
  return known == kSchemes.end() ? kSchemes.front() : *known;
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
    const Assumptions flipped = assumptions.with(condition, holds);
    // Each further Router costs as much as the first.
    if (row_of(condition).reads_list_alike &&
        !differ_without_list(client, environment, version, assumptions, flipped)) {
      continue;
    }
    otherwise_.push_back({condition, holds, client.compile(environment, version, flipped)});
  }
}

Route CompiledClient::safe_to_show(Route route) const {
  if (route.entry) {
    route.rule = "exempt by " + route.entry->described(disclosure_of(route.variable));
    route.entry.reset();
    return route;
  }
  if (route.kind == RouteKind::proxy) route.proxy = proxy_to_show(route);
  return route;
}

const std::string& CompiledClient::proxy_to_show(const Route& route) const {
  const auto known = std::find_if(shown_.begin(), shown_.end(), [&](const ShownProxy& it) {
    return it.variable == route.variable && it.proxy == route.proxy;
  });
  if (known != shown_.end()) return known->text;
  shown_.push_back({route.variable, route.proxy, shown_proxy_of(route, *environment_)});
  return shown_.back().text;
}

const ListDisclosure& CompiledClient::disclosure_of(const std::string& variable) const {
  const auto [known, is_new] = disclosures_.try_emplace(variable, lists_);
  if (is_new) {
    for (const std::string_view value : values_of(*environment_, variable)) {
      known->second.take(value);
    }
  }
  return known->second;
}

Route CompiledClient::route(const Target& target) const {
  Route route = router_(target);
  for (const Otherwise& it : otherwise_) {
    Route other = it.router(target);
    if (other.kind == route.kind && other.proxy == route.proxy) continue;
    route.otherwise = std::make_shared<const OtherRoute>(
        OtherRoute{it.condition, it.holds, safe_to_show(std::move(other))});
    break;
  }
  return safe_to_show(std::move(route));
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

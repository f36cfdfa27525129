// SPDX-License-Identifier: Apache-2.0
#include "tables/client_facts.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <span>

#include "clients/catalog.hpp"
#include "clients/conditions.hpp"

namespace proxyenv::tables {

namespace {

// Clients that read nothing for these targets are asked for gRPC channels.
constexpr std::array<std::string_view, 4> kSchemes = {"https", "http", "wss", "ws"};
constexpr std::array<std::string_view, 2> kChannels = {"grpcs", "grpc"};
// A name, since some clients take an address for a proxy in another way.
constexpr std::string_view kProxy = "proxy.test:3128";

// Settings that make a client read variables count as set, packages as installed.
Assumptions all_in_place() {
  return Assumptions::in_place().with(Condition::node_use_env_proxy, true);
}

// One client, asked in one version with the variables that it reads first.
class Asked {
 public:
  Asked(const Client& client, const Version& version) : client_(client), version_(version) {
    for (const std::string_view scheme : {"https", "wss", "grpcs"}) {
      read_ = variables_read(client, version, scheme);
      scheme_ = scheme;
      if (!read_.proxies.empty()) return;
    }
  }

  [[nodiscard]] bool reads_nothing() const { return read_.proxies.empty(); }

  // The route to HOST[:PORT] with this proxy and this list.
  [[nodiscard]] Route route(std::string_view proxy, std::string_view list, std::string_view host,
                            const Assumptions& assumptions = all_in_place()) const {
    std::vector<std::string> entries = {
        std::string(read_.proxies.front()).append("=").append(proxy)};
    for (const std::string_view name : read_.lists) {
      if (!list.empty()) entries.push_back(std::string(name).append("=").append(list));
    }
    const Environment environment = Environment::own(std::move(entries));
    const auto target = parse_target(std::string(scheme_).append("://").append(host));
    return client_.compile(environment, version_, assumptions)(target.value());
  }

  [[nodiscard]] bool exempts(std::string_view list, std::string_view host) const {
    return route(std::string("http://").append(kProxy), list, host).kind == RouteKind::direct;
  }

 private:
  const Client& client_;
  Version version_;
  VariablesRead read_;
  std::string_view scheme_;
};

// Goes from the newest version back as long as the answer is the same. Versions that read no
// variables answer nothing.
template <class Answer>
std::string since_when(const Client& client, const Answer& same_as_newest) {
  const ClientVersion* oldest = nullptr;
  bool is_everywhere = true;
  for (auto row = client.history.rbegin(); row != client.history.rend(); ++row) {
    is_everywhere = same_as_newest(row->from);
    if (!is_everywhere) break;
    oldest = &*row;
  }
  return is_everywhere || oldest == nullptr ? std::string() : oldest->from.text();
}

using Question = std::function<bool(const Asked&)>;

Fact fact(const Client& client, const Question& question) {
  Fact result;
  result.holds = question(Asked(client, newest_version(client)));
  if (!result.holds) return result;
  result.since = since_when(client, [&](const Version& version) {
    const Asked asked(client, version);
    return asked.reads_nothing() || question(asked);
  });
  return result;
}

Fact entry_fact(const Client& client, std::string_view list, std::string_view host) {
  return fact(client, [=](const Asked& asked) { return asked.exempts(list, host); });
}

ListFacts list_facts(const Client& client) {
  const auto entry = [&](std::string_view list, std::string_view host) {
    return entry_fact(client, list, host);
  };
  ListFacts facts;
  facts.same = entry("ex.test", "ex.test");
  facts.below = entry("ex.test", "a.ex.test");
  facts.ending = entry("ex.test", "notex.test");
  facts.dot_below = entry(".ex.test", "a.ex.test");
  facts.dot_same = entry(".ex.test", "ex.test");
  facts.star_below = entry("*.ex.test", "a.ex.test");
  facts.star_same = entry("*.ex.test", "ex.test");
  facts.everything = entry("*", "ex.test");
  facts.everything_among = entry("other.test,*", "ex.test");
  facts.network_v4 = entry("10.1.0.0/16", "10.1.2.3");
  facts.network_v6 = entry("fd00::/8", "[fd12::1]");
  facts.port = fact(client, [](const Asked& asked) {
    return asked.exempts("ex.test:8443", "ex.test:8443") &&
           !asked.exempts("ex.test:8443", "ex.test:9443");
  });
  facts.blanks = entry("other.test ex.test", "ex.test");
  facts.loopback = entry("", "localhost");
  return facts;
}

ProxyAnswer answer_of(const Route& route, std::string_view scheme) {
  if (route.kind == RouteKind::error) return ProxyAnswer::fails;
  if (route.kind != RouteKind::proxy) return ProxyAnswer::ignored;
  const bool is_socks = scheme.starts_with("socks");
  const std::string_view expected = scheme.empty() ? "http" : is_socks ? "socks" : scheme;
  const std::string_view spoken = std::string_view(route.proxy).substr(0, route.proxy.find("://"));
  const bool as_written = is_socks ? spoken.starts_with(expected) : spoken == expected;
  return as_written && route.proxy.ends_with(kProxy) ? ProxyAnswer::used : ProxyAnswer::misread;
}

ProxyFact proxy_fact(const Client& client, std::string_view scheme) {
  const std::string value =
      (scheme.empty() ? std::string() : std::string(scheme).append("://")).append(kProxy);
  const auto ask = [&](const Asked& asked, const Assumptions& assumptions) {
    return answer_of(asked.route(value, "", "ex.test", assumptions), scheme);
  };
  const Asked newest(client, newest_version(client));
  ProxyFact result = {scheme, ask(newest, all_in_place()), {}, {}};
  if (result.answer != ProxyAnswer::used) return result;
  result.since = since_when(client, [&](const Version& version) {
    const Asked asked(client, version);
    return asked.reads_nothing() || ask(asked, all_in_place()) == ProxyAnswer::used;
  });
  for (const Condition condition : client.conditions) {
    const ConditionRow& row = row_of(condition);
    if (row.kind != ConditionKind::package) continue;
    const Assumptions without = all_in_place().with(condition, false);
    if (ask(newest, without) != ProxyAnswer::used) result.needs = row.name;
  }
  return result;
}

std::vector<VariablesFact> variables_facts(const Client& client,
                                           std::span<const std::string_view> schemes) {
  std::vector<VariablesFact> facts;
  for (const std::string_view scheme : schemes) {
    const VariablesRead read = variables_read(client, newest_version(client), scheme);
    if (read.proxies.empty()) continue;
    const std::string since = since_when(client, [&](const Version& version) {
      return variables_read(client, version, scheme) == read;
    });
    const auto same = std::find_if(facts.begin(), facts.end(), [&](const VariablesFact& it) {
      return it.read == read && it.since == since;
    });
    if (same == facts.end()) {
      facts.push_back({{scheme}, read, since});
    } else {
      same->schemes.push_back(scheme);
    }
  }
  return facts;
}

}  // namespace

ClientFacts facts_of(const Client& client) {
  ClientFacts facts;
  facts.variables = variables_facts(client, kSchemes);
  if (facts.variables.empty()) facts.variables = variables_facts(client, kChannels);
  if (facts.variables.empty()) return facts;
  facts.list = list_facts(client);
  for (const std::string_view scheme :
       {"", "http", "https", "socks4", "socks4a", "socks5", "socks5h", "socks"}) {
    facts.proxies.push_back(proxy_fact(client, scheme));
  }
  return facts;
}

}  // namespace proxyenv::tables

// SPDX-License-Identifier: Apache-2.0
// Law 11, no silent failure: where a client fails because of a proxy variable, before or after the
// plan, `check` of that environment has an error that names the variable and the client; where only
// an older version fails, a warning about the variable is enough. And an error is found only where
// somebody fails, or does not what the variable says. The models are asked here, in every version
// of their histories and for targets that the lists name: what `check` asks them is no part of
// this.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/catalog.hpp"
#include "clients/consequences.hpp"
#include "core/family.hpp"
#include "core/no_proxy.hpp"
#include "core/plan/plan.hpp"
#include "laws/generator.hpp"
#include "laws/settings.hpp"
#include "laws/shrunk.hpp"
#include "net/host.hpp"
#include "support/client_words.hpp"
#include "support/environment_strings.hpp"
#include "text/ascii.hpp"
#include "text/display.hpp"
#include "text/list.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

const FamilyRow* family_of(std::string_view variable) {
  // Go refuses http where it stands.
  if (variable == "REQUEST_METHOD") return &row_of(Family::http);
  return find_family(variable);
}

bool is_about(const Finding& finding, std::string_view variable) {
  return finding.variable == variable ||
         (family_of(variable) != nullptr && family_of(finding.variable) == family_of(variable));
}

// Whether `why` says that the client fails: "curl and git fail; Go goes direct".
bool says_it_fails(std::string_view why, std::string_view client) {
  while (!why.empty()) {
    const std::size_t end = std::min(why.find("; "), why.size());
    const std::string_view clause = why.substr(0, end);
    why.remove_prefix(std::min(end + 2, why.size()));
    const std::size_t verb = clause.find(" fail");
    if (verb == clause.npos) continue;
    const std::string_view names = clause.substr(0, verb);
    const auto words = words_in(names);
    if (stands_behind_a_word(client, names) ||
        std::find(words.begin(), words.end(), client) != words.end()) {
      return true;
    }
  }
  return false;
}

// A client that fails in the environment.
struct Failure {
  const Client* client;
  Route route;
  bool is_listed;                // on a host that a list names, and on no other
  std::optional<Version> older;  // the version that fails, where the newest does not
};

// A host outside all lists, and loopback.
constexpr std::array<const char*, 2> kOutside = {"ex.invalid", "localhost"};

// These, and hosts that the lists name.
std::vector<std::string> hosts_for(const Environment& environment) {
  std::vector<std::string> hosts = {kOutside.begin(), kOutside.end()};
  constexpr std::size_t kMost = 4;
  for (const std::string_view name : {"no_proxy", "NO_PROXY", "no_grpc_proxy"}) {
    for (std::string_view entry : entries_of(environment.find(name).value_or(""))) {
      while (entry.starts_with('.') || entry.starts_with('*')) entry.remove_prefix(1);
      // npm reaches no IPv6 literal, whatever the variables say.
      const bool is_host = net::is_host(entry) && !entry.starts_with('[');
      if (hosts.size() < kMost && is_host) hosts.emplace_back(entry);
    }
  }
  return hosts;
}

// A host by each kind of URL.
struct AskedHost {
  std::vector<Target> urls;
  std::vector<Target> channels;
};

AskedHost asked(std::string_view host) {
  const auto parsed = [host](std::initializer_list<std::string_view> schemes) {
    std::vector<Target> targets;
    for (const std::string_view scheme : schemes) {
      auto target = parse_target(text::concatenated({scheme, "://", host}));
      if (target) targets.push_back(std::move(*target));
    }
    return targets;
  };
  return {parsed({"http", "https", "wss", "ftp"}), parsed({"grpc", "grpcs"})};
}

const AskedHost& host_outside() {
  static const AskedHost kHost = asked("ex.invalid");
  return kHost;
}

// A client that does not know http:// is asked for gRPC channels.
std::vector<Route> routes_to(const Router& router, const AskedHost& host) {
  const bool knows_http = router(host_outside().urls.front()).kind != RouteKind::no_scheme;
  std::vector<Route> routes;
  for (const Target& target : knows_http ? host.urls : host.channels) {
    routes.push_back(router(target));
  }
  return routes;
}

// The first failure of a client on each variable. The newest version counts before the older ones,
// and a host that no list names before those that one does.
std::vector<Failure> failures_in(const Environment& environment) {
  std::vector<AskedHost> hosts;
  for (const std::string& host : hosts_for(environment)) hosts.push_back(asked(host));
  std::vector<Failure> failures;
  for (const Client* const client : all_clients()) {
    const auto first = static_cast<std::ptrdiff_t>(failures.size());
    const auto add = [&](const Route& route, bool is_listed, std::optional<Version> older) {
      const bool is_known =
          std::any_of(failures.begin() + first, failures.end(),
                      [&](const Failure& it) { return it.route.variable == route.variable; });
      if (route.kind != RouteKind::error || is_known) return;
      failures.push_back({client, route, is_listed, older});
    };
    for (auto row = client->history.rbegin(); row != client->history.rend(); ++row) {
      const bool is_newest = row == client->history.rbegin();
      const Version version = is_newest ? newest_version(*client) : row->from;
      const Router router = client->compile(environment, version);
      for (std::size_t i = 0; i < hosts.size(); ++i) {
        for (const Route& route : routes_to(router, hosts[i])) {
          add(route, i >= kOutside.size(), is_newest ? std::nullopt : std::optional(version));
        }
      }
    }
  }
  return failures;
}

enum class Told { no, by_the_net_alone, by_a_kind };

Told told(const Failure& failure, const std::vector<Finding>& findings) {
  Told best = Told::no;
  for (const Finding& finding : findings) {
    // A client that names no variable fails on several together.
    const bool is_meant =
        failure.route.variable.empty() || is_about(finding, failure.route.variable);
    if (!is_meant || row_of(finding.kind).severity != Severity::error) continue;
    if (finding.kind != FindingKind::client_fails) return Told::by_a_kind;
    best = Told::by_the_net_alone;
  }
  return best;
}

// Whether one of the errors about the variable names the client, in its sentence or behind "why".
bool is_named(const Failure& failure, const std::vector<Finding>& findings) {
  // Who fails on a listed host alone, an address under `*` for instance, is told of no other.
  if (failure.route.variable.empty() || failure.is_listed) return true;
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return is_about(finding, failure.route.variable) &&
           row_of(finding.kind).severity == Severity::error &&
           (says_it_fails(finding.why, failure.client->name) ||
            finding.kind == FindingKind::client_fails ||
            finding.kind == FindingKind::go_refuses_in_cgi);
  });
}

std::string shown(const std::vector<std::string>& entries) {
  std::string text;
  for (const std::string& entry : entries) text.append(" [" + escape_for_display(entry) + "]");
  return text;
}

// Whether something is said about the variable on which an older version fails.
bool is_warned(const Failure& failure, const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    const bool names_version = finding.why.find(" until ") != finding.why.npos;
    return (failure.route.variable.empty() || is_about(finding, failure.route.variable)) &&
           (row_of(finding.kind).severity >= Severity::warning || names_version);
  });
}

// What is wrong in these entries for a client: "" is nothing.
std::string fault_of(const Failure& failure, const std::vector<Finding>& findings) {
  const std::string_view client = failure.client->name;
  if (failure.older) {
    // An option of Node.js that an older one does not know is no proxy variable.
    const bool is_ours = failure.route.variable.empty() || family_of(failure.route.variable);
    if (!is_ours || is_warned(failure, findings)) return {};
    return text::concatenated(
        {"no warning that ", client, " ", failure.older->text(), " fails: ", failure.route.rule});
  }
  switch (told(failure, findings)) {
    case Told::no:
      return text::concatenated({"nothing tells that ", client, " fails: ", failure.route.rule});
    case Told::by_the_net_alone:
      return text::concatenated({"client_fails alone: ", client, ": ", failure.route.rule});
    case Told::by_a_kind:
      break;
  }
  if (is_named(failure, findings)) return {};
  return text::concatenated({"no error names ", client, ": ", failure.route.rule});
}

constexpr std::array<std::string_view, 8> kProxyNames = {"http_proxy",  "HTTP_PROXY", "https_proxy",
                                                         "HTTPS_PROXY", "all_proxy",  "ALL_PROXY",
                                                         "ftp_proxy",   "FTP_PROXY"};

Environment with_proxy(std::string_view value, std::vector<std::string> entries = {}) {
  for (const std::string_view name : kProxyNames) {
    entries.push_back(text::concatenated({name, "=", value}));
  }
  return Environment::own(std::move(entries));
}

// Whether a client fails, goes direct, or speaks another protocol, where the value is the proxy for
// everything.
bool does_harm_as_proxy(const std::string& value) {
  const Environment bad = with_proxy(value);
  const Environment good = with_proxy("http://proxy.invalid:3128");
  const std::size_t colon = std::min(value.find(':'), value.size());
  const std::string scheme = ascii::lowered(std::string_view(value).substr(0, colon));
  for (const Client* const client : all_clients()) {
    const Version version = newest_version(*client);
    const auto with_bad = routes_to(client->compile(bad, version), host_outside());
    const auto with_good = routes_to(client->compile(good, version), host_outside());
    for (std::size_t i = 0; i < with_bad.size(); ++i) {
      if (with_good[i].kind != RouteKind::proxy) continue;
      const bool is_used = with_bad[i].kind == RouteKind::proxy;
      if (!is_used || !with_bad[i].proxy.starts_with(scheme.substr(0, 5))) return true;
    }
  }
  return false;
}

// Whether a client fails on the list, exempts every host for it, does not exempt a host in it that
// it exempts alone, or whether clients differ about one.
bool does_harm_as_list(std::string_view name, const std::string& list) {
  const std::string variable =
      std::string(name) == "no_grpc_proxy" ? "no_grpc_proxy=" : "no_proxy=";
  const auto with = [&](std::string_view value) {
    std::vector<std::string> entries = {"grpc_proxy=http://proxy.invalid:3128",
                                        variable + std::string(value)};
    if (variable == "no_proxy=") entries.push_back("NO_PROXY=" + std::string(value));
    return with_proxy("http://proxy.invalid:3128", std::move(entries));
  };
  const Environment environment = with(list);
  const Environment without = with("");
  std::vector<AskedHost> hosts;
  for (std::string_view entry : entries_of(list)) {
    const std::size_t end = entry.find_first_of(":/", entry.starts_with('[') ? entry.size() : 0);
    entry = entry.substr(0, end);
    while (entry.starts_with('.') || entry.starts_with('*')) entry.remove_prefix(1);
    if (!parse_target("https://" + std::string(entry))) return true;  // it names no host
    hosts.push_back(asked(entry));
  }
  std::vector<std::set<bool>> answers(hosts.size());  // whether it goes direct, by all clients
  for (const Client* const client : all_clients()) {
    const Version version = newest_version(*client);
    const Router router = client->compile(environment, version);
    const auto here = routes_to(router, host_outside());
    for (const Route& route : here) {
      if (route.kind == RouteKind::error) return true;
    }
    const auto others = routes_to(client->compile(without, version), host_outside());
    for (std::size_t i = 0; i < here.size(); ++i) {
      if (others[i].kind == RouteKind::proxy && here[i].kind == RouteKind::direct) return true;
      if (others[i].kind != RouteKind::proxy) continue;
      for (std::size_t k = 0; k < hosts.size(); ++k) {
        answers[k].insert(routes_to(router, hosts[k])[i].kind == RouteKind::direct);
      }
    }
  }
  return std::any_of(answers.begin(), answers.end(),
                     [](const std::set<bool>& it) { return it.size() == 2 || !it.contains(true); });
}

// Whether an error is found about a value that does no harm.
bool is_said_in_vain(const Finding& finding, const Environment& environment) {
  const FamilyRow* const row = family_of(finding.variable);
  if (row_of(finding.kind).severity != Severity::error || row == nullptr) return false;
  // httpoxy is a danger, whatever the value; Go fails on the mark of CGI. client_fails is made from
  // a failure, of which several variables may be the cause.
  if (finding.kind == FindingKind::client_fails) return false;
  if (finding.kind == FindingKind::cgi_http_proxy) return false;
  if (finding.kind == FindingKind::go_refuses_in_cgi) return false;
  // Which of two values a finding is about is not told, so it may be any.
  for (const std::string& entry : strings_of(environment)) {
    const std::string name = std::string(finding.variable) + "=";
    if (!entry.starts_with(name)) continue;
    const std::string value = entry.substr(name.size());
    if (row->is_list ? does_harm_as_list(finding.variable, value) : does_harm_as_proxy(value)) {
      return false;
    }
  }
  return true;
}

std::set<std::string> faults_in(const Environment& environment) {
  std::set<std::string> faults;
  const std::vector<Finding> findings = examine_with_clients(environment);
  for (const Failure& failure : failures_in(environment)) {
    if (std::string fault = fault_of(failure, findings); !fault.empty()) faults.insert(fault);
  }
  for (const Finding& finding : findings) {
    if (is_said_in_vain(finding, environment)) {
      faults.insert(text::concatenated({row_of(finding.kind).name, ": nobody fails"}));
    }
  }
  return faults;
}

// How often each fault was met, and the smallest environment that has it.
struct Met {
  std::uint64_t times = 0;
  std::string shortest;
};

void count(std::map<std::string, Met>& met, const Environment& environment) {
  for (const std::string& fault : faults_in(environment)) {
    Met& it = met[fault];
    if (++it.times > 3) continue;
    const std::string text = shown(shrunk(strings_of(environment), [&](const auto& fewer) {
      return faults_in(Environment::own(fewer)).contains(fault);
    }));
    if (it.shortest.empty() || text.size() < it.shortest.size()) it.shortest = text;
  }
}

}  // namespace

TEST_CASE("11. no silent failure: an error names each client that fails, and what it fails on") {
  MESSAGE("seed " << seed() << ", " << failures_count() << " environments");
  Generator generator(seed());
  std::map<std::string, Met> met;
  for (std::uint64_t number = 0; number < failures_count(); ++number) {
    const Environment before = Environment::own(generator.environment());
    count(met, before);
    count(met, apply(before, make_plan(before, {})));
  }
  std::uint64_t by_the_net = 0;
  for (const auto& [fault, it] : met) {
    MESSAGE(fault << " (" << it.times << "):" << it.shortest);
    // The options of a JVM are no proxy variables: what else it fails on is not for us to name.
    const bool is_the_net = fault.starts_with("client_fails alone");
    const bool is_java = fault.find("JVM") != fault.npos || fault.find("java") != fault.npos;
    if (is_the_net && !is_java) by_the_net += it.times;
    CHECK(is_the_net);
  }
  // The net is for what nobody has thought of. Where it becomes usual, a kind is missing.
  MESSAGE("client_fails alone: " << by_the_net << " times");
  CHECK(by_the_net * 100 < failures_count());
}

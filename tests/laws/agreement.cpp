// SPDX-License-Identifier: Apache-2.0
// Counts how often all modelled clients agree where a request goes: before normalization, after it
// with default options, and after it with --portable. For the rest it shows which clients differ.
//
//   proxyenv_agreement [ENVIRONMENTS [SEED]]
//
// It counts twice: for ordinary environments, with the mistakes that people make, and for the
// artificial ones of the laws. Each http or https target is tried with every client that has the
// scheme, also as gRPC channel (grpc, grpcs). Clients that read no proxy variables (aws-sdk-js,
// java, grpc-java) are left out.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "clients/catalog.hpp"
#include "clients/conditions.hpp"
#include "core/plan/plan.hpp"
#include "laws/generator.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

constexpr std::array<std::string_view, 12> kHosts = {
    "example.com", "api.example.com",   "notexample.com", "other.net",
    "db",          "10.1.2.3",          "192.168.7.7",    "localhost",
    "127.0.0.1",   "svc.cluster.local", "registry.corp",  "corp"};

class OrdinaryEnvironments {
 public:
  explicit OrdinaryEnvironments(std::uint64_t seed) : engine_(seed) {}

  std::vector<std::string> next() {
    std::vector<std::string> entries = {"PATH=/usr/bin"};
    const std::string proxy = proxy_value();
    const std::string list = list_value();
    add_pair(entries, "http_proxy", "HTTP_PROXY", one_in(8) ? "" : proxy);
    add_pair(entries, "https_proxy", "HTTPS_PROXY", one_in(8) ? "" : proxy);
    if (one_in(6)) add_pair(entries, "all_proxy", "ALL_PROXY", proxy);
    if (!one_in(5)) add_pair(entries, "no_proxy", "NO_PROXY", list);
    return entries;
  }

 private:
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <std::size_t N>
  std::string pick(const std::array<std::string_view, N>& choices) {
    return std::string(choices[below(N)]);
  }

  std::string proxy_value() {
    constexpr std::array<std::string_view, 4> kProxies = {"proxy.corp:3128", "10.0.0.1:8080",
                                                          "proxy:3128", "squid.internal:3128"};
    std::string value = pick(kProxies);
    if (one_in(6)) value.insert(0, "user:secret@");
    if (!one_in(12))
      value.insert(0, one_in(20) ? "https://" : one_in(20) ? "socks5://" : "http://");
    if (one_in(6)) value.push_back('/');
    return with_fault(std::move(value));
  }

  std::string list_value() {
    constexpr std::array<std::string_view, 16> kEntries = {
        "localhost",      "127.0.0.1",      "::1",
        "10.0.0.0/8",     "192.168.0.0/16", "example.com",
        ".example.com",   "*.example.com",  "db",
        ".corp",          "corp",           ".svc",
        ".cluster.local", "10.1.2.3",       "Example.com",
        "192.168.*"};
    std::string list;
    const std::string separator = one_in(4) ? ", " : one_in(20) ? " " : ",";
    for (std::size_t i = 0, count = 1 + below(6); i < count; ++i) {
      if (i > 0) list.append(separator);
      list.append(pick(kEntries));
    }
    if (one_in(15)) list.append(", ");
    return with_fault(std::move(list));
  }

  std::string with_fault(std::string value) {
    if (one_in(15)) return "\"" + value + "\"";
    if (one_in(20)) return value + "\r";
    if (one_in(20)) return value + " ";
    return value;
  }

  // Upper case, lower case or both. In one form the lower-case one is empty, as Compose may write
  // it.
  void add_pair(std::vector<std::string>& entries, std::string lower, std::string upper,
                const std::string& value) {
    if (value.empty()) return;
    lower.push_back('=');
    upper.push_back('=');
    const std::size_t form = below(10);
    if (form < 4 || form >= 7) entries.push_back(upper + value);
    if (form >= 4) entries.push_back(lower + (form == 8 ? "" : value));
  }

  std::mt19937_64 engine_;
};

bool reads_no_variables(std::string_view client) {
  constexpr std::array<std::string_view, 5> kReadNone = {"aws-sdk-js", "grpc-java", "java", "tonic",
                                                         "yarn-berry"};
  return std::find(kReadNone.begin(), kReadNone.end(), client) != kReadNone.end();
}

// Switches count as set, and packages as installed: what is counted is how clients read the
// variables, and not whether an install does.
Assumptions all_in_place() {
  return Assumptions::in_place().with(Condition::node_use_env_proxy, true);
}

std::string decision(const Client& client, const Environment& environment, const Target& target) {
  const Route route = client.compile(environment, newest_version(client), all_in_place())(target);
  if (route.kind == RouteKind::proxy) return route.proxy;
  return route.kind == RouteKind::direct ? "direct" : "fails";
}

class Tally {
 public:
  void count(const Environment& environment, std::string_view host, bool secure) {
    std::map<std::string, std::vector<std::string_view>> groups;
    for (const Client* const it : all_clients()) {
      const Client& client = *it;
      if (reads_no_variables(client.name)) continue;
      const std::string scheme = std::string(scheme_of(client)) + (secure ? "s" : "");
      const Target target = parse_target(scheme + "://" + std::string(host)).value();
      groups[decision(client, environment, target)].push_back(client.name);
    }
    ++decisions_;
    if (groups.size() == 1) {
      ++agreed_;
      return;
    }
    const auto largest = std::max_element(
        groups.begin(), groups.end(),
        [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    for (const auto& [route, clients] : groups) {
      if (route == largest->first) continue;
      for (const std::string_view client : clients) ++apart_[client];
    }
  }

  [[nodiscard]] double percent() const {
    return 100.0 * static_cast<double>(agreed_) / static_cast<double>(decisions_);
  }

  void print_who_is_apart() const {
    std::vector<std::pair<std::string_view, int>> rows(apart_.begin(), apart_.end());
    std::sort(rows.begin(), rows.end(),
              [](const auto& a, const auto& b) { return a.second > b.second; });
    for (const auto& [client, times] : rows) {
      std::printf("    %-22.*s %5.1f %%\n", static_cast<int>(client.size()), client.data(),
                  100.0 * times / static_cast<double>(decisions_));
    }
  }

 private:
  long decisions_ = 0;
  long agreed_ = 0;
  std::map<std::string_view, int> apart_;
};

template <class Next>
void measure(std::string_view what, std::uint64_t environments, std::uint64_t seed, Next next) {
  Policy portable;
  portable.portable = true;
  std::mt19937_64 random(seed);
  std::array<Tally, 3> tallies;
  for (std::uint64_t i = 0; i < environments; ++i) {
    const Environment before = Environment::own(next());
    const Environment after = apply(before, make_plan(before, {}));
    const Environment asked = apply(before, make_plan(before, portable));
    for (int k = 0; k < 3; ++k) {
      const std::string_view host = kHosts[random() % kHosts.size()];
      const bool secure = random() % 2 == 0;
      tallies[0].count(before, host, secure);
      tallies[1].count(after, host, secure);
      tallies[2].count(asked, host, secure);
    }
  }
  std::printf("%.*s: all clients agree before %.1f %%, after %.1f %%, with --portable %.1f %%\n",
              static_cast<int>(what.size()), what.data(), tallies[0].percent(),
              tallies[1].percent(), tallies[2].percent());
  std::printf("  apart from the largest group, with --portable:\n");
  tallies[2].print_who_is_apart();
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t environments = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000;
  const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  OrdinaryEnvironments ordinary(seed);
  measure("ordinary environments", environments, seed, [&] { return ordinary.next(); });
  Generator generator(seed);
  measure("the laws' environments", environments, seed, [&] { return generator.environment(); });
  return 0;
}

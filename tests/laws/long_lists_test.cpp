// SPDX-License-Identifier: Apache-2.0
// Models look at the few entries of a long list that may matter to a host (EntryIndex), and at all
// of a short one. So an entry among many others must do to each host what it does among few.
#include <doctest/doctest.h>

#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/catalog.hpp"
#include "core/proxy_variables.hpp"
#include "laws/listed_environment.hpp"
#include "laws/settings.hpp"

using namespace proxyenv;

namespace {

constexpr std::size_t kFew = 4;    // on each side of an entry: the list is short
constexpr std::size_t kMany = 20;  // and here it is not

const std::vector<std::string>& hosts() {
  static const std::vector<std::string> kHosts = {"a.b",          "xa.b",
                                                  "x.A.b",        "a.b.",
                                                  "test",         "my_host",
                                                  "my-host.test", "localhost",
                                                  "x.localhost",  "xn--bcher-kva.test",
                                                  "127.0.0.1",    "0.0.0.0",
                                                  "127.1",        "10.0.0.1",
                                                  "10.0.0.1.",    "010.0.0.1",
                                                  "0x7f.0.0.1",   "2130706433",
                                                  "10.1",         "172.16.31.9",
                                                  "[::1]",        "[fd00::1]",
                                                  "[FD00:0::1]",  "[::ffff:10.0.0.1]"};
  return kHosts;
}

// Entries that are near to a host: hits and near misses.
class Entries {
 public:
  explicit Entries(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] std::string next() {
    std::string entry = hosts()[below(hosts().size())];
    if (one_in(3)) entry.erase(0, below(entry.size()));
    if (one_in(8)) entry.resize(below(entry.size() + 1));
    if (one_in(8)) {
      for (char& c : entry) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    if (one_in(3)) entry.insert(0, pick({".", "*.", "*", "..", "x", "[", " ", "\"", "http://"}));
    if (one_in(3)) {
      entry += pick({".",  "*",   ".*",       ":80",       ":443", ":8080", "/8",
                     "/0", "/32", "/24",      "/x",        "/+8",  "/8|x",  "/255.0.0.0",
                     "]",  "\"",  "\xc3\xbc", "-10.0.0.9", "\xff", "/",     "\r"});
    }
    return entry;
  }

 private:
  [[nodiscard]] std::size_t below(std::size_t bound) { return engine_() % bound; }
  [[nodiscard]] bool one_in(std::size_t n) { return below(n) == 0; }
  [[nodiscard]] std::string pick(const std::vector<std::string>& choices) {
    return choices[below(choices.size())];
  }

  std::mt19937_64 engine_;
};

// The entries with so many others before and behind them, which match none of the hosts.
std::string list_of(const std::string& entries, std::size_t others) {
  std::string list;
  for (std::size_t i = 0; i < others; ++i) {
    list += "n" + std::to_string(i) + ".invalid,";
  }
  list += entries;
  for (std::size_t i = 0; i < others; ++i) {
    list += "," + std::to_string(200 + i) + ".200.200.200";
  }
  return list;
}

std::vector<Target> targets_of(const Client& client) {
  const std::string scheme(scheme_of(client));
  std::vector<Target> targets;
  for (const std::string& host : hosts()) {
    targets.push_back(parse_target(scheme + "://" + host).value());
    targets.push_back(parse_target(scheme + "://" + host + ":8080").value());
  }
  return targets;
}

std::string told(const Route& route) {
  std::string text = std::to_string(static_cast<int>(route.kind)) + " " + route.proxy + " " +
                     route.variable + " " + route.rule;
  if (route.otherwise) text += " or " + told(route.otherwise->route);
  return text;
}

// How many targets go direct, of those that were looked at.
std::size_t check(const Client& client, const Version& version, const std::vector<Target>& targets,
                  const std::string& entries) {
  const Environment few = testing::environment_with(list_of(entries, kFew));
  const Environment many = testing::environment_with(list_of(entries, kMany));
  const Assumptions assumptions = Assumptions::in_place();
  const CompiledClient of_few(client, few, version, disclosure_of_lists(find_proxy_variables(few)),
                              assumptions);
  const CompiledClient of_many(client, many, version,
                               disclosure_of_lists(find_proxy_variables(many)), assumptions);
  std::size_t direct = 0;
  for (const Target& target : targets) {
    const Route of_the_few = of_few.route(target);
    if (of_the_few.kind == RouteKind::direct) ++direct;
    const std::string route = told(of_the_few);
    const std::string route_of_many = told(of_many.route(target));
    if (route == route_of_many) continue;
    INFO(client.name << " " << version.text() << ", `" << entries << "` for " << target.text);
    CHECK(route_of_many == route);
  }
  return direct;
}

}  // namespace

TEST_CASE("an entry does the same among many others as among few, for each client") {
  const std::uint64_t count = testing::long_lists_count();
  std::size_t looked_at = 0;
  std::size_t direct = 0;
  for (const Client* const client : all_clients()) {
    const std::vector<Target> targets = targets_of(*client);
    for (const ClientVersion& row : client->history) {
      Entries entries(testing::seed());
      for (std::uint64_t i = 0; i < count; ++i) {
        std::string both = entries.next();
        if (i % 4 == 0) both.append(",").append(entries.next());
        direct += check(*client, row.from, targets, both);
        looked_at += targets.size();
      }
    }
  }
  MESSAGE(direct << " of " << looked_at << " routes are direct");
  CHECK(direct > looked_at / 100);
}

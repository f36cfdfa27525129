// SPDX-License-Identifier: Apache-2.0
// Tests the models with the table of cases that is also used for the real clients.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <set>
#include <string>

#include "clients/case_file.hpp"
#include "clients/catalog.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

std::string result_of(const Route& route) {
  switch (route.kind) {
    case RouteKind::direct:
      return "direct";
    case RouteKind::error:
    case RouteKind::no_scheme:
      return "error";
    case RouteKind::proxy:
      return route.proxy;
  }
  return "?";
}

Version version_of(const Client& client, const std::string& text) {
  return text == "-" ? newest_version(client) : parse_version(text).value();
}

// A target that no case uses, so that each router has answered another question before.
Route asked_second(const Router& router, const Target& target) {
  for (const std::string_view other : {"https://first.asked.test:8443/", "grpc://10.9.8.7"}) {
    (void)router(parse_target(other).value());
  }
  return router(target);
}

bool operator==(const Route& a, const Route& b) {
  return a.kind == b.kind && a.proxy == b.proxy && a.variable == b.variable && a.rule == b.rule;
}

}  // namespace

TEST_CASE("each model gives the route that its cases expect") {
  for (const Client* const it : all_clients()) {
    const Client& client = *it;
    const auto path = std::filesystem::path(PROXYENV_CASES) / (std::string(client.name) + ".tsv");
    const auto cases = read_cases(path);
    CAPTURE(path.string());
    CHECK(cases.size() >= 15);
    for (const ClientCase& row : cases) {
      CAPTURE(row.line);
      CAPTURE(row.why);
      const auto target = parse_target(row.url);
      REQUIRE(target.has_value());
      const Environment environment = Environment::own(row.environment);
      const Version version = version_of(client, row.version);
      const Route route = client.compile(environment, version)(*target);
      CHECK(result_of(route) == row.expected);
      if (row.variable != "-") CHECK(route.variable == row.variable);
      CHECK_FALSE(route.rule.empty());
      CHECK(route.proxy.empty() == (route.kind != RouteKind::proxy));
      CHECK(asked_second(client.compile(environment, version), *target) == route);
    }
  }
}

TEST_CASE("every case file belongs to a client") {
  for (const auto& entry : std::filesystem::directory_iterator(PROXYENV_CASES)) {
    CAPTURE(entry.path().string());
    CHECK(find_client(entry.path().stem().string()) != nullptr);
  }
}

TEST_CASE("a row says that the real client judges where compare/clients.py runs it") {
  std::ifstream file(std::filesystem::path(PROXYENV_CASES).parent_path() / "compare/clients.py");
  std::string text;
  for (std::string line; std::getline(file, line);) text += line;
  REQUIRE_FALSE(text.empty());
  for (const Client* const client : all_clients()) {
    CAPTURE(client->name);
    const bool is_run = text.find("\"" + std::string(client->name) + "\",") != std::string::npos;
    CHECK(is_run == (client->judged == Judged::by_real_client));
  }
}

TEST_CASE("the catalog is sorted, its histories ascend") {
  std::string_view last;
  for (const Client* const it : all_clients()) {
    const Client& client = *it;
    CAPTURE(client.name);
    CHECK(last < client.name);
    last = client.name;
    REQUIRE_FALSE(client.history.empty());
    for (std::size_t i = 1; i < client.history.size(); ++i) {
      CHECK(client.history[i - 1].from < client.history[i].from);
      CHECK_FALSE(client.history[i].change.empty());
    }
    CHECK(find_client(client.name) == &client);
  }
  CHECK(find_client("nobody") == nullptr);
}

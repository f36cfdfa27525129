// SPDX-License-Identifier: Apache-2.0
#include "report/routes.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <sstream>
#include <string>

using namespace proxyenv;

namespace {

const std::vector<AskedClient>& asked() {
  static const std::vector<AskedClient> kAsked = [] {
    std::vector<AskedClient> list;
    for (const std::string_view name : {"curl", "go", "grpc"}) {
      const Client* client = find_client(name);
      const Version newest = newest_version(*client);
      list.push_back({client, newest, version_range(*client, newest)});
    }
    list[0].version = Version{7, 88, 1};
    list[0].version_text = "7.88.1";
    return list;
  }();
  return kAsked;
}

TargetRoutes sample() {
  TargetRoutes routes{parse_target("grpcs://x").value(), {}};
  const Route proxy = Route::through("http", "p", 1, "https_proxy");
  routes.clients = {
      {proxy, proxy}, {Route::direct("none"), proxy}, {proxy, Route::direct("out\x1b")}};
  return routes;
}

// The whole document, with only the first client.
std::string json_of(std::span<const TargetRoutes> targets) {
  const std::span<const AskedClient> clients(asked());
  RoutesJson document(clients.first(1));
  for (const TargetRoutes& routes : targets) document.add(routes);
  return document.finish();
}

}  // namespace

TEST_CASE("clients that agree stand together, the disagreement first, rules with their clients") {
  CHECK(render_routes_text(asked(), sample()) ==
        "grpcs://x\n"
        "  http://p:1  ->  direct\n"
        "      grpc: from https_proxy  ->  out\\x1b\n"
        "  http://p:1\n"
        "      curl@7.88.1: from https_proxy\n"
        "  direct  ->  http://p:1\n"
        "      go: none  ->  from https_proxy\n");
  CHECK(clients_disagree(sample()));
  TargetRoutes agreeing = sample();
  agreeing.clients[2].after = agreeing.clients[0].after;
  CHECK_FALSE(clients_disagree(agreeing));
}

TEST_CASE("a client that has no such scheme stands apart, and disagrees with nobody") {
  TargetRoutes routes = sample();
  const Route none = Route::no_scheme("curl", "grpcs");
  const Route proxy = routes.clients[1].after;
  routes.clients = {{none, none}, {proxy, proxy}, {proxy, proxy}};
  CHECK(render_routes_text(asked(), routes) ==
        "grpcs://x\n"
        "  http://p:1\n"
        "      go, grpc: from https_proxy\n"
        "  no grpcs://: curl@7.88.1\n");
  CHECK_FALSE(clients_disagree(routes));
  routes.clients[2].after = Route::error("raises");
  CHECK(clients_disagree(routes));
  routes.clients = {{none, none}, {none, none}, {none, none}};
  CHECK(render_routes_text(asked(), routes) == "grpcs://x\n  no grpcs://: curl@7.88.1, go, grpc\n");
  CHECK_FALSE(clients_disagree(routes));
  CHECK(json_of({&routes, 1})
            .find(R"("route":"no_scheme","proxy":null,"variable":null,"rule":"curl has no scheme )"
                  R"(grpcs://")") != std::string::npos);
  CHECK(Route::no_scheme("gRPC", "ftp", "write grpc://").rule ==
        "gRPC has no scheme ftp://; write grpc://");
}

TEST_CASE("a client that reads no proxy variables disagrees with nobody, until it is told") {
  TargetRoutes routes = sample();
  const Route proxy = routes.clients[1].after;
  const Route unread = Route::unread("reads no proxy variables");
  routes.clients = {{unread, unread}, {proxy, proxy}, {proxy, proxy}};
  CHECK_FALSE(clients_disagree(routes));
  routes.clients[0] = {unread, Route::through("http", "other", 1, "JAVA_TOOL_OPTIONS")};
  CHECK(clients_disagree(routes));
  routes.clients[0] = {unread, Route::direct("none of its variables has a value")};
  CHECK(clients_disagree(routes));
}

TEST_CASE("the rule of before is printed where the way is the same and a variable decided it") {
  TargetRoutes routes = sample();
  const Route upper = Route::through("http", "p", 1, "HTTPS_PROXY");
  const Route lower = Route::through("http", "p", 1, "https_proxy");
  routes.clients = {{upper, lower},
                    {Route::direct("none is set"), Route::direct("exempt", "no_proxy")},
                    {Route::direct("exempt", "NO_PROXY"), Route::direct("exempt", "no_proxy")}};
  CHECK(render_routes_text(asked(), routes) ==
        "grpcs://x\n"
        "  http://p:1\n"
        "      curl@7.88.1: from HTTPS_PROXY\n"
        "  direct\n"
        "      go: none is set  ->  exempt\n"
        "      grpc: exempt\n");
}

TEST_CASE("a route says under which condition it is another one") {
  const auto with = [](Route route, Condition condition, Route other) {
    route.otherwise = std::make_shared<const OtherRoute>(OtherRoute{condition, true, other});
    return route;
  };
  const Route proxy = Route::through("http", "p", 1, "https_proxy");
  const Route direct = Route::direct("none");
  const Route exempt = Route::direct("exempt by x", "no_proxy");
  TargetRoutes routes = sample();
  // Another way in both environments; in one alone; where a name resolves to.
  routes.clients = {
      {with(direct, Condition::trust_env, proxy), with(direct, Condition::trust_env, proxy)},
      {direct, with(direct, Condition::trust_env, proxy)},
      {with(proxy, Condition::resolves, exempt), with(proxy, Condition::resolves, exempt)}};
  CHECK(render_routes_text(asked(), routes) ==
        "grpcs://x\n"
        "  http://p:1\n"
        "      grpc: from https_proxy; if its name resolves into a network of the list: direct "
        "(exempt by x)\n"
        "  direct\n"
        "      curl@7.88.1: none; if trust_env=True is passed: http://p:1\n"
        "      go: none; if trust_env=True is passed: direct  ->  http://p:1\n");
  CHECK(json_of({&routes, 1})
            .find(R"("before":{"route":"direct","proxy":null,"variable":null,"rule":"none",)"
                  R"("if":{"condition":"trust_env","kind":"argument","holds":true,)"
                  R"("text":"if trust_env=True is passed","route":"proxy","proxy":"http://p:1",)"
                  R"("variable":"https_proxy","rule":"from https_proxy"},"near_miss":null})") !=
        std::string::npos);
  // One condition before, another after.
  routes.clients[0] = {with(direct, Condition::trust_env, proxy),
                       with(direct, Condition::socksio, proxy)};
  CHECK(render_routes_text(asked(), routes)
            .find("if trust_env=True is passed: http://p:1  ->  direct; if socksio is installed: "
                  "direct  ->  http://p:1") != std::string::npos);
}

TEST_CASE("a scheme that was assumed is said") {
  TargetRoutes routes = sample();
  routes.target = parse_typed_target("x", "https").value();
  CHECK(render_routes_text(asked(), routes)
            .starts_with("https://x  (https:// is assumed; for gRPC write grpcs://)\n"));
  routes.target = parse_typed_target("x:1", "grpcs").value();
  CHECK(render_routes_text(asked(), routes).starts_with("grpcs://x:1  (grpcs:// is assumed)\n"));
}

TEST_CASE("the JSON form has every field, and a comma between targets alone") {
  const std::string target =
      R"({"url":"grpcs://x","scheme_assumed":false,"clients":[{"client":"curl","asked_as":null,"version":"7.88.1",)"
      R"("before":{"route":"proxy","proxy":"http://p:1","variable":"https_proxy","rule":"from https_proxy","if":null,"near_miss":null},)"
      R"("after":{"route":"proxy","proxy":"http://p:1","variable":"https_proxy","rule":"from https_proxy","if":null,"near_miss":null}}]})";
  const std::vector<TargetRoutes> two = {sample(), sample()};
  CHECK(json_of({}) == "{\"schema\":2,\"targets\":[]}\n");
  CHECK(json_of(std::span(two).first(1)) == "{\"schema\":2,\"targets\":[" + target + "]}\n");
  CHECK(json_of(two) == "{\"schema\":2,\"targets\":[" + target + "," + target + "]}\n");
}

TEST_CASE("routes are wrapped for a terminal, and what changes or fails is painted") {
  const std::string plain = render_routes_text(asked(), sample());
  CHECK(render_routes_text(asked(), sample(), {200, {}}) == plain);
  std::istringstream lines(render_routes_text(asked(), sample(), {40, {}}));
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    const bool is_one_word = line.find(' ', line.find_first_not_of(' ')) == std::string::npos;
    CHECK((line.size() <= 40 || is_one_word));
  }
  const std::string painted =
      render_routes_text(asked(), sample(), {kUnlimitedWidth, Style::colored()});
  CHECK(painted.find("  ->  \x1b[32m") != std::string::npos);
}

// SPDX-License-Identifier: Apache-2.0
#include "clients/conditions.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "clients/catalog.hpp"
#include "core/proxy_variables.hpp"

using namespace proxyenv;

namespace {

// "direct", "http://p:1", "error" or "none" (no such scheme), and behind "|" the same under the
// condition that decides, which stands before a colon.
std::string text_of(const Route& route) {
  switch (route.kind) {
    case RouteKind::direct:
      return "direct";
    case RouteKind::proxy:
      return route.proxy;
    case RouteKind::error:
      return "error";
    case RouteKind::no_scheme:
      return "none";
  }
  return "?";
}

std::string with_condition(const Route& route) {
  std::string text = text_of(route);
  if (!route.otherwise) return text;
  const OtherRoute& other = *route.otherwise;
  return text.append(" | ")
      .append(other.holds ? "" : "no-")
      .append(row_of(other.condition).name)
      .append(": ")
      .append(text_of(other.route));
}

struct Row {
  const char* client;  // NAME, or NAME@VERSION
  const char* url;
  std::vector<std::string> environment;
  const char* expected;
};

std::string answer_of(const Row& row, const Assumptions& assumptions) {
  const std::string_view text = row.client;
  const std::size_t at = std::min(text.find('@'), text.size());
  const Client* const client = find_client(text.substr(0, at));
  REQUIRE(client != nullptr);
  const Version version =
      at == text.size() ? newest_version(*client) : parse_version(text.substr(at + 1)).value();
  return with_condition(ask(*client, Environment::own(row.environment),
                            parse_target(row.url).value(), version, assumptions));
}

}  // namespace

TEST_CASE("a route names the condition that decides, by what installs have") {
  const std::vector<Row> rows = {
      // Optional packages. httpx fails when a client is made, whatever the list says.
      {"python-httpx", "https://x", {"ALL_PROXY=socks5://p:1"}, "error | socksio: socks5://p:1"},
      {"python-httpx",
       "https://x",
       {"ALL_PROXY=socks5://p:1", "NO_PROXY=x"},
       "error | socksio: direct"},
      {"python-httpx", "https://x", {"ALL_PROXY=socks5://p:1", "NO_PROXY=*"}, "direct"},
      {"python-httpx", "https://x", {"ALL_PROXY=socks://p:1"}, "error"},
      {"python-httpx", "https://x", {"ALL_PROXY=http://p:1"}, "http://p:1"},
      {"python-httpx", "ftp://x", {"ALL_PROXY=socks5://p:1"}, "none"},
      {"google-genai", "https://x", {"ALL_PROXY=socks5://p:1"}, "error | socksio: socks5://p:1"},
      {"python-requests", "https://x", {"ALL_PROXY=socks5://p:1"}, "error | PySocks: socks5://p:1"},
      {"python-requests", "https://x", {"ALL_PROXY=socks5://p:1", "NO_PROXY=x"}, "direct"},
      {"google-genai-async",
       "https://x",
       {"HTTPS_PROXY=http://p:1", "no_proxy=.x"},
       "direct | no-aiohttp: http://p:1"},
      {"google-genai-async", "wss://x", {"HTTPS_PROXY=http://p:1", "no_proxy=.x"}, "direct"},
      {"google-genai-async",
       "wss://x",
       {"SOCKS_PROXY=socks5://p:1"},
       "error | python-socks: socks5://p:1"},
      // An argument.
      {"python-aiohttp", "https://x", {"HTTPS_PROXY=http://p:1"}, "direct | trust_env: http://p:1"},
      {"python-aiohttp", "https://x", {"HTTPS_PROXY=http://p:1", "NO_PROXY=x"}, "direct"},
      {"python-aiohttp", "ftp://x", {"FTP_PROXY=http://p:1"}, "none"},
      // A switch, and an agent of the program's own, which the switch does not reach.
      {"node", "https://x", {"HTTPS_PROXY=http://p:1"}, "direct | NODE_USE_ENV_PROXY: http://p:1"},
      {"node",
       "https://x",
       {"HTTPS_PROXY=http://p:1", "NODE_USE_ENV_PROXY=1"},
       "http://p:1 | own-agent: direct"},
      {"node", "https://x", {"HTTPS_PROXY=http://[x", "NODE_USE_ENV_PROXY=1"}, "error"},
      {"node@20", "https://x", {"HTTPS_PROXY=http://p:1"}, "direct"},
      {"axios", "https://x", {"ALL_PROXY=http://p:1"}, "http://p:1 | NODE_USE_ENV_PROXY: direct"},
      {"axios", "https://x", {"HTTPS_PROXY=http://p:1"}, "http://p:1"},
      // gRPC's resolver.
      {"grpc@1.51",
       "grpc://x",
       {"grpc_proxy=http://10.0.0.1"},
       "error | native-dns: http://10.0.0.1:443"},
      {"grpc@1.51",
       "grpc://x",
       {"grpc_proxy=http://10.0.0.1", "GRPC_DNS_RESOLVER=Native"},
       "http://10.0.0.1:443"},
      {"grpc@1.51",
       "grpc://x",
       {"grpc_proxy=http://10.0.0.1", "GRPC_DNS_RESOLVER=ares"},
       "error | native-dns: http://10.0.0.1:443"},
      {"grpc", "grpc://x", {"grpc_proxy=http://p:1\r"}, "http://p:1 | native-dns: error"},
      {"grpc", "grpc://x", {"grpc_proxy=http://p: 1"}, "http://p:1"},
      {"google-generativeai",
       "grpc://x",
       {"grpc_proxy=http://p:1\r"},
       "http://p:1 | native-dns: error"},
      // What a name resolves to.
      {"ruby",
       "http://x",
       {"http_proxy=http://p:1", "no_proxy=10.0.0.0/8"},
       "http://p:1 | resolves: direct"},
      {"ruby", "http://x", {"http_proxy=http://p:1", "no_proxy=0.0.0.0/0"}, "direct"},
      {"ruby",
       "http://x",
       {"http_proxy=http://p:1", "no_proxy=10.0.0.1,127.0.0.0/8"},
       "http://p:1"},
      {"ruby",
       "http://192.168.0.1",
       {"http_proxy=http://p:1", "no_proxy=10.0.0.0/8"},
       "http://p:1"},
      {"ruby-open-uri",
       "http://x",
       {"http_proxy=http://p:1", "no_proxy=10.0.0.0/8"},
       "http://p:1 | resolves: direct"},
      {"grpc-go@1.65",
       "grpc://x",
       {"HTTPS_PROXY=http://p:1", "NO_PROXY=10.0.0.0/8"},
       "http://p:1 | resolves: direct"},
      {"grpc-go@1.65",
       "passthrough:///x",
       {"HTTPS_PROXY=http://p:1", "NO_PROXY=10.0.0.0/8"},
       "http://p:1"},
      {"grpc-go@1.65", "grpc://x", {"HTTPS_PROXY=http://p:1", "NO_PROXY=0.0.0.0/0"}, "direct"},
      {"grpc-go", "grpc://x", {"HTTPS_PROXY=http://p:1", "NO_PROXY=0.0.0.0/0"}, "http://p:1"},
      {"go", "http://x", {"HTTP_PROXY=http://p:1", "NO_PROXY=10.0.0.0/8"}, "http://p:1"},
      // The settings of a desktop.
      {"chromium", "http://x", {"HTTP_PROXY=http://p:1"}, "http://p:1 | desktop: direct"},
      {"chromium", "http://x", {"HTTP_PROXY=http://p:1", "no_proxy=x"}, "direct"},
      {"chromium",
       "http://x",
       {"HTTP_PROXY=http://p:1", "XDG_CURRENT_DESKTOP=ubuntu:GNOME"},
       "direct"},
      {"chromium",
       "http://x",
       {"HTTP_PROXY=http://p:1", "XDG_CURRENT_DESKTOP=XFCE"},
       "http://p:1 | desktop: direct"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.client);
    CAPTURE(row.environment.back());
    CHECK(answer_of(row, Assumptions::of_installs()) == row.expected);
  }
}

TEST_CASE("what is given is no question any more") {
  const Row socks = {"python-httpx", "https://x", {"ALL_PROXY=socks5://p:1"}, ""};
  const Assumptions installs = Assumptions::of_installs();
  CHECK(answer_of(socks, installs.given(Condition::socksio, true)) == "socks5://p:1");
  CHECK(answer_of(socks, installs.given(Condition::socksio, false)) == "error");
  CHECK(answer_of(socks, installs.given(Condition::pysocks, true)) ==
        "error | socksio: socks5://p:1");
  const Row async = {"google-genai-async", "https://x", {"HTTPS_PROXY=socks5://p:1"}, ""};
  CHECK(answer_of(async, installs) == "error | socksio: http://p:1");
  CHECK(answer_of(async, installs.given(Condition::socksio, true)) ==
        "http://p:1 | no-aiohttp: socks5://p:1");
}

TEST_CASE("the route under a condition hides credentials, too") {
  const Row row = {"python-aiohttp", "https://x", {"HTTPS_PROXY=http://user:12/34@host:3128"}, ""};
  CHECK(answer_of(row, Assumptions::of_installs()) == "direct | trust_env: error");
  const Row list = {
      "ruby", "http://x", {"http_proxy=http://p:1", "no_proxy=10.0.0.0/8,http://u:s3cret@h"}, ""};
  const Client* const ruby = find_client("ruby");
  const Route route = ask(*ruby, Environment::own(list.environment), parse_target(list.url).value(),
                          newest_version(*ruby), Assumptions::of_installs());
  REQUIRE(route.otherwise);
  CHECK(route.otherwise->route.rule.find("10.0.0.0/8") == std::string::npos);
}

TEST_CASE("names of conditions, in any letter case, with - or _") {
  CHECK(find_condition("socksio") == Condition::socksio);
  CHECK(find_condition("PYSOCKS") == Condition::pysocks);
  CHECK(find_condition("python_socks") == Condition::python_socks);
  CHECK(find_condition("trust-env") == Condition::trust_env);
  CHECK(find_condition("node-use-env-proxy") == Condition::node_use_env_proxy);
  CHECK_FALSE(find_condition("trustenv"));
  CHECK_FALSE(find_condition(""));
}

TEST_CASE("the table has a row for each condition, in order") {
  for (std::size_t i = 0; i < kConditions.size(); ++i) {
    const ConditionRow& row = kConditions[i];
    CAPTURE(row.name);
    CHECK(static_cast<std::size_t>(row.condition) == i);
    CHECK_FALSE(row.name.starts_with("no-"));
    CHECK(row.holds.starts_with("if "));
    CHECK(cli::row_of(cli::Option::assume).help.find(row.name) != std::string_view::npos);
    CHECK_FALSE(row.reason.empty());
    bool is_asked_for = false;
    for (const Client* const client : all_clients()) {
      for (const Condition it : client->conditions) is_asked_for |= it == row.condition;
    }
    CHECK(is_asked_for);
  }
}

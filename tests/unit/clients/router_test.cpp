// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <vector>

#include "clients/catalog.hpp"

using namespace proxyenv;

namespace {

// Values on which a client may fail: each list form, both cases, a proxy with credentials, Java's
// options and Node's switch.
Environment environment_before() {
  return Environment::own(
      {"http_proxy=http://before.test:1", "HTTPS_PROXY=http://u:p@before.test:2",
       "https_proxy=http://u:p@before.test:2", "no_proxy=.a.test,*.b.test,10.0.0.0/8,[fd00::1],c",
       "JAVA_TOOL_OPTIONS=-Dhttp.proxyHost=before.test -Dhttp.nonProxyHosts=*.a.test",
       "NODE_USE_ENV_PROXY=1"});
}

Environment environment_after() {
  return Environment::own({"http_proxy=http://after.test:1", "https_proxy=http://after.test:2",
                           "no_proxy=d.test,10.1.0.0/16", "NO_PROXY=d.test,10.1.0.0/16",
                           "grpc_proxy=http://after.test:3", "no_grpc_proxy=d.test"});
}

std::vector<Target> targets() {
  std::vector<Target> list;
  for (const char* const scheme : {"http", "https", "ftp", "ws", "wss", "grpc", "grpcs"}) {
    for (const char* const host : {"x.a.test", "a.test", "x.b.test", "10.1.2.3", "[fd00::1]", "c",
                                   "d.test:8080", "e.test", "localhost", "E.test."}) {
      list.push_back(parse_target(std::string(scheme).append("://").append(host)).value());
    }
  }
  return list;
}

std::string text_of(const Route& route) {
  return std::to_string(static_cast<int>(route.kind)) + " " + route.proxy + " " + route.variable +
         " " + route.rule;
}

}  // namespace

TEST_CASE("a router answers for a target as a fresh one does, whatever was asked before") {
  const Environment before = environment_before();
  const Environment after = environment_after();
  for (const Client* const client : all_clients()) {
    CAPTURE(client->name);
    for (const ClientVersion& row : client->history) {
      CAPTURE(row.from.text());
      // Both routers exist at the same time.
      const Router router_before = client->compile(before, row.from);
      const Router router_after = client->compile(after, row.from);
      for (int round = 0; round < 2; ++round) {
        for (const Target& target : targets()) {
          CAPTURE(target.text);
          CHECK(text_of(router_before(target)) ==
                text_of(client->compile(before, row.from)(target)));
          CHECK(text_of(router_after(target)) == text_of(client->compile(after, row.from)(target)));
        }
      }
    }
  }
}

TEST_CASE("two environments give a client two routes") {
  const Environment before = environment_before();
  const Environment after = environment_after();
  const Target target = parse_target("https://e.test").value();
  const Client& curl = *find_client("curl");
  const CompiledClient asked_before(curl, before, newest_version(curl), {});
  const CompiledClient asked_after(curl, after, newest_version(curl), {});
  CHECK(asked_before.route(target).proxy == "http://before.test:2");
  CHECK(asked_after.route(target).proxy == "http://after.test:2");
  CHECK(asked_before.route(target).proxy == "http://before.test:2");
  CHECK(ask(curl, after, target, newest_version(curl)).proxy == "http://after.test:2");
}

TEST_CASE("a compiled client shows no proxy that may be a piece of the credentials") {
  struct Row {
    const char* value;
    const char* shown;
    const char* raw;
  };
  const Row rows[] = {
      {"https_proxy=http://user:12/34@host.test:3128", "a proxy that is not shown",
       "http://user:12"},
      {"https_proxy=http://alice:443/s3cret%40host.test:3128", "a proxy that is not shown",
       "http://alice:443"},
      {"https_proxy=http://user:pass@host.test:3128", "http://host.test:3128",
       "http://host.test:3128"},
      {"https_proxy=http://host.test:3128", "http://host.test:3128", "http://host.test:3128"},
  };
  const Client& curl = *find_client("curl");
  const Target target = parse_target("https://e.test").value();
  for (const Row& row : rows) {
    CAPTURE(row.value);
    const Environment environment = Environment::own({row.value});
    const CompiledClient compiled(curl, environment, newest_version(curl), {});
    CHECK(compiled.route(target).proxy == row.shown);
    CHECK(ask(curl, environment, target, newest_version(curl)).proxy == row.shown);
    CHECK(curl.compile(environment, newest_version(curl))(target).proxy == row.raw);
  }
}

TEST_CASE("an entry that exempts is shown only where the whole list allows it") {
  struct Row {
    const char* list;
    const char* rule;
  };
  const Row rows[] = {
      {"no_proxy=a.test,e.test", "exempt by the entry `e.test`"},
      {"no_proxy=http://alice:a,e.test,b@proxy:3128", "exempt by an entry that is not shown"},
      {"no_proxy=alice:a,e.test,b%2540proxy:3128", "exempt by an entry that is not shown"},
  };
  const Client& curl = *find_client("curl");
  const Target target = parse_target("https://e.test").value();
  for (const Row& row : rows) {
    CAPTURE(row.list);
    const Environment environment = Environment::own({"https_proxy=http://p:1", row.list});
    CHECK(ask(curl, environment, target, newest_version(curl)).rule == row.rule);
    const Route raw = curl.compile(environment, newest_version(curl))(target);
    CHECK(raw.rule == "exempt by an entry of the list");
  }
}

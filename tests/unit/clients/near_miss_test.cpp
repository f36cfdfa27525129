// SPDX-License-Identifier: Apache-2.0
#include "clients/near_miss.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "clients/catalog.hpp"

using namespace proxyenv;

namespace {

// The clause; "-" where no entry names the target or the client exempts it.
std::string told(std::string_view name, const std::string& url, std::vector<std::string> entries) {
  entries.insert(entries.end(), {"http_proxy=http://p:1", "https_proxy=http://p:1"});
  const Environment environment = Environment::own(std::move(entries));
  const std::size_t at = std::min(name.find('@'), name.size());
  const Client& client = *find_client(name.substr(0, at));
  const Version version =
      at == name.size() ? newest_version(client) : parse_version(name.substr(at + 1)).value();
  const Target target = parse_target(url).value();
  NearMisses near(environment, {});
  const auto entry = near.find(target);
  const Route route = ask(client, environment, target, version);
  if (!entry || route.kind != RouteKind::proxy) return "-";
  const auto miss = near.explain(*entry, client, version, Assumptions::in_place(), target);
  return miss ? miss->text : "?";
}

}  // namespace

TEST_CASE("the model says which form of an entry would exempt the target") {
  struct Row {
    const char* client;
    const char* url;
    std::vector<std::string> lists;
    const char* expected;
  };
  const std::vector<Row> rows = {
      {"curl", "https://a.corp", {"no_proxy=*.corp"}, "`*.corp` does not exempt it, `.corp` would"},
      {"go", "https://a.corp", {"no_proxy=*.corp"}, "-"},
      {"curl", "https://a.other", {"no_proxy=*.corp"}, "-"},
      {"python-httpx",
       "https://corp",
       {"no_proxy=.corp"},
       "`.corp` does not exempt it, `corp` would"},
      {"dotnet", "https://a.corp", {"no_proxy=corp"}, "`corp` does not exempt it, `.corp` would"},
      {"wget",
       "https://10.1.2.3",
       {"no_proxy=10.0.0.0/8"},
       "`10.0.0.0/8` does not exempt it, `10.1.2.3` would"},
      {"wget", "https://11.1.2.3", {"no_proxy=10.0.0.0/8"}, "-"},
      {"curl",
       "https://10.1.2.3",
       {"no_proxy=10.*"},
       "`10.*` does not exempt it, `10.0.0.0/8` would"},
      {"curl",
       "https://10.1.2.3",
       {"no_proxy=10.1.2."},
       "`10.1.2.` does not exempt it, `10.1.2.0/24` would"},
      {"curl",
       "http://svc:8080",
       {"no_proxy=svc:8080"},
       "`svc:8080` does not exempt it, `svc` would"},
      {"go", "http://svc:8080", {"no_proxy=svc:8080"}, "-"},
      {"curl", "http://svc:8081", {"no_proxy=svc:8080"}, "-"},
      {"python-urllib",
       "https://[fd00::1]",
       {"no_proxy=fd00::1"},
       "`fd00::1` does not exempt it, `[fd00::1]` would"},
      {"curl",
       "https://a.corp",
       {"no_proxy=http://a.corp/"},
       "-"},  // a list with a URL may hold a password
      {"curl",
       "https://a.corp",
       {"no_proxy=b,'a.corp'"},
       "`'a.corp'` does not exempt it, `a.corp` would"},
      {"python-urllib",
       "https://a.corp",
       {"no_proxy=b a.corp"},
       "`a.corp` exempts it only where commas separate entries"},
      {"npm", "https://a.corp", {"no_proxy=*"}, "`*` does not exempt it, `a.corp` would"},
      // The name of the list.
      {"wget",
       "https://a.corp",
       {"NO_PROXY=a.corp"},
       "`a.corp` in NO_PROXY does not exempt it, in no_proxy would"},
      {"wget",
       "https://a.corp",
       {"NO_PROXY=*.corp"},
       "`*.corp` in NO_PROXY does not exempt it, `.corp` in no_proxy would"},
      {"python-urllib",
       "https://a.corp",
       {"no_proxy=", "NO_PROXY=a.corp"},
       "`a.corp` exempts it only where commas separate entries"},
      {"busybox-wget",
       "https://a.corp",
       {"no_proxy=a.corp"},
       "`a.corp` does not exempt it: no list is read"},
      {"grpc-go@1.62", "dns:///a.corp", {"no_proxy=a.corp"}, "?"},  // it compares addresses
  };
  for (const Row& row : rows) {
    CAPTURE(row.client);
    CAPTURE(row.url);
    CAPTURE(row.lists.back());
    CHECK(told(row.client, row.url, row.lists) == row.expected);
  }
}

TEST_CASE("nothing is told of a list that may hold a password, in whichever list it stands") {
  CHECK(told("curl", "https://a.corp", {"no_proxy=*.corp,http://u:pw@h"}) == "-");
  CHECK(told("curl", "https://a.corp", {"no_proxy=*.corp", "no_grpc_proxy=u@h"}) == "-");
}

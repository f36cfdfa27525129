// SPDX-License-Identifier: Apache-2.0
// Every client model, in every version of its history. The first line of the input is the target,
// the second and third surround credentials, the others are the environment.
#include <algorithm>
#include <iterator>

#include "clients/catalog.hpp"
#include "fuzz/fuzzing.hpp"
#include "report/routes.hpp"

using namespace proxyenv;
using namespace proxyenv::fuzzing;

namespace {

void check(const Route& route) {
  promise(!route.rule.empty(), "a route has a rule");
  promise(route.proxy.empty() == (route.kind != RouteKind::proxy), "a proxy where there is one");
  hides_the_secret(route.proxy);
  hides_the_secret(route.rule);
  hides_the_secret(route.variable);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = text_of(data, size);
  if (names_the_secret(text)) return 0;
  const auto target = parse_target(take_line(text));
  if (!target) {
    promise(!target.error().message.empty(), "an error says something");
    return 0;
  }
  const std::string before(take_line(text));
  const std::string behind(take_line(text));
  std::vector<std::string> entries = entries_in(text);
  const Environment plain = Environment::own(entries);
  const std::string value = with_credentials(before, behind);
  for (const std::string_view name :
       {"HTTPS_PROXY=", "http_proxy=", "no_proxy=", "grpc_proxy=", "all_proxy="}) {
    entries.push_back(std::string(name).append(value));
  }
  const Environment planted = Environment::own(std::move(entries));
  std::vector<AskedClient> asked;
  TargetRoutes routes{*target, {}};
  for (const Client* const it : all_clients()) {
    const Client& client = *it;
    for (const ClientVersion& row : client.history) {
      const Route route = ask(client, plain, *target, row.from);
      const Route with_secret = ask(client, planted, *target, row.from);
      check(route);
      check(with_secret);
      asked.push_back({&client, row.from, version_range(client, row.from)});
      routes.clients.push_back({route, with_secret});
    }
  }
  (void)clients_disagree(routes);
  hides_the_secret(render_routes_text(asked, routes));
  RoutesJson document(asked);
  document.add(routes);
  hides_the_secret(document.finish());
  return 0;
}

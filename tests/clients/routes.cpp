// SPDX-License-Identifier: Apache-2.0
// Prints the models' answers for scripts/compare-clients. One process answers many questions.
// Routes are not redacted: a proxy's host may be a part of its credentials, which `proxyenv
// explain` must not print. This program is not installed.
//
// Fields on standard input and output end with a NUL. A question has the client, the version
// (empty: the newest), the number of entries of the environment, the entries, the number of URLs,
// and the URLs. The answer has the version, then for each URL kind, proxy, variable and rule; or
// `?` and a message if there is no answer.
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "clients/catalog.hpp"

using namespace proxyenv;

namespace {

std::string read_field() {
  std::string field;
  if (!std::getline(std::cin, field, '\0')) std::exit(EXIT_SUCCESS);
  return field;
}

std::vector<std::string> read_fields() {
  std::vector<std::string> fields(std::stoul(read_field()));
  for (std::string& field : fields) field = read_field();
  return fields;
}

void write_field(std::string_view field) {
  std::cout << field << '\0';
}

std::string_view name_of(RouteKind kind) {
  if (kind == RouteKind::direct) return "direct";
  return kind == RouteKind::proxy ? "proxy" : "error";
}

void answer() {
  const Client* const client = find_client(read_field());
  const std::string asked = read_field();
  const Environment environment = Environment::own(read_fields());
  const std::vector<std::string> urls = read_fields();
  if (client == nullptr) return write_field("? no such client");
  const auto version = asked.empty() ? newest_version(*client) : parse_version(asked);
  if (!version) return write_field("? no version: " + asked);
  write_field(version->text());
  const Router router = client->compile(environment, *version);
  for (const std::string& url : urls) {
    const auto target = parse_target(url);
    if (!target) return write_field("? no target: " + url);
    const Route route = router(*target);
    for (const std::string_view field :
         {name_of(route.kind), std::string_view(route.proxy), std::string_view(route.variable),
          std::string_view(route.rule)}) {
      write_field(field);
    }
  }
}

}  // namespace

int main() {
  while (true) {
    answer();
    std::cout.flush();
  }
}

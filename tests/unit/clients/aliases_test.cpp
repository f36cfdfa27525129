// SPDX-License-Identifier: Apache-2.0
#include "clients/aliases.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "clients/catalog.hpp"

using namespace proxyenv;

TEST_CASE("each alias asks clients that have a model, and is no client itself") {
  std::string_view last;
  for (const Alias& alias : all_aliases()) {
    CAPTURE(alias.name);
    CHECK(last < alias.name);
    last = alias.name;
    CHECK(find_client(alias.name) == nullptr);
    CHECK(find_alias(alias.name) == &alias);
    CHECK_FALSE(alias.built_on.empty());
    CHECK_FALSE(alias.source.empty());
    CHECK_FALSE(clients_of(alias).empty());
    for (const Client* const client : clients_of(alias)) CHECK(client != nullptr);
  }
  CHECK(find_alias("curl") == nullptr);
  CHECK(find_alias("") == nullptr);
  CHECK(clients_of(*find_alias("uv")).front()->name == "rust-reqwest");
}

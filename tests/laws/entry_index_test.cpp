// SPDX-License-Identifier: Apache-2.0
// A model asks its EntryIndex which entries of a list it has to look at; otherwise each target
// costs a look at every entry. Here the models are linked with another EntryIndex, which can leave
// out the entry that exempts the target. What is exempt then was found without the index. The real
// one has its rows in tests/unit/clients/, and long_lists_test.cpp holds it to the clients'
// answers.
#include "clients/rules/entry_index.hpp"

#include <doctest/doctest.h>

#include <array>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "clients/catalog.hpp"
#include "laws/listed_environment.hpp"

namespace proxyenv::clients {

namespace {

std::string_view left_out;      // entries with this in their text; empty: none
std::size_t entries_added = 0;  // to all indexes

}  // namespace

class EntryIndex::Tables {
 public:
  std::vector<std::string> entries;
};

EntryIndex::EntryIndex() = default;
EntryIndex::~EntryIndex() = default;
EntryIndex::EntryIndex(EntryIndex&& other) noexcept = default;
EntryIndex& EntryIndex::operator=(EntryIndex&& other) noexcept = default;

void EntryIndex::add(std::string_view entry) {
  if (!tables_) tables_ = std::make_unique<Tables>();
  tables_->entries.emplace_back(entry);
  ++entries_added;
}

std::vector<EntryIndex::Position> EntryIndex::candidates(std::string_view /*host*/,
                                                         Networks /*networks*/) const {
  std::vector<Position> positions;
  const std::size_t size = tables_ ? tables_->entries.size() : 0;
  for (Position i = 0; i < size; ++i) {
    const bool is_kept =
        left_out.empty() || tables_->entries[i].find(left_out) == std::string::npos;
    if (is_kept) positions.push_back(i);
  }
  return positions;
}

}  // namespace proxyenv::clients

using namespace proxyenv;

namespace {

struct Row {
  std::string_view entry;
  std::string_view host;
  std::string_view name;  // in the entry alone
};

// Each is exempt by some clients.
constexpr std::array<Row, 12> kRows = {{
    {"ex.test", "ex.test", "ex.test"},
    {"ex.test", "a.ex.test", "ex.test"},
    {".ex.test", "a.ex.test", "ex.test"},
    {"*.ex.test", "a.ex.test", "ex.test"},
    {"http://ex.test", "ex.test", "ex.test"},
    {"ex.test:8080", "ex.test:8080", "ex.test"},
    {"10.98.0.1", "10.98.0.1", "10.98"},
    {"10.98.0.0/16", "10.98.0.1", "10.98"},
    {"10.98.*", "10.98.0.1", "10.98"},
    {"fd98::1", "[fd98::1]", "fd98"},
    {"[fd98::1]", "[fd98::1]", "fd98"},
    {"fd98::/16", "[fd98::1]", "fd98"},
}};

// The entry behind so many others that a model asks its index.
std::string list_with(std::string_view entry) {
  std::string list;
  for (int i = 0; i < 20; ++i) list.append("n" + std::to_string(i) + ".invalid,");
  return list.append(entry).append(",last.invalid");
}

Router compiled(const Client& client, const Version& version, const Environment& environment) {
  return client.compile(environment, version, Assumptions::in_place());
}

// Whether the router reads a list for the target, as it should have done before.
bool adds_entries(const Router& router, const Target& target) {
  const std::size_t before = clients::entries_added;
  static_cast<void>(router(target));
  return clients::entries_added != before;
}

}  // namespace

TEST_CASE("a model looks at the entries of a list that its index names, and at no others") {
  std::size_t exempt = 0;
  std::size_t clients_with_lists = 0;
  const Environment without = testing::environment_with(list_with("other.invalid"));
  for (const Client* const client : all_clients()) {
    const std::size_t exempt_before = exempt;
    for (const ClientVersion& version : client->history) {
      const Router router_without = compiled(*client, version.from, without);
      for (const Row& row : kRows) {
        const Environment with = testing::environment_with(list_with(row.entry));
        const Target target =
            parse_target(std::string(scheme_of(*client)).append("://").append(row.host)).value();
        const Router router = compiled(*client, version.from, with);
        clients::left_out = {};
        const bool is_exempt = router(target).kind == RouteKind::direct &&
                               router_without(target).kind == RouteKind::proxy;
        if (!is_exempt) continue;
        ++exempt;
        CAPTURE(client->name);
        CAPTURE(version.from.text());
        CAPTURE(row.entry);
        CHECK_FALSE(adds_entries(router, target));
        clients::left_out = row.name;
        const Route route = router(target);
        INFO("it looks at each entry: ask an EntryIndex (src/clients/rules/entry_index.hpp)");
        CHECK(route.kind == RouteKind::proxy);
      }
    }
    if (exempt > exempt_before) ++clients_with_lists;
  }
  MESSAGE(exempt << " exempt routes of " << clients_with_lists << " clients");
  CHECK(clients_with_lists > all_clients().size() / 2);
}

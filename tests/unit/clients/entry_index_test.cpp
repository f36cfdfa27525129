// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/entry_index.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace proxyenv;
using clients::EntryIndex;

namespace {

using Positions = std::vector<EntryIndex::Position>;

// Entries that matter to none of the hosts here.
constexpr EntryIndex::Position kOthers = 40;

EntryIndex index_of(const std::vector<std::string>& entries) {
  EntryIndex index;
  for (const std::string& entry : entries) index.add(entry);
  for (EntryIndex::Position i = 0; i < kOthers; ++i) {
    index.add("other" + std::to_string(i) + ".invalid");
  }
  return index;
}

bool is_candidate(const std::string& entry, std::string_view host,
                  EntryIndex::Networks networks = EntryIndex::Networks::left_out) {
  return index_of({entry}).candidates(host, networks) == Positions{0};
}

struct Row {
  const char* entry;
  const char* host;
  bool matters;
};

}  // namespace

TEST_CASE("an entry matters to the hosts that end in its name") {
  constexpr std::array<Row, 27> kRows = {{
      {"a.b", "a.b", true},
      {"a.b", "x.a.b", true},
      {"a.b", "xa.b", true},  // for clients that compare the ends of texts
      {"a.b", "a.bx", false},
      {"a.b", "a.b.c", false},
      {"a.b", ".b", false},
      {"a.b", "b", false},  // shorter than the name
      {"a.b", "a.b.", true},
      {"a.b", "a.b..", true},
      {"a.b", "", false},
      {"a.b", ".", false},
      {"A.B", "a.b", true},
      {"a.b", "x.A.B", true},
      {".a.b", "a.b", true},
      {".a.b", "c.b", false},
      {"*.a.b", "x.a.b", true},
      {"*.a.b", "x.c.b", false},
      {"*a.b", "xa.b", true},
      {"*a.b", "b", false},
      {"a-b_c", "x.a-b_c", true},
      {"a-b_c", "x.a-b-c", false},
      {"xn--bcher-kva.test", "www.xn--bcher-kva.test", true},
      {"10.0.0.1", "10.0.0.1", true},
      {"10.0.0.1", "10.0.0.2", false},
      {"10.0.0.1", "1", true},  // 0.0.0.1 to some
      {"10.0.0.1", "a.b", false},
      {"a.b", "10.0.0.1", false},
  }};
  for (const Row& row : kRows) {
    INFO(row.entry << " for " << row.host);
    // A host in an unusual form gets all entries.
    const Positions found = index_of({row.entry}).candidates(row.host);
    CHECK((!found.empty() && found.front() == 0) == row.matters);
  }
}

TEST_CASE("a network matters to the addresses in it, and to names only where they are looked up") {
  constexpr std::array<Row, 10> kRows = {{
      {"10.0.0.0/8", "10.1.2.3", true},
      {"10.9.9.9/8", "10.1.2.3", true},  // host bits
      {"10.0.0.0/8", "11.1.2.3", false},
      {"10.1.2.0/23", "10.1.3.255", true},
      {"10.1.2.0/23", "10.1.4.0", false},
      {"10.1.2.3/32", "10.1.2.3", true},
      {"10.1.2.3/32", "10.1.2.2", false},
      {"128.0.0.0/1", "255.0.0.1", true},
      {"128.0.0.0/1", "127.0.0.1", false},
      {"10.0.0.0/8", "a.b", false},
  }};
  for (const Row& row : kRows) {
    INFO(row.entry << " for " << row.host);
    CHECK(is_candidate(row.entry, row.host) == row.matters);
  }
  CHECK(is_candidate("10.0.0.0/8", "a.b", EntryIndex::Networks::looked_at));
  CHECK_FALSE(is_candidate("10.0.0.0/8", "11.0.0.1", EntryIndex::Networks::looked_at));
  CHECK_FALSE(is_candidate("c.b", "a.b", EntryIndex::Networks::looked_at));
}

TEST_CASE("an unusual entry is looked at for each host") {
  for (const char* const entry : {"",
                                  ".",
                                  "*",
                                  "*.",
                                  "a.",
                                  "a..b",
                                  "a*b",
                                  "a.*",
                                  "a:80",
                                  "[::1]",
                                  "::1",
                                  "fd00::/8",
                                  "a b",
                                  " a",
                                  "\"a\"",
                                  "http://a",
                                  "a/b",
                                  "10.0.0.0/0",
                                  "10.0.0.0/33",
                                  "10.0.0.0/+8",
                                  "10.0.0/8",
                                  "10.",
                                  "10.1",
                                  "010.0.0.1",
                                  "0x7f.1",
                                  "80",
                                  "10.0.0.1-10.0.0.9",
                                  "b\xc3\xbc",
                                  "i\xff",
                                  "localhost",
                                  "x.localhost",
                                  "127.0.0.1",
                                  "127.0.0.2",
                                  "0.0.0.0"}) {
    for (const char* const host : {"x.test", "10.2.3.4"}) {
      INFO(entry << " for " << host);
      CHECK(is_candidate(entry, host));
    }
  }
}

TEST_CASE("for an unusual host all entries are looked at") {
  for (const char* const host : {"fd00::1", "[fd00::1]", "::ffff:10.0.0.1", "10.1", "010.0.0.1",
                                 "0x7f.1", "2130706433", "10.0.0.1.", "a:80", "a.1b"}) {
    INFO(host);
    CHECK(index_of({"x.test", "10.0.0.0/8"}).candidates(host).size() == kOthers + 2);
  }
}

TEST_CASE("the places of the entries ascend, and each entry has its own") {
  const EntryIndex index = index_of({"*", "a.b", "b", "c", "A.b", ".b", "10.0.0.0/8", "a.b", "."});
  CHECK(index.candidates("x.a.b") == Positions{0, 1, 2, 4, 5, 7, 8});
  CHECK(index.candidates("x.b") == Positions{0, 2, 5, 8});
  CHECK(index.candidates("10.1.1.1") == Positions{0, 6, 8});
  CHECK(index.candidates("other7.invalid") == Positions{0, 8, 9 + 7});
}

TEST_CASE("a short list is looked at as a whole") {
  EntryIndex index;
  CHECK(index.candidates("a.b").empty());
  for (EntryIndex::Position i = 0; i < 100; ++i) {
    index.add(i == 3 ? "a.b" : "c.d");
    // All of them, or the one, once it is there.
    const Positions found = index.candidates("a.b");
    CHECK(found.size() == (i < 16 ? i + 1 : 1));
    CHECK((i < 3 || std::find(found.begin(), found.end(), 3) != found.end()));
  }
}

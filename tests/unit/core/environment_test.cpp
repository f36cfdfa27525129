// SPDX-License-Identifier: Apache-2.0
#include "core/environment.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "support/environment_strings.hpp"

using namespace proxyenv;
using proxyenv::testing::strings_of;

TEST_CASE("an entry is cut at its first =, and one without a name is no variable") {
  CHECK(split_entry("A=b")->name == "A");
  CHECK(split_entry("A=b")->value == "b");
  CHECK(split_entry("A=b=c")->value == "b=c");
  CHECK(split_entry("A=")->value.empty());
  CHECK(split_entry("a.b=c")->name == "a.b");
  CHECK_FALSE(split_entry("A"));
  CHECK_FALSE(split_entry("=b"));
  CHECK_FALSE(split_entry(""));
}

TEST_CASE("find answers as getenv does: the first, and only by the whole name") {
  const auto environment = Environment::own({"AB=1", "A", "A=2", "A=3", "EMPTY="});
  CHECK(environment.find("A") == "2");
  CHECK(environment.find("AB") == "1");
  CHECK(environment.find("EMPTY") == "");
  CHECK_FALSE(environment.find("B"));
  CHECK_FALSE(environment.find("AB="));
}

TEST_CASE("edits touch what they name, in place, and nothing else") {
  using Entries = std::vector<std::string>;
  struct Row {
    Entries before;
    std::vector<Edit> edits;
    Entries after;
    std::string_view why;
  };
  const Row rows[] = {
      {{"A=1", "B=2"}, {}, {"A=1", "B=2"}, "nothing asked"},
      {{"A=1", "B=2"}, {{"A", "3"}}, {"A=3", "B=2"}, "in place"},
      {{"A=1"}, {{"B", "2"}}, {"A=1", "B=2"}, "a new one at the end"},
      {{"A=1", "B=2"}, {{"A", std::nullopt}}, {"B=2"}, "removed"},
      {{"A=1"}, {{"B", std::nullopt}}, {"A=1"}, "removing what is not there"},
      {{"A=1", "B=2", "A=3"}, {{"A", "4"}}, {"A=4", "B=2", "A=4"}, "every entry of the name"},
      {{"A=1", "A=3"}, {{"A", std::nullopt}}, {}, "every entry of the name removed"},
      {{"A", "=A", "", "A=1"}, {{"A", "2"}}, {"A", "=A", "", "A=2"}, "malformed entries stay"},
      {{"AA=1"}, {{"A", "2"}}, {"AA=1", "A=2"}, "a longer name is another name"},
      {{"a=1"}, {{"A", "2"}}, {"a=1", "A=2"}, "names have case"},
      {{"A=1"}, {{"A", ""}}, {"A="}, "an empty value is a value"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(strings_of(edited(Environment::own(row.before), row.edits)) == row.after);
  }
}

TEST_CASE("untouched entries are the same pointers, also after several edits") {
  const char* const block[] = {"A=1", "B=2", nullptr};
  const auto borrowed = Environment::borrow(block);
  const Edit edit{"B", "3"};
  const auto once = edited(borrowed, {&edit, 1});
  const auto twice = edited(once, {});
  CHECK(twice.exec_block()[0] == block[0]);
  CHECK(std::strcmp(twice.exec_block()[1], "B=3") == 0);
  CHECK(twice.exec_block()[2] == nullptr);
}

TEST_CASE("an edited environment outlives the one it came from") {
  Environment last;
  {
    const auto first = Environment::own({"A=1"});
    const Edit edit{"B", "2"};
    last = edited(first, {&edit, 1});
  }
  CHECK(strings_of(last) == std::vector<std::string>{"A=1", "B=2"});
}

TEST_CASE("exec_size counts bytes, NULs and pointers") {
  CHECK(Environment().exec_size() == 0);
  CHECK(Environment::own({"A=1", ""}).exec_size() == 4 + 1 + 2 * sizeof(char*));
}

// SPDX-License-Identifier: Apache-2.0
#include "core/no_proxy.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace proxyenv;

TEST_CASE("what a list holds") {
  CHECK(exempts_everything("*"));
  CHECK(exempts_everything("a, *"));
  CHECK(exempts_everything("\"*\""));
  CHECK_FALSE(exempts_everything("*.a"));
  CHECK_FALSE(exempts_everything(""));

  CHECK(names_localhost("a,localhost"));
  CHECK(names_localhost("LOCALHOST"));
  CHECK_FALSE(names_localhost("localhost.test"));
  CHECK_FALSE(names_localhost("mylocalhost"));
  CHECK_FALSE(names_localhost(".localhost,127.0.0.1,::1"));
  CHECK(names_loopback_address("a,127.0.0.1"));
  CHECK(names_loopback_address("127.0.0.0/8"));
  CHECK(names_loopback_address("a,127.0.0.1/32"));
  CHECK_FALSE(names_loopback_address("127.0.0.1/33,127.0.0.1/a,127.1.0.0/16"));
  CHECK_FALSE(names_loopback_address("127.example.com,localhost,::1,128.0.0.1,127.0.0.10"));
}

TEST_CASE("clients that split at commas see fewer entries") {
  CHECK(joined_list(entries_at_commas(" a ,,b;c\t, \"d\"")) == "a,b;c,\"d\"");
  CHECK(entries_at_commas(" , ").empty());
}

TEST_CASE("entries are appended once") {
  CHECK(with_entries("", {"a", "b"}) == "a,b");
  CHECK(with_entries("a", {"A", "b"}) == "a,b");
  CHECK(with_entries("a,b", {"b", "a"}) == "a,b");
  CHECK(with_entries("a", {"b", "b"}) == "a,b");
  CHECK(with_entries("aa", {"a"}) == "aa,a");
}

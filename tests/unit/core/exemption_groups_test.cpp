// SPDX-License-Identifier: Apache-2.0
#include "core/exemption_groups.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "core/no_proxy.hpp"
#include "core/repair_list.hpp"

using namespace proxyenv;

namespace {
std::string joined(std::string_view list) {
  const auto entries = expand_exemptions(list);
  if (!entries) return "error: " + entries.error().message;
  std::string text;
  for (const std::string& entry : *entries) text.append(text.empty() ? "" : ",").append(entry);
  return text;
}
}  // namespace

TEST_CASE("entries and groups expand, without repetition") {
  struct Row {
    std::string_view list;
    std::string_view entries;
  };
  const Row rows[] = {
      {"a.test", "a.test"},
      {"a.test, b.test", "a.test,b.test"},
      {"@loopback", "localhost,127.0.0.1,0.0.0.0"},
      {"localhost,@loopback", "localhost,127.0.0.1,0.0.0.0"},
      {"@private", "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16"},
      {"a.test,@loopback,a.test", "a.test,localhost,127.0.0.1,0.0.0.0"},
      {"CORP,A.Test,corp,FD00::1", "corp,a.test,fd00::1"},
      {"*.x.test,.y,host:80,10.0.0.1,::1,[::1]", "*.x.test,.y,host:80,10.0.0.1,::1,[::1]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.list);
    CHECK(joined(row.list) == row.entries);
  }
}

TEST_CASE("what cannot be an exemption is an error that does not repeat it") {
  CHECK(joined("") == "error: the list has no entry");
  CHECK(joined(" ,") == "error: the list has no entry");
  CHECK(joined("*").starts_with("error: * would exempt every host"));
  CHECK(joined("a,http://u:s3cret@h").starts_with("error: entry 2 is not a host"));
  CHECK(joined("u:s3cret@h").starts_with("error: entry 1 is not a host"));
  CHECK(joined("a\nb,\x1b").starts_with("error: entry 3 is not a host"));
  CHECK(joined("@loopbak").find("did you mean @loopback?") != std::string::npos);
  CHECK(joined("@s3cretpassword").find("s3cret") == std::string::npos);
}

// Forms that make a client fail or exempt too much, as docs/clients.md says.
TEST_CASE("no group holds an entry that harms") {
  for (const ExemptionGroup& group : kExemptionGroups) {
    for (const std::string_view entry : entries_of(group.entries)) {
      CAPTURE(entry);
      CHECK(entry.find(':') == std::string_view::npos);   // IPv6: httpx fails, Ruby reads wider
      CHECK(entry.find('[') == std::string_view::npos);   // httpx fails
      CHECK(entry.find('*') == std::string_view::npos);   // curl, Python, gRPC: a plain name
      CHECK(entry.find("/0") == std::string_view::npos);  // curl, requests, grpc-js differ
      CHECK_FALSE(entry.ends_with('.'));                  // compared literally
    }
    const std::string list(group.entries);
    CHECK(repair_list(list).value == list);
  }
}

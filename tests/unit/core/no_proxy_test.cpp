// SPDX-License-Identifier: Apache-2.0
#include "core/no_proxy.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace proxyenv;

TEST_CASE("cleaning a list keeps its entries and mends the rest") {
  struct Row {
    std::string_view list;
    std::string_view cleaned;  // empty: left as it is
    std::string_view repairs;
    std::string_view why;
  };
  const Row rows[] = {
      {"a.test", "", "", "one entry"},
      {"a.test,.b.test,*.c.test,10.0.0.0/8,::1,d:80", "", "", "every dialect stays"},
      {"a,a", "", "", "a repeated entry is not dropped"},
      {"*", "", "", "everything"},
      {"a, b", "a,b", "blanks removed", "a blank behind the comma, which grpc-js keeps"},
      {"a ,b", "a,b", "blanks removed", "before it, which wget keeps"},
      {" a", "a", "blanks removed", "in front"},
      {"a\r", "a", "blanks removed", "a carriage return"},
      {"a b", "a,b", "blanks removed, entries separated by commas", "blanks for commas"},
      {"a;b", "a,b", "entries separated by commas", "semicolons"},
      {"a|b", "a,b", "entries separated by commas", "Java's separator"},
      {"a,", "a", "empty entries removed", "a trailing comma: grpc-js exempts every host"},
      {",a", "a", "empty entries removed", "a leading one"},
      {"a,,b", "a,b", "empty entries removed", "two commas"},
      {"a, ", "a", "blanks removed, empty entries removed", "a blank last entry: gRPC likewise"},
      {"\"a,b\"", "a,b", "quotes removed", "quotes round the list"},
      {"'a'", "a", "quotes removed", "single quotes"},
      {"\"a\",\"b\"", "a,b", "quotes removed", "quotes round each entry"},
      {"*,a", "", "", "* among others stays"},
      {"A.Test,[FD00::1]", "a.test,[FD00::1]", "entries in lower case",
       "grpc-js and npm compare letters"},
      {"A:80,B:x", "a:80,B:x", "entries in lower case",
       "with a port; not what may be user:password"},
      {"a b;c|d", "a,b,c,d", "blanks removed, entries separated by commas", "plain names"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.list);
    CAPTURE(row.why);
    const CleanedList cleaned = clean_list(row.list);
    CHECK(cleaned.value == (row.cleaned.empty() ? row.list : row.cleaned));
    CHECK(describe(cleaned.repairs) == row.repairs);
    CHECK((cleaned.defect == ListDefect::none));
    CHECK_FALSE(cleaned.blank);
    CHECK(clean_list(cleaned.value).value == cleaned.value);
  }
}

TEST_CASE("a list that cannot be cleaned with certainty is left") {
  struct Row {
    std::string_view list;
    ListDefect defect;
    std::string_view why;
  };
  const Row rows[] = {
      {"\"a,b", ListDefect::unbalanced_quotes, "one quote"},
      {"a\"b", ListDefect::unbalanced_quotes, "inside an entry"},
      {"'\"a\"'", ListDefect::unbalanced_quotes, "two pairs"},
      {"\" a\",b", ListDefect::unbalanced_quotes, "a blank inside an entry's quotes"},
      {" *", ListDefect::exempts_everything, "some clients read ` *` as *, some do not"},
      {"* a", ListDefect::exempts_everything, "`*` that no client saw among commas"},
      {"a;*", ListDefect::exempts_everything, "likewise"},
      {"a # b", ListDefect::unreadable, "a comment"},
      {"\"a,://b:n?\"", ListDefect::unreadable,
       "quotes round what is no host: httpx would fail on it"},
      {"10.0.0.1 - 10.0.0.9", ListDefect::unreadable, "a range"},
      {"a;fd00::/8", ListDefect::unreadable, "httpx would fail on what it did not see before"},
      {"*,", ListDefect::exempts_everything, "likewise"},
      {"a, *", ListDefect::exempts_everything,
       "gRPC's blank entry stays, too: nothing comes to life"},
      {"\"*\"", ListDefect::exempts_everything, "likewise"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.list);
    CAPTURE(row.why);
    const CleanedList cleaned = clean_list(row.list);
    CHECK(cleaned.value == row.list);
    CHECK((cleaned.defect == row.defect));
    CHECK((cleaned.repairs == Repair::none));
  }
}

TEST_CASE("lists that say nothing") {
  for (const std::string_view list : {" ", ",", " , ", "\"\"", ";", "\r\n"}) {
    CAPTURE(list);
    CHECK(clean_list(list).blank);
  }
  CHECK_FALSE(clean_list("").blank);
  CHECK_FALSE(clean_list(",a").blank);
}

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
  CHECK_FALSE(names_loopback_address("127.example.com,localhost,::1,128.0.0.1,127.0.0.10"));

  CHECK(needs_grpc_dialect("a,*.b"));
  CHECK(needs_grpc_dialect("Corp.test"));
  CHECK_FALSE(needs_grpc_dialect("a,.b,*c,*,*."));
  CHECK(in_grpc_dialect("A,*.b,.c,*d") == "a,.b,.c,*d");
}

TEST_CASE("entries are appended once") {
  CHECK(with_entries("", {"a", "b"}) == "a,b");
  CHECK(with_entries("a", {"A", "b"}) == "a,b");
  CHECK(with_entries("a,b", {"b", "a"}) == "a,b");
  CHECK(with_entries("a", {"b", "b"}) == "a,b");
  CHECK(with_entries("aa", {"a"}) == "aa,a");
}

TEST_CASE("lists are compared as sets, after cleaning") {
  const auto same = [](std::string_view a, std::string_view b) {
    return comparison_key_of_list(a) == comparison_key_of_list(b);
  };
  CHECK(same("a,b", "b, a"));
  CHECK(same("a,A,b", "b,a"));
  CHECK(same("\"a\"", "a"));
  CHECK_FALSE(same("a", "a,b"));
  CHECK_FALSE(same("a,b", "ab"));
  CHECK_FALSE(same(".a", "a"));
  CHECK_FALSE(same("\"a", "a"));
}

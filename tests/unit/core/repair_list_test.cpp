// SPDX-License-Identifier: Apache-2.0
#include "core/repair_list.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>

using namespace proxyenv;

TEST_CASE("repairing a list keeps its entries and mends the rest") {
  struct Row {
    std::string_view list;
    std::string_view repaired;  // empty: left as it is
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
    const RepairedList repaired = repair_list(row.list);
    CHECK(repaired.value == (row.repaired.empty() ? row.list : row.repaired));
    CHECK(describe(repaired.repairs) == row.repairs);
    CHECK((repaired.defect == ListDefect::none));
    CHECK_FALSE(repaired.blank);
    CHECK(repair_list(repaired.value).value == repaired.value);
  }
}

TEST_CASE("a list that cannot be repaired with certainty is left") {
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
    const RepairedList repaired = repair_list(row.list);
    CHECK(repaired.value == row.list);
    CHECK((repaired.defect == row.defect));
    CHECK((repaired.repairs == Repair::none));
  }
}

TEST_CASE("lists that say nothing") {
  for (const std::string_view list : {" ", ",", " , ", "\"\"", ";", "\r\n"}) {
    CAPTURE(list);
    CHECK(repair_list(list).blank);
  }
  CHECK_FALSE(repair_list("").blank);
  CHECK_FALSE(repair_list(",a").blank);
}

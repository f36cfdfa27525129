// SPDX-License-Identifier: Apache-2.0
#include "report/check_junit.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "unit/report/checked.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

TEST_CASE("a source is a suite, a finding a test that fails from the threshold on") {
  CHECK(
      render_check_junit(report_of({file(
          "a.env",
          {environment_of(3, 2, {quotes_at(2, "curl fails"), note_at(3), ignored(quotes_at(1))},
                          "service a")})})) ==
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"proxyenv check\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\">\n"
      "  <testsuite name=\"a.env\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\">\n"
      "    <testcase classname=\"a.env service a\" name=\"quotes HTTPS_PROXY\" file=\"a.env\" "
      "line=\"2\"><failure type=\"error\" message=\"HTTPS_PROXY has quotes round its value\">"
      "why: curl fails\nfix: remove the quotes where the value is set: docker's --env-file keeps "
      "them\nsee: docs/findings.md#quotes</failure></testcase>\n"
      "    <testcase classname=\"a.env service a\" name=\"set_but_empty no_proxy\" file=\"a.env\" "
      "line=\"3\"><system-out>note: no_proxy is set, with no value\nfix: remove it, or give it the "
      "value of its other spelling\nsee: docs/findings.md#set_but_empty</system-out></testcase>\n"
      "    <testcase classname=\"a.env service a\" name=\"quotes HTTPS_PROXY\" file=\"a.env\" "
      "line=\"1\"><skipped message=\"ignored, as asked: HTTPS_PROXY has quotes round its "
      "value\"/></testcase>\n"
      "  </testsuite>\n"
      "</testsuites>\n");
}

TEST_CASE(
    "an environment without findings is a test that passes, an unread source one with an error") {
  CHECK(
      render_check_junit(report_of({own_environment(environment_of(3, 0, {})), unread("x")})) ==
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"proxyenv check\" tests=\"2\" failures=\"0\" errors=\"1\" skipped=\"0\">\n"
      "  <testsuite name=\"environment\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n"
      "    <testcase classname=\"environment\" name=\"no proxy variable is set\"/>\n"
      "  </testsuite>\n"
      "  <testsuite name=\"x\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n"
      "    <testcase classname=\"x\" name=\"is read\" file=\"x\"><error message=\"file 'x': No "
      "such "
      "file or directory\"/></testcase>\n"
      "  </testsuite>\n"
      "</testsuites>\n");
}

TEST_CASE("what XML cannot hold is escaped in a JUnit report") {
  struct Row {
    const char* path;
    const char* attribute;
  };
  for (const Row& row : {
           Row{"a&b", "a&amp;b"}, Row{"<a>\"'", "&lt;a&gt;&quot;'"}, Row{"]]>", "]]&gt;"},
           Row{"a\x01\x1b\x7f\xff", "a\\x01\\x1b\\x7f\\xff"},
           Row{"\xef\xbf\xbe", "\\u{fffe}"},             // U+FFFE
           Row{"\xef\xbf\xbf", "\\u{ffff}"},             // U+FFFF
           Row{"\xef\xbf\xbd", "\xef\xbf\xbd"},          // U+FFFD is allowed
           Row{"\xed\xa0\x80", "\\xed\\xa0\\x80"},       // a surrogate is no UTF-8
           Row{"\xc2\x85", "\\u{0085}"},                 // C1
           Row{"\xe4\xb8\xad", "\xe4\xb8\xad"},          // Chinese
           Row{"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},  // an emoji
       }) {
    CAPTURE(row.path);
    const std::string xml =
        render_check_junit(report_of({file(row.path, {environment_of(1, 1, {quotes_at(1)})})}));
    const std::string attribute = " file=\"" + std::string(row.attribute) + "\" ";
    CHECK(xml.find(attribute) != std::string::npos);
  }
}

// SPDX-License-Identifier: Apache-2.0
#include "core/redaction.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

TEST_CASE("a proxy value is shown without its credentials, or as its length") {
  struct Row {
    std::string_view value;
    std::string_view shown;
    std::string_view why;
  };
  const Row rows[] = {
      {"http://p:3128", "http://p:3128", "nothing to hide"},
      {"http://p", "http://p", "a scheme and a host"},
      {"http://u:pw@p:3128", "http://***@p:3128", "credentials"},
      {"http://u@p:3128", "http://***@p:3128", "a user alone"},
      {"u:pw@p:3128", "***@p:3128", "no scheme"},
      {"http://u:p@ss@p:3128", "http://***@p:3128", "@ in the password: the last one counts"},
      {"http://u:p/ss@p:3128", "http://***@p:3128", "/ in the password"},
      {"http://u:p#s?s@p:3128/", "http://***@p:3128/", "# and ?"},
      {"\"http://u:pw@p:3128\"", "\"http://***@p:3128\"", "quotes are shown"},
      {"http://u:pw@p:3128\r", "http://***@p:3128\r", "a CR too (escaped when printed)"},
      {"p:3128", "p:3128", "no scheme, but a port"},
      {"http://p:3128/token", "http://p:3128/***", "a path is nobody's business"},
      {"http://[fd00::1]:3128", "http://[fd00::1]:3128", "IPv6"},
      {"http://u:pw@[fd00::1]:3128", "http://***@[fd00::1]:3128", "IPv6"},
      {"", "", "empty"},
      {"\"\"", "\"\"", "only quotes"},
      // If the text is not certainly a host, only its length is shown.
      {"s3cret", "(6 bytes, not shown)", "a word"},
      {"x", "(1 byte, not shown)", "a byte"},
      {"http://u:s3cret", "(15 bytes, not shown)", "the host is missing"},
      {"http://u:s3@cret", "(16 bytes, not shown)", "behind the @ there may be a password"},
      {"http://u:s3cret@", "(16 bytes, not shown)", "no host"},
      {"http://u:s3cret@p:x", "(19 bytes, not shown)", "a bad port"},
      {"http://u:s3cret@p q:1", "(21 bytes, not shown)", "a bad host"},
      {"http://u%3As3cret%40p:1", "(23 bytes, not shown)", "encoded as a whole"},
      {"http://u:s3cret@p:1 x", "(21 bytes, not shown)", "something behind"},
      {"alice://s3cret@p:3128", "(21 bytes, not shown)", "what stands before :// may be a user"},
      {"s3cret://p:1", "(12 bytes, not shown)", "likewise"},
      {"http://\xef\xbc\xa0s3cret:1", "(18 bytes, not shown)", "a full-width @"},
      {"http://u:443/s3cret%40p:3128", "(28 bytes, not shown)", "an encoded @ behind a slash"},
      {"http://u:443?s3cret%2540p:3128", "(30 bytes, not shown)", "encoded twice, behind ?"},
      {"http://u:443#s3cret\xef\xbc\xa0p:3128", "(28 bytes, not shown)", "full-width, behind #"},
      {"http://u:p@w:12/s3cret%40p:3128", "(31 bytes, not shown)", "a raw @ before it"},
      {"http://u:p%40w@p:3128", "http://***@p:3128", "an encoded @ in the password alone"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CAPTURE(row.why);
    CHECK(redact_proxy(row.value) == row.shown);
  }
}

TEST_CASE("an `@` is found in every form") {
  struct Row {
    std::string_view value;
    bool found;
    std::string_view why;
  };
  const Row rows[] = {
      {"a@b", true, "raw"},
      {"a%40b", true, "encoded"},
      {"a%2540b", true, "encoded twice"},
      {"a%25252525252525252540b", true, "encoded ten times"},
      {"a%%34%30b", true, "its digits encoded"},
      {"a%%25%33%34%25%33%30b", true, "and encoded again"},
      {"a\xef\xbc\xa0"
       "b",
       true, "full-width"},
      {"a\xef\xb9\xab"
       "b",
       true, "small"},
      {"a%EF%BC%A0b", true, "full-width, encoded"},
      {"a%25ef%25bc%25a0b", true, "full-width, encoded twice"},
      {"a\xef\xbc\x85"
       "40b",
       true, "a full-width percent sign"},
      {"a%\xef\xbc\x94\xef\xbc\x90"
       "b",
       true, "full-width digits"},
      {"http://h/path?x=%40", true, "in a query"},
      {"http://h/#@", true, "in a fragment"},
      {"", false, "nothing"},
      {"%4", false, "half an escape"},
      {"%4 0", false, "none"},
      {"%41", false, "another character"},
      {"40%", false, "no escape"},
      {"\xef\xbc", false, "half a character"},
      {"\xef\xbc\xa1", false, "a full-width A"},
      {"http://h:1/", false, "a URL"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CAPTURE(row.why);
    CHECK(holds_at_sign(row.value) == row.found);
  }
}

TEST_CASE("a long value takes time in proportion to its length") {
  // Quadratic, these would take hours.
  std::string wide;
  std::string nested = "%";
  for (int i = 0; i < 800'000; ++i) {
    wide.append("\xef\xbc\xa0");
    nested.append("25");
  }
  CHECK(holds_at_sign(wide));
  CHECK(holds_at_sign(nested + "40"));
  CHECK(!holds_at_sign(nested));
}

TEST_CASE("a list shows its entries only where the whole list allows it") {
  struct Row {
    std::string_view list;
    bool shown;
    std::string_view why;
  };
  const Row rows[] = {
      {"a.test,.b,10.0.0.0/8", true, "hosts"},
      {"a:80,b/c,50%,%zz", true, "ports and odd entries"},
      {"a,http://u:s3,cret@h", false, "a URL, cut at its comma"},
      {"a,http://u:s3cret%40h", false, "an encoded @"},
      {"alice:a;s3cret;b%40proxy:3128", false, "cut at semicolons"},
      {"alice:a s3cret b\xef\xbc\xa0proxy", false, "cut at blanks"},
      {"u:s3cret%2540h", false, "encoded twice"},
      {"u:s3cret%25252525252525252540h", false, "encoded ten times"},
      {"http://u:s3cret", false, "a URL without its end"},
      {"a,http%3a%2F%2Fu:s3cret", false, "an encoded URL"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.list);
    CAPTURE(row.why);
    const ListDisclosure lists(row.list);
    CHECK(lists.shows_entries() == row.shown);
    CHECK((lists.list(row.list) == row.list) == row.shown);
    CHECK(lists.quoted({"s3cret"}) == (row.shown ? "`s3cret`" : "1 entry"));
    CHECK(lists.quoted({"a", "b", "c"}) == (row.shown ? "`a` and 2 more" : "3 entries"));
    CHECK(EntryOfList("x").described(lists) ==
          (row.shown ? "the entry `x`" : "an entry that is not shown"));
  }
}

TEST_CASE("a list that was made from one with a password does not show its entries") {
  ListDisclosure lists("a.test,b.test");
  lists.take("http://alice:s3cret@h");
  CHECK(!lists.shows_entries());
  CHECK(lists.list("a.test,b.test") == "(13 bytes, not shown)");
}

TEST_CASE("a word of the command line is shown unless it could hold a proxy URL") {
  struct Row {
    std::string_view word;
    bool shown;
  };
  const Row rows[] = {
      {"python", true},
      {"/opt/tool@1.2/bin/x", true},
      {"./a@b", true},
      {"a=b", true},
      {"http://p:3128", false},
      {"u:s3cret@p", false},
      {"s3cret@p", false},
      {"/x/u:s3cret@p", false},
      {"--proxy=http://u:pw@p", false},
      {"u:s3cret%40p", false},
      {"C:/x", true},
      {"./http%3A%2F%2Fu%3As3cret%40p", false},
      {"./%68%74%74%70://u:s3cret", false},
      {"/a%b", true},
      {"user:s3cret%2540p", false},
      {"http%253A%252F%252Fu%253As3cret", false},
      {"http:\xef\xbc\x8f\xef\xbc\x8fu:s3cret\xef\xbc\xa0p", false},
      {"http:/u:s3cret", false},
      {"//s3cret@p", false},
      {"../a@b", true},
      {"/opt/node_modules/@scope/tool", true},
      {"u:s3cret%25252525252525252540p", false},
      {".s3cret@p", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CHECK((redact_word(row.word) == row.word) == row.shown);
  }
}

TEST_CASE("a very long word is shown as its length") {
  CHECK(redact_word(std::string(300, 'x')) == "(300 bytes, not shown)");
}

TEST_CASE("the words of JAVA_TOOL_OPTIONS are shown only where the whole value holds no `@`") {
  CHECK(redact_client_option("-Dhttp.proxyHost=h") == "-Dhttp.proxyHost=h");
  CHECK(redact_client_option("-Dx=http://u:a -Dhttp.proxyHost=s3cret b@h") ==
        "(42 bytes, not shown)");
  CHECK(redact_client_option("-Dx=u:a -Dhttp.nonProxyHosts=s3cret b%2540h") ==
        "(43 bytes, not shown)");
}

TEST_CASE("what SECURITY.md says cannot be told is shown, and its near misses are not") {
  struct Row {
    std::string_view value;
    std::string_view shown;
  };
  const Row rows[] = {
      {"alice:1234", "alice:1234"},
      {"http://alice:1234", "http://alice:1234"},
      {"alice:s3cret", "(12 bytes, not shown)"},
      {"alice:1234@", "(11 bytes, not shown)"},
      {"http://alice:123456", "(19 bytes, not shown)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(redact_proxy(row.value) == row.shown);
  }
  CHECK(ListDisclosure("alice:1234,db").list("alice:1234,db") == "alice:1234,db");
  CHECK(ListDisclosure("alice:1234@db").list("alice:1234@db") == "(13 bytes, not shown)");
}

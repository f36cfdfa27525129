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
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CAPTURE(row.why);
    CHECK(redact_proxy(row.value) == row.shown);
  }
}

TEST_CASE("a list that could hold a URL is shown as its length") {
  CHECK(redact_list("a.test,.b,10.0.0.0/8") == "a.test,.b,10.0.0.0/8");
  CHECK(redact_list("a,http://u:s3,cret@h") == "(20 bytes, not shown)");
  CHECK(redact_list("a,http://u:s3cret%40h") == "(21 bytes, not shown)");
  CHECK(redact_list("u:s3cret%2540h") == "(14 bytes, not shown)");
  CHECK(redact_list("http://u:s3cret") == "(15 bytes, not shown)");
  CHECK(redact_list("a,http%3a%2F%2Fu:s3cret") == "(23 bytes, not shown)");
  CHECK(redact_list("a:80,b/c,50%,%zz") == "a:80,b/c,50%,%zz");
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

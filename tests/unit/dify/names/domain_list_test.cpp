// SPDX-License-Identifier: Apache-2.0
#include "dify/names/domain_list.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::dify;

namespace {

// ".a b" or "error: ...".
std::string parsed(std::string_view text) {
  const auto list = parse_domain_list(text);
  if (!list) return "error: " + list.error().message;
  std::string shown;
  for (const Domain& domain : list->domains) {
    shown.append(shown.empty() ? "" : " ").append(domain.text());
  }
  return shown;
}

}  // namespace

TEST_CASE("domains are written as squid needs them") {
  struct Row {
    std::string_view text;
    std::string_view result;
    std::string_view why;
  };
  const Row rows[] = {
      {".googleapis.com google.dev", ".googleapis.com google.dev", "as they should be"},
      {"a.com,b.com;c.com|d.com\te.com", "a.com b.com c.com d.com e.com", "separators"},
      {"*.a.com", ".a.com", "a star"},
      {"https://A.com:8443/x?y#z", "a.com", "a URL"},
      {"http://*.a.com/", ".a.com", "a URL with a star"},
      {"a.com:443", "a.com", "a port"},
      {"a.com.", "a.com", "a trailing dot"},
      {".a.com.", ".a.com", "both dots"},
      {"\"a.com\" 'b.com'", "a.com b.com", "quotes: squid would read a file"},
      {"b\u00fccher.de", "xn--bcher-kva.de", "another script"},
      {"*.B\u00dcCHER.de", ".xn--bcher-kva.de", "and in upper case"},
      {"\u4f8b\u5b50.\u6d4b\u8bd5", "xn--fsqu00a.xn--0zwm56d", "a whole name of it"},
      {"a\u3002com", "a.com", "a full stop of another script"},
      {"xn--bcher-kva.de", "xn--bcher-kva.de", "punycode already"},
      {"a.com a.com A.COM", "a.com", "duplicates"},
      {".a.com a.com", ".a.com", ".x with x is fatal to squid"},
      {"a.com .a.com", ".a.com", "in either order"},
      {".a.com www.a.com .b.a.com c.com", ".a.com c.com", "what is covered"},
      {"b.a.com .b.a.com .a.com", ".a.com", "by the widest"},
      {".a.com .a.com a.com .a.com", ".a.com", "duplicates of what covers"},
      {"x.b.a.com y.b.a.com .x.b.a.com", "y.b.a.com .x.b.a.com", "what is beside it stays"},
      {"a.com www.a.com", "a.com www.a.com", "x alone covers no subdomain"},
      {".a.com ba.com", ".a.com ba.com", "ba.com is no subdomain of a.com"},
      {"1.a.com 1a.com", "1.a.com 1a.com", "digits"},
      {"a-b.c-d.com", "a-b.c-d.com", "hyphens"},
      {"", "error: the list has no entry", "nothing"},
      {" , ", "error: the list has no entry", "separators alone"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(parsed(row.text) == row.result);
  }
}

TEST_CASE("a list of a hundred thousand domains is read in a moment") {
  std::string text;  // it took 79 seconds when each domain was compared with each other
  for (int i = 0; i < 100000; ++i) text.append(" .d").append(std::to_string(i)).append(".com");
  const auto list = parse_domain_list(text);
  REQUIRE(list);
  CHECK(list->domains.size() == 100000);
}

TEST_CASE("what must not be listed is refused, with the reason") {
  struct Row {
    std::string_view text;
    std::string_view message;  // a part of it
    std::string_view why;
  };
  const Row rows[] = {
      {"10.0.0.1", "address", "it would pass the check for private networks"},
      {"8.8.8.8", "address", "a public one, too"},
      {"127.1", "address", "a short one"},
      {"0x7f000001", "address", "hexadecimal"},
      {"2130706433", "address", "one number"},
      {"1.2.3.4.", "address", "with a trailing dot"},
      {"\uff11\uff10.0.0.1", "address", "full-width digits"},
      {"[::1]", "address", "IPv6"},
      {"fd00::1", "address", "IPv6 without brackets"},
      {"http://[fd00::1]:80/", "address", "in a URL"},
      {"api", "single label", "a service"},
      {"plugin_daemon", "no domain name", "a service with an underscore"},
      {"http://weaviate:8080/", "single label", "a service in a URL"},
      {".com", "top-level domain", "half of the world"},
      {"*.local", "top-level domain", "all of the intranet"},
      {"*", "--domains all", "everything"},
      {"ALL", "lower case", "everything, in upper case"},
      {"a.com,all", "nothing beside it", "everything, beside something"},
      {"localhost", "single label", "this machine"},
      {"a.localhost", "this machine", "and its names"},
      {"host.docker.internal", "this machine", "and the one below"},
      {"a..com", "no domain name", "an empty label"},
      {"..a.com", "no domain name", "two dots in front"},
      {".", "names no domain", "a dot"},
      {"-n.a.com", "no domain name", "an option of squid's"},
      {"-i", "no domain name", "an option of squid's"},
      {"a.com-", "no domain name", "a hyphen at the end"},
      {"a_b.com", "no domain name", "an underscore"},
      {"a.com\"", "no domain name", "a quote inside"},
      {"a.com#", "", "a fragment is cut"},
      {"a.c$m", "no domain name", "a dollar"},
      {"a.${HOME}.com", "no domain name", "a reference"},
      {"a.com\\", "no domain name", "a backslash"},
      {"/etc/passwd", "names no domain", "a file"},
      {"a%2ecom", "no domain name", "an escape"},
      {"u:s3cret@a.com", "", "credentials are not repeated"},
      {"http://u:s3cret@a.com/", "@", "credentials are not repeated"},
      {"alice:12,s3cret,b@proxy", "@", "nor pieces of them, cut at commas"},
      {"a.com;s3cret;b%2540proxy", "@", "nor beside an encoded @"},
      {"a.com s3cret b\xef\xbc\xa0proxy", "@", "nor beside a full-width one"},
      {"http://a.com:12/x,s3cret.com,b.com/@proxy", "@", "nor behind a path"},
      {"http://a.com:12,s3cret", "entry 2 is a single label", "nor beside a URL"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.why);
    const auto list = parse_domain_list(row.text);
    if (row.text == "a.com#") {
      CHECK(parsed(row.text) == "a.com");
      continue;
    }
    REQUIRE(!list);
    CHECK(list.error().message.find(row.message) != std::string::npos);
    CHECK(list.error().message.find("s3cret") == std::string::npos);
    CHECK(list.error().message.find('\n') == std::string::npos);
  }
}

TEST_CASE("no list makes a line or a word of its own in squid's configuration") {
  // Accepted names consist only of these characters.
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = std::string("a") + static_cast<char>(byte) + "b.com";
    const auto list = parse_domain_list(text);
    if (!list) continue;
    for (const Domain& domain : list->domains) {
      CAPTURE(byte);
      CHECK(domain.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") ==
            std::string::npos);
      CHECK(domain.name.front() != '-');
    }
  }
}

TEST_CASE("what was rewritten or left out, and what is dangerous, is said") {
  const auto list = parse_domain_list("*.a.com www.a.com x.nip.io wiki.corp.internal nip.io.org");
  REQUIRE(list);
  REQUIRE(list->notes.size() == 2);
  CHECK(list->notes[0] == "*.a.com is written as .a.com");
  CHECK(list->notes[1].starts_with("www.a.com is left out: .a.com covers it"));
  REQUIRE(list->warnings.size() == 2);
  CHECK(list->warnings[0].find("nip.io") != std::string::npos);
  CHECK(list->warnings[1].find("wiki.corp.internal") != std::string::npos);
}

TEST_CASE("an entry covers a host or another entry as in squid's dstdomain") {
  struct Row {
    std::string_view entry;
    std::string_view other;
    bool covered;
  };
  const Row rows[] = {
      {".a.com", "a.com", true},      {".a.com", "www.a.com", true},
      {".a.com", ".a.com", true},     {".a.com", ".www.a.com", true},
      {".a.com", "xa.com", false},    {".a.com", ".com", false},
      {"a.com", "a.com", true},       {"a.com", "www.a.com", false},
      {"a.com", ".a.com", false},     {".www.a.com", "a.com", false},
      {"10.0.0.1", "10.0.0.1", true}, {"", "", true},
      {".", "a.com", false},          {".", ".", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.entry);
    CAPTURE(row.other);
    CHECK(covers(row.entry, row.other) == row.covered);
  }
}

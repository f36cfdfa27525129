// SPDX-License-Identifier: Apache-2.0
#include "core/repair_proxy.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

namespace {

std::string_view name_of(ProxyDefect defect) {
  switch (defect) {
    case ProxyDefect::none:
      return "none";
    case ProxyDefect::unreadable:
      return "unreadable";
    case ProxyDefect::unbalanced_quotes:
      return "unbalanced_quotes";
    case ProxyDefect::missing_scheme:
      return "missing_scheme";
    case ProxyDefect::unknown_scheme:
      return "unknown_scheme";
    case ProxyDefect::no_host:
      return "no_host";
    case ProxyDefect::bad_host:
      return "bad_host";
    case ProxyDefect::bad_port:
      return "bad_port";
    case ProxyDefect::unencoded_credentials:
      return "unencoded_credentials";
    case ProxyDefect::several_proxies:
      return "several_proxies";
    case ProxyDefect::second_scheme:
      return "second_scheme";
    case ProxyDefect::credentials_before_scheme:
      return "credentials_before_scheme";
    case ProxyDefect::assignment:
      return "assignment";
    case ProxyDefect::words_beside:
      return "words_beside";
    case ProxyDefect::comment:
      return "comment";
    case ProxyDefect::unseen_characters:
      return "unseen_characters";
    case ProxyDefect::typographic_characters:
      return "typographic_characters";
    case ProxyDefect::full_width_characters:
      return "full_width_characters";
  }
  return "?";
}

}  // namespace

TEST_CASE("a repair mends what is certain and leaves the rest byte for byte") {
  struct Row {
    std::string_view value;
    std::string_view repaired;  // empty: left as it is
    std::string_view defect;
    std::string_view why;
  };
  const Row rows[] = {
      // Correct values.
      {"http://p:3128", "", "none", "plain"},
      {"http://p:3128/", "", "none", "trailing slash"},
      {"http://p", "", "none", "no port: left, since clients differ in what they take"},
      {"http://10.0.0.1:3128", "", "none", "address"},
      {"http://[fd00::1]:3128", "", "none", "IPv6"},
      {"http://u:p%40ss@p:3128", "", "none", "encoded credentials"},
      {"http://u@p:3128", "", "none", "a user alone"},
      {"http://:@p:3128", "http://p:3128", "none", "empty credentials, of two empty variables"},
      {"http://@p:3128", "http://p:3128", "none", "likewise"},
      {"http://:pw@p:3128", "", "none", "a password alone stays (and is not copied down)"},
      {"wpad:80/wpad.dat", "", "missing_scheme", "where settings are, not a proxy"},
      {"https://p:443", "", "none", "TLS to the proxy"},
      {"socks5h://p:1080", "", "none", "SOCKS"},
      {"http://my_proxy:3128", "", "none", "underscore, as Compose service names have"},
      // Blanks and quotes.
      {" http://p:3128", "http://p:3128", "none", "leading blank"},
      {"http://p:3128\r", "http://p:3128", "none", "carriage return of a CRLF file"},
      {"http://p:3128\n\t ", "http://p:3128", "none", "newline, tab, blank"},
      {"\"http://p:3128\"", "http://p:3128", "none", "quotes kept by --env-file"},
      {"'http://p:3128'", "http://p:3128", "none", "single quotes"},
      {" \" http://p:3128 \" ", "http://p:3128", "none", "blanks in and round quotes"},
      {"\"http://p:3128'", "", "unbalanced_quotes", "two different quotes"},
      {"\"http://p:3128", "", "unbalanced_quotes", "only one"},
      {"'http://u:p@p:3128", "", "unbalanced_quotes", "only one, before credentials"},
      {"'\"http://p:3128\"'", "", "unbalanced_quotes", "two pairs: one too many to be sure"},
      // Scheme.
      {"HTTP://p:3128", "http://p:3128", "none", "scheme in upper case"},
      {"Socks5://p:1080", "socks5://p:1080", "none", "mixed case"},
      {"p:3128", "http://p:3128", "none", "host:port"},
      {"10.0.0.1:3128", "http://10.0.0.1:3128", "none", "address:port"},
      {"p:3128/", "http://p:3128/", "none", "with a slash"},
      {"[fd00::1]:3128", "http://[fd00::1]:3128", "none", "IPv6 in brackets"},
      {"u:pw@p:3128", "http://u:pw@p:3128", "none", "credentials without a scheme"},
      {"p", "", "missing_scheme", "a bare word may be `none` or `1`"},
      {"true", "", "missing_scheme", "like this one"},
      {"8080:80", "", "missing_scheme", "a number is no host name"},
      {"http:3128", "", "missing_scheme", "a scheme that lost its slashes"},
      {"http:p:3128", "", "missing_scheme", "likewise"},
      {"http:/u:pw@p:3128", "", "missing_scheme", "nor is it a user called http"},
      {"http:u:pw@p:3128", "", "missing_scheme", "nor here"},
      {"//u:pw@p:3128", "", "missing_scheme", "slashes are no part of a user"},
      {"http:////u:pw@p:3128", "", "unencoded_credentials", "likewise"},
      {"//p:3128", "", "missing_scheme", "no scheme before the slashes"},
      {"fd00::1:3128", "", "missing_scheme", "IPv6 without brackets: where does the port begin?"},
      {"ftp://p:21", "", "unknown_scheme", "not a proxy's"},
      {"htp://p:3128", "", "unknown_scheme", "mistyped"},
      {"1http://p:3128", "", "unreadable", "no scheme begins with a digit"},
      // Host and port.
      {"http://", "", "no_host", "nothing"},
      {"http://:3128", "", "no_host", "a port alone"},
      {"http://u:pw@:3128", "", "no_host", "credentials and a port"},
      {"http://p:0", "", "bad_port", "0"},
      {"http://p:65535", "", "none", "the last port"},
      {"http://p:65536", "", "bad_port", "one more"},
      {"http://p:3128x", "", "bad_port", "a letter"},
      {"http://p:", "", "bad_port", "nothing behind the colon"},
      {"http://p:+80", "", "bad_port", "a sign"},
      {"http://p:${PORT}", "", "bad_port", "a variable that nobody expanded"},
      {"http://p p:3128", "", "bad_host", "a blank inside"},
      {"http://p,q:3128", "", "bad_host", "two hosts"},
      {"http://-p:3128", "", "bad_host", "no name begins with a hyphen"},
      {"http://p..q:3128", "", "bad_host", "an empty label"},
      {"http://[fd00::1:3128", "", "bad_host", "a bracket without its partner"},
      {"http://[p]:3128", "", "bad_host", "a name in brackets"},
      {"http://p\n:3128", "", "unreadable", "a newline inside"},
      // Credentials.
      {"http://u:p@ss@p:3128", "http://u:p%40ss@p:3128", "none", "@ in the password"},
      {"http://u@corp.test:pw@p:3128", "http://u%40corp.test:pw@p:3128", "none", "@ in the user"},
      {"http://u:p#ss@p:3128", "http://u:p%23ss@p:3128", "none", "# in the password"},
      {"http://u:p/s?s@p:3128", "http://u:p%2Fs%3Fs@p:3128", "none", "/ and ?"},
      {"http://u:100%@p:3128", "http://u:100%25@p:3128", "none", "% that encodes nothing"},
      {"http://u:p s@p:3128", "http://u:p%20s@p:3128", "none", "a blank"},
      {"u:p@ss@p:3128", "http://u:p%40ss@p:3128", "none", "without a scheme, too"},
      {"http://u:12/34@p:3128", "", "unencoded_credentials",
       "a password 12/34, or a proxy `u` on port 12 with a path"},
      {"http://us#er@p:3128", "", "unencoded_credentials", "a proxy `us`, or a user"},
      {"http://u:p#ss@p", "", "unencoded_credentials", "no port behind: the split is in doubt"},
      {"http://u:p@ss%40@p:3128", "", "unencoded_credentials", "half encoded: what is %40?"},
      {"http://u:p\x01s@p:3128", "", "unreadable", "a control character"},
      {"http://u%40c:p@s@p:3128", "http://u%40c:p%40s@p:3128", "none",
       "the user encoded, the password not: each is clear by itself"},
      {"http://u:p\xc3\xa4s@p:3128", "http://u:p%C3%A4s@p:3128", "none",
       "Go and reqwest read no bytes above ASCII"},
      {"http://u:p\xe4s@p:3128", "", "unencoded_credentials", "no UTF-8: Python would lose it"},
      {"http://u:it's@p:3128", "http://u:it%27s@p:3128", "none", "curl refuses a quote"},
      {"http://DOM\\u:p@p:3128", "http://DOM%5Cu:p@p:3128", "none", "a domain of Windows"},
      {"http://j\xc3\xb6rg:\xe2\x82\xac@p:3128", "http://j%C3%B6rg:%E2%82%AC@p:3128", "none",
       "letters beyond ASCII, and a sign"},
      {"http://u@c.test:1234@p:3128", "http://u%40c.test:1234@p:3128", "none", "an address, a PIN"},
      {"http://j doe:p@p:3128", "", "unencoded_credentials", "a user with a blank: or a command?"},
      {"http://u:p/12,34@p:3128", "http://u:p%2F12,34@p:3128", "none", "a comma in the password"},
      {"http://u:12,3/4@p:3128", "", "unencoded_credentials", "a proxy `u:12` and more"},
      {"u:12,34@p:3128", "", "several_proxies", "likewise"},
      {"http://u:12,34@p:3128", "", "none", "nothing to mend"},
      {"http://u:/pw@p:3128", "", "unencoded_credentials", "a colon and a slash end a scheme"},
      {"http:\\\\u:p@p:3128", "", "missing_scheme", "a scheme of Windows"},
      {"http://http:p@s@p:3128", "", "unencoded_credentials", "a user called http"},
      {"http://${U}:${P}@p:3128", "", "unencoded_credentials", "variables that nobody expanded"},
      {"http://u:%PASS%@p:3128", "", "unencoded_credentials", "likewise, of Windows"},
      {"http://u:%%pw@p:3128", "http://u:%25%25pw@p:3128", "none", "near miss: no name between"},
      {"http://u:p{w}@p:3128", "http://u:p%7Bw%7D@p:3128", "none", "near miss: braces alone"},
      {"http://D\\\\u:p@p:3128", "", "unencoded_credentials", "a backslash that was escaped"},
      {"\\\\u:p@p:3128", "", "missing_scheme", "a path of Windows"},
      {"http://u:p\\@s@p:3128", "", "unencoded_credentials", "escaped for a shell"},
      {"http://u:p\\s@p:3128", "http://u:p%5Cs@p:3128", "none", "near miss: before a letter"},
      {"http://u:\"p@s\"@p:3128", "", "unencoded_credentials", "quotes round the password"},
      {"http://u:p\"s@p:3128", "http://u:p%22s@p:3128", "none", "near miss: in the password"},
      {"proxy: u@p:3128", "", "missing_scheme", "a line of YAML"},
      {"proxy:u:p@p:3128", "", "missing_scheme", "a label, or a mistyped scheme"},
      {"http://u:p:q@p:3128", "", "none", "near miss: behind a scheme"},
      // Not one proxy.
      {"http://http://u:p@p:3128", "", "second_scheme", "pasted behind a scheme"},
      {"https://http://p:3128", "", "second_scheme", "without credentials"},
      {"http://p:1/http://q:2", "", "none", "a path, which has a finding of its own"},
      {"u:p@http://p:3128", "", "credentials_before_scheme", "before the scheme"},
      {"HTTP_PROXY=http://u:p@p:3128", "", "assignment", "a whole assignment"},
      {"HTTP_PROXY=u:p@p:3128", "", "assignment", "without a scheme"},
      {"export https_proxy=http://u:p@p:3128", "", "assignment", "a line of a shell"},
      {"http://p:1 HTTPS_PROXY=http://p:1", "", "assignment", "one quote round two assignments"},
      {"curl -x http://u:p@p:3128", "", "words_beside", "a command"},
      {"PROXY u:p@p:3128", "", "words_beside", "the answer of a PAC file"},
      {"PROXY p:3128; DIRECT", "", "words_beside", "likewise, whole"},
      {"http://p:3128 # office", "", "comment", "a comment behind the value"},
      {"http://u:p #w@p:3128", "http://u:p%20%23w@p:3128", "none", "near miss: in a password"},
      {"http://p:1,http://u:p@q:2", "", "several_proxies", "two URLs"},
      {"http://p:1,u:p@q:2", "", "several_proxies", "reads well, and has an odd user"},
      {"http://p:1;q:2", "", "several_proxies", "without credentials"},
      {"http://u:p@p:1 http://v:w@q:2", "", "several_proxies", "by a blank"},
      {"\xef\xbb\xbfhttp://u:p@p:3128", "", "unseen_characters", "a byte order mark"},
      {"http://p:3128\xc2\xa0", "", "unseen_characters", "a no-break space"},
      {"\xe2\x80\x9chttp://u:p@p:3128\xe2\x80\x9d", "", "typographic_characters",
       "typographic quotes"},
      {"http://u:p\xef\xbc\xa0p:3128", "", "full_width_characters", "a full-width @"},
      {"http://u\xef\xb9\x95p@p:3128", "", "full_width_characters", "a small colon"},
      {"http://u\xe2\x88\xb6p@p:3128", "", "typographic_characters", "the sign of a ratio"},
      {"http://u:p\xe2\x88\x95q@p:3128", "", "typographic_characters", "the slash of a division"},
      {"http://u:p\xe3\x85\xa4q@p:3128", "", "unseen_characters", "a filler of Hangul"},
      {"http://u:p\xef\xbf\xbdq@p:3128", "", "unseen_characters", "what decoders put for bytes"},
      {"http://u:p\xe2\x82\xacq@p:3128", "http://u:p%E2%82%ACq@p:3128", "none",
       "near miss: the euro sign"},
      {"http://u\xcd\xbep@p:3128", "", "typographic_characters", "the Greek question mark"},
      {"http://u\xd6\x89p@p:3128", "", "typographic_characters", "the Armenian full stop"},
      {"http://u:50\xd9\xaaq@p:3128", "", "typographic_characters", "the Arabic percent sign"},
      {"http://u:p\xe2\xa7\xb8q@p:3128", "", "typographic_characters", "a big slash"},
      {"http://u:p\xe2\x80\xa2q@p:3128", "", "typographic_characters", "a bullet"},
      {"http://u:p\xc3\x97q@p:3128", "http://u:p%C3%97q@p:3128", "none", "near miss: times"},
      {"http://u:p\\x40q@p:3128", "", "unencoded_credentials", "escaped for a program"},
      {"http://u:p\\u0040q@p:3128", "", "unencoded_credentials", "escaped in JSON"},
      {"http://u:p\\xyq@p:3128", "http://u:p%5Cxyq@p:3128", "none", "near miss: no digits"},
      {"http://u:#{P}@p:3128", "", "unencoded_credentials", "a template of Ruby"},
      {"http://u:<%=p%>@p:3128", "", "unencoded_credentials", "a template of ERB"},
      {"http://u:`cat p`@p:3128", "", "unencoded_credentials", "a command of a shell"},
      {"http://u:p`w@p:3128", "http://u:p%60w@p:3128", "none", "near miss: one backtick"},
      {"http://u:<password>@p:3128", "", "unencoded_credentials", "an example"},
      {"http://u:[password]@p:3128", "", "unencoded_credentials", "likewise"},
      {"http://u:p<w>@p:3128", "http://u:p%3Cw%3E@p:3128", "none", "near miss: not all of it"},
      {"http%3A%2F%2Fu:p@p:3128", "", "missing_scheme", "a URL that was encoded"},
      {"u%3Av:p@p:3128", "http://u%3Av:p@p:3128", "none", "near miss: no slash behind"},
      {"`http://u:p@p:3128", "", "unreadable", "a backtick"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CAPTURE(row.why);
    const RepairedProxy repaired = repair_proxy(row.value);
    CHECK(repaired.value == (row.repaired.empty() ? row.value : row.repaired));
    CHECK(name_of(repaired.defect) == row.defect);
    CHECK((repaired.repairs != Repair::none) == !row.repaired.empty());
    CHECK_FALSE(repaired.blank);
    CHECK(repair_proxy(repaired.value).value == repaired.value);
  }
}

TEST_CASE("values that say nothing") {
  for (const std::string_view value : {" ", "\r\n", "\"\"", "''", " \" \" "}) {
    CAPTURE(value);
    CHECK(repair_proxy(value).blank);
    CHECK(repair_proxy(value).value == value);
  }
  CHECK_FALSE(repair_proxy("\"").blank);
  CHECK_FALSE(repair_proxy("'\"").blank);
}

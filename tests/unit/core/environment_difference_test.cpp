// SPDX-License-Identifier: Apache-2.0
#include "core/environment_difference.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace proxyenv;

namespace {

std::string side(const std::optional<SettingValue>& value) {
  return value ? "`" + value->redacted() + "`" : "-";
}

// "https_proxy other_value `x` `y` DETAIL", one line for each difference, and what is the same.
std::string compared(std::vector<std::string> a, std::vector<std::string> b) {
  const EnvironmentDifference result =
      compare_environments(Environment::own(std::move(a)), Environment::own(std::move(b)));
  std::string text;
  for (const VariableDifference& it : result.differences) {
    text.append(it.variable).append(" ").append(to_string(it.kind)).append(" ");
    text.append(side(it.a)).append(" ").append(side(it.b)).append(" ").append(it.detail);
    text.append("\n");
  }
  return text + std::to_string(result.same) + " the same";
}

}  // namespace

TEST_CASE("two environments that say the same have no difference") {
  CHECK(compared({}, {}) == "0 the same");
  CHECK(compared({"A=1", "HOME=/a"}, {"B=2"}) == "0 the same");
  CHECK(compared({"https_proxy=http://p:1", "A=1"}, {"A=2", "https_proxy=http://p:1"}) ==
        "1 the same");
  CHECK(compared({"NO_PROXY=", "no_proxy=a"}, {"no_proxy=a", "NO_PROXY="}) == "2 the same");
}

TEST_CASE("each kind of difference of a proxy has its name and a clause") {
  struct Row {
    std::string_view a;
    std::string_view b;
    std::string_view line;
    std::string_view why;
  };
  const Row rows[] = {
      {"http://p:1", "http://p:2", "other_value `http://p:1` `http://p:2` another value", "port"},
      {"http://p:1", "http://q:1", "other_value `http://p:1` `http://q:1` another value", "host"},
      {"http://p:1", "https://p:1", "other_value `http://p:1` `https://p:1` another value",
       "scheme"},
      {"http://p:80", "http://p", "other_value `http://p:80` `http://p` another value",
       "clients have other default ports"},
      {"http://p:1", "", "other_value `http://p:1` `` empty in B", "set to nothing"},
      {"\"\"", "http://p:1",
       "other_value `\"\"` `http://p:1` in A it has nothing but spaces, quotes or separators",
       "says nothing"},
      {"junk", "http://p:1", "other_value `(4 bytes, not shown)` `http://p:1` another value",
       "no proxy"},
      {"http://P:1/", "http://p:1",
       "written_differently `http://P:1/` `http://p:1` the same proxy, written differently",
       "letter case and a slash"},
      {"\"http://p:1\"", "http://p:1",
       "written_differently `\"http://p:1\"` `http://p:1` the same once it is repaired (A: quotes "
       "removed)",
       "quotes"},
      {"p:1 ", "'http://p:1'",
       "written_differently `p:1 ` `'http://p:1'` the same once it is repaired (A: blanks removed, "
       "scheme http:// added; B: quotes removed)",
       "both need repair"},
      {"http://u:one@p:1", "http://u:two@p:1",
       "other_credentials `http://***@p:1` `http://***@p:1` the same proxy, with other credentials",
       "password"},
      {"http://u@p:1", "http://p:1",
       "other_credentials `http://***@p:1` `http://p:1` the same proxy, with credentials only in A",
       "none in B"},
      {"http://u:a%62@p:1", "http://u:ab@p:1",
       "written_differently `http://***@p:1` `http://***@p:1` the same proxy, written differently",
       "an encoded letter"},
      {"http://u:one@p:1", "http://u:one@q:1",
       "other_value `http://***@p:1` `http://***@q:1` another value", "host beside credentials"},
      {"http://u:a/b@p:1", "http://u:a/c@p:1",
       "other_credentials `http://***@p:1` `http://***@p:1` the same proxy, with other credentials",
       "credentials that need repair"},
      {"http://u:1/b@p:1", "http://u:1/c@p:1",
       "other_value `http://***@p:1` `http://***@p:1` another value",
       "the host may be u, and the port 1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(compared({"https_proxy=" + std::string(row.a)}, {"https_proxy=" + std::string(row.b)}) ==
          "https_proxy " + std::string(row.line) + "\n0 the same");
  }
}

TEST_CASE("a variable of one environment alone names the twin that says the same") {
  CHECK(compared({"https_proxy=http://p:1"}, {}) ==
        "https_proxy only_in_a `http://p:1` - only in A\n0 the same");
  CHECK(compared({}, {"HTTP_PROXY="}) == "HTTP_PROXY only_in_b - `` only in B\n0 the same");
  CHECK(compared({"https_proxy=http://p:1"}, {"HTTPS_PROXY=http://P:1/"}) ==
        "https_proxy only_in_a `http://p:1` - only in A; B has the same in HTTPS_PROXY\n"
        "HTTPS_PROXY only_in_b - `http://P:1/` only in B; A has the same in https_proxy\n"
        "0 the same");
  CHECK(compared({"https_proxy=http://p:1"}, {"HTTPS_PROXY=http://q:1"}) ==
        "https_proxy only_in_a `http://p:1` - only in A\n"
        "HTTPS_PROXY only_in_b - `http://q:1` only in B\n"
        "0 the same");
}

TEST_CASE("lists name the entries of one side") {
  CHECK(compared({"no_proxy=a,b"}, {"no_proxy=b,A"}) ==
        "no_proxy written_differently `a,b` `b,A` the same once it is repaired (B: entries in "
        "lower case)\n0 the same");
  CHECK(compared({"no_proxy=a,b"}, {"no_proxy=b,a"}) ==
        "no_proxy written_differently `a,b` `b,a` the same entries, in another order or letter "
        "case\n0 the same");
  CHECK(compared({"no_proxy=a,b,c,d"}, {"no_proxy=b,x"}) ==
        "no_proxy other_value `a,b,c,d` `b,x` only A has `a` and 2 more; only B has `x`\n"
        "0 the same");
  CHECK(compared({"no_grpc_proxy=a"}, {"no_grpc_proxy=a,b"}) ==
        "no_grpc_proxy other_value `a` `a,b` only B has `b`\n0 the same");
}

TEST_CASE("a list that may hold credentials hides the entries of both sides") {
  const std::string line = compared({"no_proxy=a,http://u:s3cret@p:1", "NO_PROXY=a,b"},
                                    {"no_proxy=a,s3cret", "NO_PROXY=a,s3cret"});
  CHECK(line ==
        "no_proxy other_value `(21 bytes, not shown)` `(8 bytes, not shown)` only A has 1 entry; "
        "only B has 1 entry\n"
        "NO_PROXY other_value `(3 bytes, not shown)` `(8 bytes, not shown)` only A has 1 entry; "
        "only B has 1 entry\n"
        "0 the same");
}

TEST_CASE("a name that stands twice is compared with all its values") {
  CHECK(compared({"http_proxy=http://p:1", "http_proxy=http://q:1"}, {"http_proxy=http://p:1"}) ==
        "http_proxy other_value `http://p:1` `http://p:1` in A it is set twice, with different "
        "values\n0 the same");
  CHECK(compared({"http_proxy=http://p:1", "http_proxy=http://p:1"}, {"http_proxy=http://p:1"}) ==
        "http_proxy written_differently `http://p:1` `http://p:1` the same proxy, written "
        "differently\n0 the same");
}

TEST_CASE("Java and Node.js are compared in what tells them of a proxy") {
  const std::string java = "JAVA_TOOL_OPTIONS=-Dhttps.proxyHost=p";
  CHECK(compared({"JAVA_TOOL_OPTIONS=-Xmx1g"}, {"JAVA_TOOL_OPTIONS=-Xmx2g"}) == "0 the same");
  CHECK(compared({"JAVA_TOOL_OPTIONS=-Xmx1g"}, {}) == "0 the same");
  CHECK(compared({java + " -Xmx1g"}, {java}) == "1 the same");
  CHECK(compared({java}, {"JAVA_TOOL_OPTIONS=-Dhttps.proxyHost=q"}) ==
        "JAVA_TOOL_OPTIONS other_value `-Dhttps.proxyHost=p` `-Dhttps.proxyHost=q` another value\n"
        "0 the same");
  CHECK(compared({java}, {}) ==
        "JAVA_TOOL_OPTIONS only_in_a `-Dhttps.proxyHost=p` - only in A\n0 the same");
  CHECK(compared({"NODE_USE_ENV_PROXY=1"}, {"NODE_USE_ENV_PROXY="}) ==
        "NODE_USE_ENV_PROXY other_value `1` `` another value\n0 the same");
  CHECK(compared({}, {"NODE_USE_ENV_PROXY=1"}) ==
        "NODE_USE_ENV_PROXY only_in_b - `1` only in B\n0 the same");
}

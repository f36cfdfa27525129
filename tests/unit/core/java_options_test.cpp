// SPDX-License-Identifier: Apache-2.0
#include "core/java_options.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

TEST_CASE("a JVM's options are words at blanks, quotes hold together") {
  const auto joined = [](std::string_view text) {
    const auto words = split_java_options(text);
    if (!words) return std::string("nothing");
    std::string all;
    for (const std::string& word : *words) all.append("[").append(word).append("]");
    return all;
  };
  CHECK(joined("").empty());
  CHECK(joined(" \t\n\v\f\r").empty());
  CHECK(joined("-a -b\t-c\n") == "[-a][-b][-c]");
  CHECK(joined("-Dx='a b' \"-Dy\"=c") == "[-Dx=a b][-Dy=c]");
  CHECK(joined("-Dx=\"it's\"") == "[-Dx=it's]");
  CHECK(joined("''") == "[]");
  CHECK(joined("-Dx=a\\ b") == "[-Dx=a\\][b]");
  CHECK(joined("-Dx='a") == "nothing");
  CHECK(joined("-Dx='a\"") == "nothing");
}

TEST_CASE("exemptions in Java's words") {
  struct Row {
    std::string_view list;
    std::string_view patterns;
    std::string_view left_out;
    std::string_view why;
  };
  const Row rows[] = {
      {"", "", "", "nothing"},
      {"ex.test", "ex.test|*.ex.test", "", "a name, and the names below it"},
      {"EX.test.", "ex.test|*.ex.test", "", "in lower case, without the dot at the end"},
      {".ex.test,*.ex.test", "*.ex.test|*.ex.test", "", "only the names below"},
      {"*ex.test", "", "[*ex.test]", "a raw suffix: nobody else reads it so"},
      {"10.*", "", "[10.*]", "Java's own word; nobody else reads it"},
      {"localhost 127.0.0.1", "localhost|*.localhost|127.0.0.1", "", "an address is itself"},
      {"10.0.0.0/8,192.168.1.2/16,10.1.2.0/24", "10.*|192.168.*|10.1.2.*", "", "at octets"},
      {"10.1.2.3/32", "10.1.2.3", "", "one address"},
      {"172.16.0.0/14", "172.16.*|172.17.*|172.18.*|172.19.*", "", "a few prefixes"},
      {"10.1.2.252/30", "10.1.2.252|10.1.2.253|10.1.2.254|10.1.2.255", "", "a few addresses"},
      {"240.0.0.0/4",
       "240.*|241.*|242.*|243.*|244.*|245.*|246.*|247.*|248.*|249.*|250.*|251.*|252.*|253.*|254.*|"
       "255.*",
       "", "16 are not too many"},
      {"10.0.0.0/11,10.0.0.0/9", "", "[10.0.0.0/11][10.0.0.0/9]", "more are"},
      {"0.0.0.0/0", "", "[0.0.0.0/0]", "would be every name, too"},
      {"10.0.0.0/33,10.0.0/8,10.0.0.0/,10.0.0.0/+8", "",
       "[10.0.0.0/33][10.0.0/8][10.0.0.0/][10.0.0.0/+8]", "no networks"},
      {"fd00::1,[FD00::2]", "[fd00::1]|[fd00::2]", "", "IPv6 as it stands in a URL"},
      {"fd00::/8,[fd00::/8],[x]", "", "[fd00::/8][[fd00::/8]][[x]]", "no IPv6 networks"},
      {"ex.test:8080,http://ex.test,ex.test/path", "",
       "[ex.test:8080][http://ex.test][ex.test/path]", "ports, URLs, paths"},
      {"a -Dx=y,b$(c),d\\e,f{g}", "a|*.a", "[-Dx=y][b$(c)][d\\e][f{g}]", "no hosts"},
      {{"::\0x", 4}, "", {"[::\0x]", 6}, "an address ends where it ends, not at a NUL"},
      {"*", "", "[*]", "the caller's business"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const JavaExemptions result = in_java_dialect(row.list);
    CHECK(result.patterns == row.patterns);
    std::string left_out;
    for (const std::string_view entry : result.left_out) {
      left_out.append("[").append(entry).append("]");
    }
    CHECK(left_out == row.left_out);
  }
}

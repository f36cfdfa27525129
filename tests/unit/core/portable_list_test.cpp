// SPDX-License-Identifier: Apache-2.0
#include "core/portable_list.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>

using namespace proxyenv;

TEST_CASE("each entry is spelled so that the most clients read the same in it") {
  struct Row {
    std::string_view list;
    std::string_view portable;
    std::string_view why;
  };
  const Row rows[] = {
      {"example.com", "example.com,.example.com", ".NET and axios read subdomains in `.x` alone"},
      {".example.com", "example.com,.example.com", "wget, Go and gRPC read no apex in `.x`"},
      {"*.example.com", "example.com,.example.com", "only some read `*.x`"},
      {"example.com,.example.com,*.example.com", "example.com,.example.com", "once"},
      {"EXAMPLE.com.", "example.com,.example.com", "grpc-js compares letters, most the dot"},
      {"corp", "corp", "a name without a dot is a host"},
      {".corp", "corp,.corp", "near miss: with a dot in front it is a domain"},
      {"localhost,127.0.0.1,::1", "localhost,127.0.0.1,::1", "addresses stay"},
      {"*example.com", "*example.com", "a raw suffix is left: it means more than the domain"},
      {"example.com:443", "example.com:443", "no spelling of a port is read by all"},
      {"10.0.0.0/8", "10.0.0.0/8", "a network has no other spelling"},
      {"10.1.2.3/32", "10.1.2.3", "but one of a single address"},
      {"10.1.2.6/31", "10.1.2.6,10.1.2.7", "or of few"},
      {"10.1.2.7/30", "10.1.2.4,10.1.2.5,10.1.2.6,10.1.2.7", "host bits are aside"},
      {"10.1.2.0/27", "10.1.2.0/27", "near miss: 32 addresses"},
      {"10.1.2.3/33", "10.1.2.3/33", "no network"},
      {"10.*", "10.0.0.0/8", "as Java writes it, and people do"},
      {"192.168.*.*", "192.168.0.0/16", "star by star"},
      {"192.168.", "192.168.0.0/16", "an open end"},
      {"172.16.5.*", "172.16.5.0/24", "three numbers"},
      {"1.2.3.4.*", "1.2.3.4.*", "near miss: five parts"},
      {"10.*.3", "10.*.3", "a star in the middle is no network"},
      {"10.1.2.3.", "10.1.2.3.", "an address with a dot at its end"},
      {"10", "10", "a number is a name without a dot"},
      {"256.*", "256.*", "no part of an address"},
      {"[fd00::1]", "fd00::1", "httpx fails on brackets"},
      {"[fd00::1]:443", "[fd00::1]:443", "near miss: with a port they are needed"},
      {"fd00::/8", "fd00::/8", "left, and reported"},
      {"http://example.com/", "example.com,.example.com", "a URL that names no more than a host"},
      {"http://example.com/path", "http://example.com/path", "near miss: one that does"},
      {"http://u:p@example.com", "http://u:p@example.com", "nor is a password cut off"},
      {".", ".", "a lone dot"},
      {"", "", "nothing"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.list);
    CAPTURE(row.why);
    CHECK(portable_list(row.list) == row.portable);
    CHECK(portable_list(row.portable) == row.portable);
  }
}

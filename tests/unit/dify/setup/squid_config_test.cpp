// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/squid_config.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <vector>

using namespace proxyenv::dify;

TEST_CASE("what stays direct is read back from the include that init wrote") {
  const auto upstream = parse_upstream("http://192.168.0.1:7890");
  REQUIRE(upstream);
  const std::string text =
      render_upstream_for_all(*upstream, {".corp.test", "git.corp.test", "10.0.0.9", "wiki.test"});
  const DirectPlaces direct = read_direct(text);
  CHECK(direct.domains ==
        std::vector<std::string>{".internal", ".local", ".corp.test", "wiki.test"});
  CHECK(direct.addresses == std::vector<std::string>{"10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16",
                                                     "172.16.0.0/12", "192.168.0.0/16",
                                                     "100.64.0.0/10", "::1", "fc00::/7",
                                                     "fe80::/10", "10.0.0.9"});
  const std::string selective = render_selective_upstream(*upstream, {{"x.test", true}});
  CHECK(read_direct(selective).domains.empty());
  CHECK(read_direct(selective).addresses.empty());
  CHECK(read_direct("").domains.empty());
  CHECK(read_direct("# acl proxyenv_direct_domains dstdomain -n .x\n").domains.empty());
  CHECK(read_direct("acl proxyenv_direct_domains dstdomain -n .x").domains ==
        std::vector<std::string>{".x"});
}

TEST_CASE("a template that somebody patched after a recipe is told from Dify's own") {
  struct Row {
    std::string text;
    std::vector<std::size_t> lines;
    const char* why;
  };
  const Row rows[] = {
      {"http_port ${HTTP_PORT}\n", {}, "Dify's own"},
      {"# cache_peer 172.1.1.1 parent 3128 0 no-query default\n", {}, "the comment in it"},
      {"cache_peer ${SANDBOX_HOST} parent ${SANDBOX_PORT} 0 no-query originserver\n",
       {},
       "its sandbox"},
      {"cache_peer\t${SANDBOX_HOST}\tparent ${SANDBOX_PORT} 0 originserver no-query # x\r\n",
       {},
       "its sandbox in other blanks and another order"},
      {"cache_peer_access ${SANDBOX_HOST} deny all\n", {}, "no cache_peer"},
      {"cache_peer\t10.9.9.9 parent 7890 0 no-query default\n", {1}, "a tab"},
      {"cache_peer 10.9.9.9 parent 7890 0 no-query originserver\n", {1}, "not the sandbox"},
      {"cache_peer ${SANDBOX_HOST} parent 7890 0 no-query\n", {1}, "the sandbox as a proxy"},
      {"cache_peer\n", {1}, "half a line"},
      {"a\ncache_peer 192.168.0.1 parent 7890 0 no-query default\n", {2}, "a parent"},
      {"acl x dstdomain ${DOMAINS_BY_PROXY}\r\n", {1}, "a variable of a recipe, CRLF"},
      {"  cache_peer ${HTTP_PROXY_SERVER_HOST} parent ${HTTP_PROXY_SERVER_PORT} 0",
       {1},
       "no newline"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(article_lines(row.text) == row.lines);
  }
}

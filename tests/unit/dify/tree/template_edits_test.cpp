// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/template_edits.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace proxyenv::dify;

TEST_CASE("a template that somebody patched after a recipe is told from Dify's own") {
  struct Row {
    std::string text;
    std::string lines;  // empty: none
    const char* why;
  };
  const Row rows[] = {
      {"http_port ${HTTP_PORT}\n", "", "Dify's own"},
      {"# cache_peer 172.1.1.1 parent 3128 0 no-query default\n", "", "the comment in it"},
      {"cache_peer ${SANDBOX_HOST} parent ${SANDBOX_PORT} 0 no-query originserver\n", "",
       "its sandbox"},
      {"cache_peer\t${SANDBOX_HOST}\tparent ${SANDBOX_PORT} 0 originserver no-query # x\r\n", "",
       "its sandbox in other blanks and another order"},
      {"cache_peer_access ${SANDBOX_HOST} deny all\n", "", "no cache_peer"},
      {"cache_peer\t10.9.9.9 parent 7890 0 no-query default\n", "1", "a tab"},
      {"cache_peer 10.9.9.9 parent 7890 0 no-query originserver\n", "1", "not the sandbox"},
      {"cache_peer ${SANDBOX_HOST} parent 7890 0 no-query\n", "1", "the sandbox as a proxy"},
      {"cache_peer\n", "1", "half a line"},
      {"a\ncache_peer 192.168.0.1 parent 7890 0 no-query default\n", "2", "a parent"},
      {"acl x dstdomain ${DOMAINS_BY_PROXY}\r\n", "1", "a variable of a recipe, CRLF"},
      {"  cache_peer ${HTTP_PROXY_SERVER_HOST} parent ${HTTP_PROXY_SERVER_PORT} 0", "1",
       "no newline"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto edit = find_template_edit({"a.template", row.text});
    CHECK(edit.has_value() == !row.lines.empty());
    if (edit) CHECK(edit->lines == row.lines);
  }
}

TEST_CASE("init and verify tell of the same lines") {
  const std::string parent = "cache_peer 192.168.0.1 parent 7890 0 no-query default\n";
  const auto edit = find_template_edit({"a.template", parent + "http_port 3128\n" + parent});
  REQUIRE(edit);
  CHECK(edit->warning_of_init() ==
        "a.template was patched by hand (line 1, 3): squid would have two parents, or none that it "
        "can read; put Dify's own file back, git checkout a.template");
  CHECK(edit->message_of_verify() ==
        "a.template has a parent of its own or variables of a recipe for editing it (line 1, 3): "
        "squid then has two parents, or stops");
  CHECK(edit->advice_of_verify() == "put Dify's own file back (git checkout a.template)");
  const auto hostile = find_template_edit({"x;touch pwned;.template", parent});
  REQUIRE(hostile);
  CHECK(hostile->warning_of_init().ends_with("git checkout 'x;touch pwned;.template'"));
  CHECK(hostile->advice_of_verify().ends_with("(git checkout 'x;touch pwned;.template')"));
  const auto secret = find_template_edit({"u:s3cret@h.template", parent});
  REQUIRE(secret);
  CHECK(secret->warning_of_init().starts_with("(19 bytes, not shown) was patched"));
  CHECK(secret->warning_of_init().ends_with("git checkout that file"));
  CHECK(secret->message_of_verify().starts_with("(19 bytes, not shown) has a parent"));
  CHECK(secret->advice_of_verify().ends_with("(git checkout that file)"));
  CHECK_FALSE(find_template_edit({"a.template", "http_port ${HTTP_PORT}\n"}));
}

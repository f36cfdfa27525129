// SPDX-License-Identifier: Apache-2.0
#include "report/plan_text.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace proxyenv;

TEST_CASE("the plan is a table, with the findings below") {
  const auto environment = Environment::own(
      {"https_proxy=http://u:s3cret@p:1", "no_proxy=localhost,127.0.0.1", "NO_PROXY=.a"});
  CHECK(render_plan_text(make_plan(environment, {})) ==
        "VARIABLE     BEFORE               AFTER           REASON\n"
        "https_proxy  http://***@p:1       (same)          consistent\n"
        "HTTPS_PROXY  (not set)            http://***@p:1  copied from https_proxy\n"
        "grpc_proxy   (not set)            http://***@p:1  for gRPC, from https_proxy\n"
        "no_proxy     localhost,127.0.0.1  (same)          differs from NO_PROXY\n"
        "NO_PROXY     .a                   (same)          differs from no_proxy\n"
        "\n"
        "warning: case_conflict: no_proxy and NO_PROXY differ: curl, git, wget, Python, Ruby, Node "
        "and gRPC read no_proxy; Go and Rust's reqwest read NO_PROXY; set both alike, or decide "
        "with --prefer lower or --prefer upper (PROXYENV_PREFER); docker -e replaces only the "
        "spelling that it names\n"
        "note: order_dependent: no_proxy and its twin differ, and npm reads whichever stands last; "
        "set both alike\n");
}

TEST_CASE("nothing is said in words") {
  CHECK(render_plan_text(make_plan(Environment::own({"A=1"}), {})) ==
        "no proxy variable is set, and none would be added\n");
}

TEST_CASE("cells are cut and escaped, and tell empty, removed and not set apart") {
  std::string list = "host-0.test";
  for (int i = 1; i < 1000; ++i) list.append(",host-" + std::to_string(i) + ".test");
  const std::string table = render_plan_text(
      make_plan(Environment::own({"http_proxy=", "ftp_proxy=' '", "no_proxy=" + list,
                                  "NO_PROXY=" + list, "https_proxy=http://p:1\x1b[31m"}),
                {}));
  CHECK(table.find("host-0.test,hos...t,host-999.test (1000 entries)") != std::string::npos);
  CHECK(table.find("http_proxy   (empty)") != std::string::npos);
  CHECK(table.find("(removed)") != std::string::npos);
  CHECK(table.find('\x1b') == std::string::npos);
}

TEST_CASE("one change is one clause") {
  const Plan plan = make_plan(Environment::own({"NO_PROXY=a", "no_proxy=,"}), {});
  CHECK(render_change(plan.changes[0]) == "set no_proxy to a: was empty; filled from NO_PROXY");
  const Plan removal = make_plan(Environment::own({"no_proxy=,"}), {});
  CHECK(render_change(removal.changes[0]) ==
        "unset no_proxy: has nothing but blanks, quotes or separators");
}

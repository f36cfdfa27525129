// SPDX-License-Identifier: Apache-2.0
#include "report/plan_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <sstream>
#include <string>

#include "text/display.hpp"

using namespace proxyenv;

TEST_CASE("the plan is a table, with the findings below") {
  const auto environment =
      Environment::own({"https_proxy=http://u:s3cret@p:1", "no_proxy=localhost,127.0.0.1",
                        "NO_PROXY=.a", "NODE_USE_ENV_PROXY=1"});
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
        "note: order_dependent: no_proxy and NO_PROXY differ, and npm reads whichever stands last; "
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
        "unset no_proxy: has nothing but spaces, quotes or separators");
}

namespace {

Plan plan_of(std::vector<std::string> entries) {
  return make_plan(Environment::own(std::move(entries)), {});
}

Plan usual_plan() {
  return plan_of({"HTTPS_PROXY=http://u:p@proxy.corp:3128", "no_proxy=,", "http_proxy="});
}

}  // namespace

TEST_CASE("a terminal that is wide enough gets the same table as a file") {
  const Plan plan = usual_plan();
  std::istringstream lines(render_plan_text(plan));
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) break;  // the findings follow
    widest = std::max(widest, display_width(line));
  }
  const std::string in_file = render_plan_text(plan);
  const std::string table = in_file.substr(0, in_file.find("\n\n"));
  CHECK(render_plan_text(plan, {widest, {}}).starts_with(table));
  CHECK_FALSE(render_plan_text(plan, {widest - 1, {}}).starts_with(table));
}

TEST_CASE("a reason is wrapped in its column, then goes below its row, then nothing is a table") {
  const Plan plan = plan_of({"HTTPS_PROXY=http://u:p@proxy.corp:3128", "NO_PROXY=x"});
  const std::string wide = render_plan_text(plan, {101, {}});
  CHECK(wide.find(
            "no_grpc_proxy  (not set)                   x,localhost,127.0.0.1       exemptions for "
            "gRPC, with\n"
            "                                                                       loopback, "
            "since gRPC now uses\n"
            "                                                                       the proxy\n") !=
        std::string::npos);
  const std::string usual = render_plan_text(plan, {80, {}});
  CHECK(
      usual.starts_with("VARIABLE       BEFORE                      AFTER\n"
                        "https_proxy    (not set)                   http://***@proxy.corp:3128\n"
                        "    copied from HTTPS_PROXY\n"
                        "HTTPS_PROXY    http://***@proxy.corp:3128  (same)\n"
                        "    consistent\n"));
  const std::string narrow = render_plan_text(plan, {40, {}});
  CHECK(
      narrow.starts_with("https_proxy\n"
                         "  before: (not set)\n"
                         "  after:  http://***@proxy.corp:3128\n"
                         "  copied from HTTPS_PROXY\n"
                         "HTTPS_PROXY\n"));
}

TEST_CASE("no line is wider than its terminal, whatever stands in the values") {
  std::string list = "host-0.test";
  for (int i = 1; i < 100; ++i) list.append(",host-" + std::to_string(i) + ".test");
  std::string chinese;
  for (int i = 0; i < 50; ++i) chinese.append("\xe4\xbb\xa3");
  const Plan plan = plan_of({"http_proxy=http://" + std::string(90, 'a') + ".test:3128",
                             "https_proxy=http://proxy.test:3128", "no_proxy=" + list,
                             "ftp_proxy=" + chinese, "NO_PROXY="});
  for (std::size_t width = 20; width < 400; ++width) {
    CAPTURE(width);
    const std::string text = render_plan_text(plan, {width, Style::colored()});
    std::istringstream lines(text.substr(0, text.find("\n\n")));
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      const bool is_one_word =
          line.find_first_of(' ', line.find_first_not_of(' ')) == std::string::npos;
      CHECK((display_width(line) <= width || is_one_word));
    }
  }
}

TEST_CASE("changed values and severities are painted, and nothing else differs") {
  const Plan plan = usual_plan();
  std::string painted = render_plan_text(plan, {kUnlimitedWidth, Style::colored()});
  CHECK(painted.find("\x1b[32mhttp://***@proxy.corp:3128\x1b[0m") != std::string::npos);
  CHECK(painted.find("\x1b[31m(removed)\x1b[0m") != std::string::npos);
  CHECK(painted.find("\x1b[36mnote\x1b[0m: ") != std::string::npos);
  std::string plain;
  while (!painted.empty()) {
    const std::size_t length = length_of_sequence(painted);
    if (length == 0) plain.push_back(painted.front());
    painted.erase(0, std::max<std::size_t>(length, 1));
  }
  CHECK(plain == render_plan_text(plan));
}

// SPDX-License-Identifier: Apache-2.0
#include "report/diff.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace proxyenv;

namespace {

EnvironmentDiff equal_sides() {
  EnvironmentDiff diff{{"process 1"}, {"file 'a\x1b'"}, false, {}, {}, {}};
  for (const std::string_view name : {"curl", "go", "python-httpx"}) {
    const Client* client = find_client(name);
    const Version newest = newest_version(*client);
    diff.asked.push_back({client, newest, version_range(*client, newest)});
  }
  diff.asked[0].version_text = "7.88.1";
  diff.targets.push_back({parse_target("https://x/").value(), {}});
  return diff;
}

EnvironmentDiff different_sides() {
  EnvironmentDiff diff = equal_sides();
  diff.variables =
      compare_environments(Environment::own({"https_proxy=http://u:s3cret@p:1", "no_proxy=a"}),
                           Environment::own({"no_proxy=a", "NO_PROXY=b\x1b"}));
  const Route proxy = Route::through("http", "p", 1, "https_proxy");
  diff.targets.front().clients = {{0, proxy, Route::direct("none")},
                                  {1, proxy, Route::error("raises")},
                                  {2, proxy, Route::direct("nothing")}};
  return diff;
}

}  // namespace

TEST_CASE("a diff for a person has both sides of each difference, and a line that counts") {
  CHECK(render_diff_text(different_sides()) ==
        "A: process 1\n"
        "B: file 'a\\x1b'\n"
        "\n"
        "https_proxy: only in A\n"
        "  A: http://***@p:1\n"
        "  B: (not set)\n"
        "\n"
        "NO_PROXY: only in B\n"
        "  A: (not set)\n"
        "  B: b\\x1b\n"
        "\n"
        "https://x/\n"
        "  A: http://p:1\n"
        "  B: direct\n"
        "      curl@7.88.1, python-httpx\n"
        "  A: http://p:1\n"
        "  B: fails\n"
        "      go\n"
        "\n"
        "different: 2 of 3 proxy variables, and routes to 1 of 1 URL\n");
  CHECK(differs(different_sides()));
}

TEST_CASE("equal environments are told from empty ones") {
  EnvironmentDiff diff = equal_sides();
  CHECK_FALSE(differs(diff));
  CHECK(render_diff_text(diff) ==
        "A: process 1\nB: file 'a\\x1b'\n\nno proxy variable is set in either\n");
  diff.variables.same = 1;
  diff.is_normalized = true;
  CHECK(render_diff_text(diff) ==
        "A: process 1, as run would make it\nB: file 'a\\x1b', as run would make it\n\n"
        "the same: 1 proxy variable, and the routes of 3 clients to 1 URL\n");
}

TEST_CASE("what is not known is told, and is neither the same nor counted as another value") {
  EnvironmentDiff diff = equal_sides();
  diff.a.remarks.push_back(
      {{FindingKind::other_reading, "https_proxy", "https_proxy is read so\x1b"}, 0});
  diff.variables.same = 1;
  CHECK(is_all_known(diff));
  CHECK(render_diff_text(diff).find("B: file 'a\\x1b'\n\nthe same: 1 proxy variable, and") !=
        std::string::npos);
  diff.b.remarks.push_back({{FindingKind::value_not_known, "", "include names other files"}, 3});
  CHECK_FALSE(is_all_known(diff));
  CHECK_FALSE(differs(diff));
  CHECK(render_diff_text(diff) ==
        "A: process 1\n"
        "  note: other_reading: https_proxy is read so\\x1b; " +
            std::string(row_of(FindingKind::other_reading).advice) +
            "\n"
            "B: file 'a\\x1b'\n"
            "  line 3: note: value_not_known: include names other files; " +
            std::string(row_of(FindingKind::value_not_known).advice) +
            "\n\n"
            "no difference in 1 proxy variable, but not everything is known, as told above\n");
  diff.variables =
      compare_environments(Environment::own({"https_proxy=http://p:1"}),
                           Environment::own({"no_proxy=a"}), {}, {{}, {"https_proxy"}});
  CHECK(differs(diff));
  const std::string text = render_diff_text(diff);
  CHECK(
      text.find("https_proxy: its value is not known in B\n  A: http://p:1\n  B: (not known)\n") !=
      std::string::npos);
  CHECK(text.find("different: 1 of 2 proxy variables, and routes to 0 of 1 URL; not known: 1\n") !=
        std::string::npos);
  const std::string json = render_diff_json(diff);
  CHECK(json.find(R"("all_known":false)") != std::string::npos);
  CHECK(json.find(R"("side":"b","line":3})") != std::string::npos);
  CHECK(json.find(R"({"variable":"https_proxy","difference":"not_known",)") != std::string::npos);
}

TEST_CASE("a route alone is a difference") {
  EnvironmentDiff diff = equal_sides();
  diff.targets.front().clients = {{1, Route::direct("none"), Route::error("raises")}};
  CHECK(differs(diff));
  CHECK(render_diff_text(diff).find(
            "different: 0 of 0 proxy variables, and routes to 1 of 1 URL") != std::string::npos);
}

TEST_CASE("long values and many clients fit a terminal") {
  EnvironmentDiff diff = equal_sides();
  diff.variables = compare_environments(
      Environment::own({"no_proxy=" + std::string(300, 'a') + ".test"}), Environment::own({}));
  diff.asked.clear();
  for (const Client* client : all_clients()) {
    diff.targets.front().clients.push_back(
        {diff.asked.size(), Route::direct("none"), Route::error("raises")});
    diff.asked.push_back({client, newest_version(*client), "all"});
  }
  const std::string text = render_diff_text(diff);
  CHECK(text.find("...") != std::string::npos);
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    CAPTURE(text.substr(begin, end - begin));
    CHECK(end - begin <= 80);
    begin = end + 1;
  }
}

TEST_CASE("a diff at a terminal has its width and its colours") {
  EnvironmentDiff diff = different_sides();
  diff.variables = compare_environments(
      Environment::own({"no_proxy=" + std::string(300, 'a') + ".test"}), Environment::own({}));
  const std::string narrow = render_diff_text(diff, {40, Style()});
  for (std::size_t begin = 0; begin < narrow.size();) {
    const std::size_t end = narrow.find('\n', begin);
    CAPTURE(narrow.substr(begin, end - begin));
    CHECK(end - begin <= 40);
    begin = end + 1;
  }
  CHECK(render_diff_text(diff, {1000, Style()}).find(std::string(300, 'a')) != std::string::npos);
  CHECK(render_diff_text(diff, {80, Style::colored()})
            .find(Style::colored().painted(Ink::heading, "no_proxy") + ": only in A\n") !=
        std::string::npos);
}

TEST_CASE("a diff for programs has every field, and clients that differ alone") {
  CHECK(
      render_diff_json(different_sides()) ==
      R"({"schema":2,"a":"process 1","b":"file 'a\\x1b'","normalized":false,"all_known":true,"same":1,"remarks":[],"variables":[)"
      R"({"variable":"https_proxy","difference":"only_in_a","a":"http://***@p:1","b":null,)"
      R"("detail":"only in A"},)"
      R"({"variable":"NO_PROXY","difference":"only_in_b","a":null,"b":"b\\x1b",)"
      R"("detail":"only in B"}],"targets":[{"url":"https://x/","scheme_assumed":false,"clients":[)"
      R"({"client":"curl","version":"7.88.1",)"
      R"("a":{"route":"proxy","proxy":"http://p:1","variable":"https_proxy","rule":"from https_proxy","if":null,"near_miss":null},)"
      R"("b":{"route":"direct","proxy":null,"variable":null,"rule":"none","if":null,"near_miss":null}},)"
      R"({"client":"go","version":"1.27+",)"
      R"("a":{"route":"proxy","proxy":"http://p:1","variable":"https_proxy","rule":"from https_proxy","if":null,"near_miss":null},)"
      R"("b":{"route":"error","proxy":null,"variable":null,"rule":"raises","if":null,"near_miss":null}},)"
      R"({"client":"python-httpx","version":"0.28+",)"
      R"("a":{"route":"proxy","proxy":"http://p:1","variable":"https_proxy","rule":"from https_proxy","if":null,"near_miss":null},)"
      R"("b":{"route":"direct","proxy":null,"variable":null,"rule":"nothing","if":null,"near_miss":null}}]}]})"
      "\n");
}

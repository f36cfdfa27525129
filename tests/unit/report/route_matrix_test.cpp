// SPDX-License-Identifier: Apache-2.0
#include "report/route_matrix.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "text/display.hpp"

using namespace proxyenv;

namespace {

std::vector<AskedClient> asked(const std::vector<std::string_view>& names) {
  std::vector<AskedClient> list;
  for (const std::string_view name : names) {
    const Client* const client = find_client(name);
    const Version newest = newest_version(*client);
    list.push_back({client, newest, version_range(*client, newest)});
  }
  return list;
}

const Route kProxy = Route::through("http", "p", 1, "https_proxy");
const Route kOther = Route::through("socks5", "q", 2, "all_proxy");
const Route kDirect = Route::direct("exempt by the entry `x`", "no_proxy");
const Route kNone = Route::direct("none is set");
const Route kFails = Route::error("raises");
const Route kUnknown = Route::no_scheme("grpc", "https");

TargetRoutes target(const std::string& url, std::vector<ClientRoutes> clients) {
  return {parse_target(url).value(), std::move(clients)};
}

std::vector<TargetRoutes> sample() {
  return {target("https://a",
                 {{kProxy, kProxy}, {kNone, kProxy}, {kProxy, kProxy}, {kUnknown, kUnknown}}),
          target("https://x",
                 {{kDirect, kDirect}, {kNone, kOther}, {kDirect, kDirect}, {kUnknown, kUnknown}}),
          target("grpc://y",
                 {{kUnknown, kUnknown}, {kFails, kFails}, {kUnknown, kUnknown}, {kProxy, kProxy}})};
}

}  // namespace

TEST_CASE("clients with the same cells share a row, those that differ come first") {
  CHECK(render_route_matrix(asked({"curl", "git", "go", "grpc"}), sample(), 9) ==
        " 9  https://a\n"
        "10  https://x\n"
        "11  grpc://y\n"
        "\n"
        "  9   10  11\n"
        "  D>P D>Q F   git\n"
        "  -   -   P   grpc\n"
        "  P   D   -   curl, go\n"
        "\n"
        "D direct, F fails, P http://p:1, Q socks5://q:2, - does not know the scheme, > before and "
        "after\n"
        "\n"
        "  git (10): none is set  ->  from all_proxy\n"
        "  git (9): none is set  ->  from https_proxy\n"
        "  git (11): raises\n"
        "  grpc; curl, go (9): from https_proxy\n"
        "  curl, go (10): exempt by the entry `x`\n");
}

TEST_CASE("proxies beyond the last letter share it, and the legend says so") {
  std::vector<TargetRoutes> targets;
  for (int i = 0; i < 13; ++i) {
    const Route route = Route::through("http", "p" + std::to_string(i), 1, "http_proxy");
    targets.push_back(target("http://a" + std::to_string(i), {{route, route}}));
  }
  const std::string text = render_route_matrix(asked({"curl"}), targets, 1);
  CHECK(text.find("  P Q R S T U V W X Y  Z  Z  Z") != std::string::npos);
  CHECK(text.find("Y http://p9:1, Z another proxy\n") != std::string::npos);
  CHECK(text.find("  curl: from http_proxy\n") != std::string::npos);
}

TEST_CASE("a way between two proxies of one letter is still a change") {
  const Route after = Route::through("http", "p", 2, "https_proxy");
  const std::string text =
      render_route_matrix(asked({"curl"}), std::vector{target("http://a", {{kProxy, after}})}, 1);
  CHECK(text.find("\n  P>Q  curl\n") != std::string::npos);
}

TEST_CASE("at a terminal each line fits, and a table that does not goes on below") {
  std::vector<TargetRoutes> targets;
  for (int i = 0; i < 20; ++i) {
    targets.push_back(
        target("http://a" + std::to_string(i),
               {{kNone, kProxy}, {kProxy, kProxy}, {kProxy, kFails}, {kNone, kNone}}));
  }
  const auto clients = asked({"curl", "google-genai-async", "go", "ruby-open-uri"});
  for (const std::size_t width : {32U, 40U, 80U, 120U}) {
    CAPTURE(width);
    const std::string text = render_route_matrix(clients, targets, 1, {width, Style::colored()});
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      const bool is_one_word = line.find(' ', line.find_first_not_of(' ')) == std::string::npos;
      CHECK((display_width(line) <= width || is_one_word));
    }
    CHECK(text.find("\x1b[32mD>P") != std::string::npos);
    CHECK(text.find("\x1b[1;31mP>F") != std::string::npos);
  }
}

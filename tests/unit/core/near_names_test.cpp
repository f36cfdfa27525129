// SPDX-License-Identifier: Apache-2.0
#include "core/near_names.hpp"

#include <doctest/doctest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

namespace {

constexpr std::array<std::string_view, 3> kOwnNames = {"PROXYENV_EXEMPT", "PROXYENV_PROXY",
                                                       "PROXYENV_OFF"};

// The messages of all notes about these entries.
std::string said_of(const std::vector<std::string>& entries) {
  const Environment environment = Environment::own(entries);
  std::string text;
  for (const Finding& finding : examine_names(environment, kOwnNames)) {
    text.append(finding.message).append("\n");
  }
  return text;
}

}  // namespace

TEST_CASE(
    "a name that is one slip away from one that is read is told, with the name that is meant") {
  struct Row {
    std::string_view name;
    std::string_view meant;
  };
  const Row rows[] = {
      {"HTTP_PROXYS", "HTTP_PROXY"},
      {"HTTPPROXY", "HTTP_PROXY"},
      {"HTTP-PROXY", "HTTP_PROXY"},
      {"HTTPS_PROXI", "HTTPS_PROXY"},
      {"HTTPS_PROXYY", "HTTPS_PROXY"},
      {"HTTP_PORXY", "HTTP_PROXY"},
      {"NO_PRXOY", "NO_PROXY"},
      {"no_proxy_", "no_proxy"},
      {"NOPROXY", "NO_PROXY"},
      {"No_Proxy", "no_proxy"},
      {"Https_Proxy", "https_proxy"},
      {"ALL_PROXIY", "ALL_PROXY"},
      {"no_grpc_proxys", "no_grpc_proxy"},
      {"HTTP.PROXY", "HTTP_PROXY"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const std::string said = said_of({std::string(row.name) + "=x"});
    CHECK(said.starts_with(row.name));
    CHECK(said.ends_with(" (did you mean " + std::string(row.meant) + "?)\n"));
  }
}

TEST_CASE("blanks in a name, and characters that look like others, are slips") {
  struct Row {
    std::string_view name;
    std::string_view said;
  };
  constexpr std::string_view kBlank = " has a blank in its name, so no program reads it";
  constexpr std::string_view kOthers =
      " has characters in its name that look like others, or that nobody sees";
  const Row rows[] = {
      {"HTTP_PROXY ", kBlank},
      {" HTTP_PROXY", kBlank},
      {"HTTP_PROXY\xc2\xa0", kOthers},
      {"\xef\xbb\xbfHTTP_PROXY", kOthers},
      {"\xd0\x9dTTP_PROXY", kOthers},
      {"H\xce\xa4\xce\xa4P_PROXY", kOthers},
      {"\xef\xbc\xa8\xef\xbc\xb4\xef\xbc\xb4\xef\xbc\xb0\xef\xbc\xbf\xef\xbc\xb0\xef\xbc\xb2\xef"
       "\xbc\xaf\xef\xbc\xb8\xef\xbc\xb9",
       kOthers},
      {"HTTP PROXY", " is a name that no known program reads"},
      {"HTTP\xe2\x80\x93PROXY", " is a name that no known program reads"},
      {"HTTP_PR\xc3\x96XY", " is a name that no known program reads"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(said_of({std::string(row.name) + "=x"}) == "`" + std::string(row.name) + "`" +
                                                         std::string(row.said) +
                                                         " (did you mean HTTP_PROXY?)\n");
  }
  CHECK(said_of({"\xc3\x84=x", "\xe4\xb8\xad\xe6\x96\x87=x", "\xd0\xbf\xd1\x80\xd0\xbe=x"}) == "");
}

TEST_CASE("names that are read, by whomever, are no slips") {
  for (const std::string_view name : {"http_proxy",
                                      "HTTPS_PROXY",
                                      "GRPC_PROXY",
                                      "no_grpc_proxy",
                                      "SOCKS_PROXY",
                                      "npm_config_proxy",
                                      "npm_config_noproxy",
                                      "npm_config_https_proxy",
                                      "GLOBAL_AGENT_HTTP_PROXY",
                                      "WSS_PROXY",
                                      "WS_PROXY",
                                      "RSYNC_PROXY",
                                      "FTPS_PROXY",
                                      "GOPROXY",
                                      "CGI_HTTP_PROXY",
                                      "PROXY",
                                      "MY_PROXY",
                                      "HTTP_PROXY_HOST",
                                      "PROXY_URL",
                                      "APP_HTTP_PROXY",
                                      "HTTP",
                                      "X"}) {
    CAPTURE(name);
    CHECK(said_of({std::string(name) + "=x"}) == "");
  }
  CHECK(said_of({"HTTP_PROXYS"}) == "");  // no variable
}

TEST_CASE("a PROXYENV_ name that nobody reads is told, but for those of Kubernetes") {
  CHECK(said_of({"PROXYENV_EXEMTP=a"}) ==
        "PROXYENV_EXEMTP is no variable of proxyenv (did you mean PROXYENV_EXEMPT?)\n");
  CHECK(said_of({"PROXYENV_COLOUR_OF_LOGS=a"}) ==
        "PROXYENV_COLOUR_OF_LOGS is no variable of proxyenv\n");
  CHECK(said_of({"PROXYENV_EXEMPT=a", "PROXYENV_SERVICE_HOST=10.0.0.1", "PROXYENV_SERVICE_PORT=80",
                 "PROXYENV_SERVICE_PORT_HTTP=80", "PROXYENV_PORT=tcp://10.0.0.1:80",
                 "PROXYENV_PORT_80_TCP_ADDR=10.0.0.1"}) == "");
}

TEST_CASE("a name that is there twice is told once") {
  CHECK(said_of({"NOPROXY=a", "NOPROXY=b"}) ==
        "NOPROXY is a name that no known program reads (did you mean NO_PROXY?)\n");
}

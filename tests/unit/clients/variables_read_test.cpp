// SPDX-License-Identifier: Apache-2.0
#include "clients/variables_read.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "clients/catalog.hpp"
#include "text/list.hpp"

using namespace proxyenv;

namespace {

std::string shown(const VariablesRead& read) {
  return text::joined({read.proxies.begin(), read.proxies.end()}, " ") + " | " +
         text::joined({read.lists.begin(), read.lists.end()}, " ");
}

}  // namespace

TEST_CASE("the variables that a client reads, in its order") {
  struct Row {
    const char* client;
    const char* scheme;
    const char* expected;
  };
  const std::vector<Row> rows = {
      {"curl", "http", "http_proxy all_proxy ALL_PROXY | no_proxy NO_PROXY"},
      {"curl", "https", "https_proxy HTTPS_PROXY all_proxy ALL_PROXY | no_proxy NO_PROXY"},
      {"curl", "grpc", " | "},
      {"chromium", "ws",
       "all_proxy ALL_PROXY https_proxy HTTPS_PROXY http_proxy HTTP_PROXY | no_proxy NO_PROXY"},
      {"go", "https", "HTTPS_PROXY https_proxy | NO_PROXY no_proxy"},
      {"wget", "https", "https_proxy | no_proxy"},
      {"busybox-wget", "https", "http_proxy | "},
      {"grpc", "grpcs", "grpc_proxy https_proxy http_proxy | no_grpc_proxy no_proxy"},
      {"node", "https", "https_proxy HTTPS_PROXY | no_proxy NO_PROXY"},
      {"java", "https", " | "},
      // Its settings ask for no list, the common variables do.
      {"yarn-classic", "http",
       "YARN_PROXY npm_config_proxy HTTP_PROXY http_proxy | NO_PROXY no_proxy"},
      {"python-aiohttp", "ws", "ws_proxy WS_PROXY | no_proxy NO_PROXY"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.client);
    CAPTURE(row.scheme);
    const Client& client = *find_client(row.client);
    CHECK(shown(variables_read(client, newest_version(client), row.scheme)) == row.expected);
  }
}

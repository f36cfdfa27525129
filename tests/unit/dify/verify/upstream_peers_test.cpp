// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/upstream_peers.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace proxyenv::dify;

namespace {

AccessRecord tunnel(Hierarchy hierarchy, const std::string& server, std::uint16_t port = 443) {
  return {.tag = "TCP_TUNNEL",
          .status = 200,
          .method = "CONNECT",
          .host = "api.openai.com",
          .port = port,
          .hierarchy = hierarchy,
          .server = server,
          .client = {},
          .bytes = 0};
}

AccessRecord plain_request(const std::string& server) {
  AccessRecord record = tunnel(Hierarchy::peer, server, 80);
  record.method = "GET";
  return record;
}

}  // namespace

TEST_CASE("only a tunnel to port 443 through a peer proves that the peer is the upstream") {
  CHECK(proves_upstream(tunnel(Hierarchy::peer, "192.168.0.1")));
  CHECK_FALSE(proves_upstream(tunnel(Hierarchy::direct, "192.168.0.1")));
  CHECK_FALSE(proves_upstream(tunnel(Hierarchy::peer, "192.168.0.1", 8443)));
  CHECK_FALSE(proves_upstream(tunnel(Hierarchy::peer, "")));
  CHECK_FALSE(proves_upstream(plain_request("192.168.0.1")));
}

TEST_CASE("the log gives a name its addresses, and an address needs none") {
  struct Row {
    std::string upstream;
    std::vector<std::string> addresses;
    bool is_192_168_0_1;
  };
  const std::vector<Row> rows = {
      {"proxy.corp", {"10.0.0.7", "192.168.0.1"}, true},
      {"", {"10.0.0.7", "192.168.0.1"}, true},
      {"192.168.0.1", {"192.168.0.1"}, true},
      {"::ffff:192.168.0.1", {"::ffff:192.168.0.1"}, true},
      {"192.168.0.10", {"192.168.0.10"}, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.upstream);
    UpstreamPeers peers(row.upstream);
    peers.add(tunnel(Hierarchy::peer, "192.168.0.1"));
    peers.add(tunnel(Hierarchy::peer, "10.0.0.7"));
    peers.add(plain_request("172.18.0.3"));
    peers.finish();
    CHECK(peers.addresses() == row.addresses);
    CHECK(peers.is_upstream("192.168.0.1") == row.is_192_168_0_1);
    CHECK_FALSE(peers.is_upstream("172.18.0.3"));
    CHECK_FALSE(peers.is_upstream(""));
  }
}

TEST_CASE("the upstream was unreachable if squid says so by any of its names") {
  struct Row {
    std::string lost;
    bool is_upstream;
  };
  const std::vector<Row> rows = {{"proxyenv_upstream", true}, {"proxy.corp", true},
                                 {"192.168.0.1", true},       {"sandbox", false},
                                 {"192.168.0.10", false},     {"", false}};
  for (const Row& row : rows) {
    CAPTURE(row.lost);
    UpstreamPeers peers("proxy.corp");
    peers.add(tunnel(Hierarchy::peer, "192.168.0.1"));
    peers.add_unreachable(row.lost);
    peers.finish();
    CHECK(peers.was_unreachable() == row.is_upstream);
  }
}

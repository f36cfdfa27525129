// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/squid_config.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <vector>

#include "dify/record/written_files.hpp"

using namespace proxyenv::dify;

TEST_CASE("what stays direct is read back from the include that init wrote") {
  const auto upstream = parse_upstream("http://192.168.0.1:7890");
  REQUIRE(upstream);
  const std::string text =
      render_upstream_for_all(*upstream, {".corp.test", "git.corp.test", "10.0.0.9", "wiki.test"});
  const DirectPlaces direct = read_direct_places(text);
  CHECK(direct.domains ==
        std::vector<std::string>{".internal", ".local", ".corp.test", "wiki.test"});
  CHECK(direct.addresses == std::vector<std::string>{"10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16",
                                                     "172.16.0.0/12", "192.168.0.0/16",
                                                     "100.64.0.0/10", "::1", "fc00::/7",
                                                     "fe80::/10", "10.0.0.9"});
  const std::string selective = render_selective_upstream(*upstream, {{"x.test", true}});
  CHECK(read_direct_places(selective).domains.empty());
  CHECK(read_direct_places(selective).addresses.empty());
  CHECK(read_direct_places("").domains.empty());
  CHECK(read_direct_places("# acl proxyenv_direct_domains dstdomain -n .x\n").domains.empty());
  CHECK(read_direct_places("acl proxyenv_direct_domains dstdomain -n .x").domains ==
        std::vector<std::string>{".x"});
}

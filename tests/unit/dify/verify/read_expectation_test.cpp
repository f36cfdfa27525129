// SPDX-License-Identifier: Apache-2.0
#include "dify/verify/read_expectation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "dify/names/upstream.hpp"
#include "dify/setup/squid_config.hpp"

using namespace proxyenv;
using namespace proxyenv::dify;

namespace {

using Files = std::map<std::string, std::string>;

ReadFile reading(const Files& files) {
  return [&files](const std::string& path) -> Result<std::optional<std::string>> {
    const auto found = files.find(path);
    if (found == files.end()) return std::nullopt;
    if (found->second == "unreadable") return fail("cannot read " + path);
    return found->second;
  };
}

SetupRecord record_of(std::vector<std::string> domains) {
  SetupRecord record;
  record.all_domains = domains.empty();
  record.domains = std::move(domains);
  record.upstream = "http://***@192.168.0.1:7890";
  record.files = {{std::string(kOverrideName), ""}};
  return record;
}

bool holds_address(const Expectation& expectation, const std::string& address) {
  const auto& all = expectation.direct_addresses;
  return std::find(all.begin(), all.end(), address) != all.end();
}

const std::string kInclude(kSquidIncludePath);
const std::string kOverride(kOverrideName);

}  // namespace

TEST_CASE("of a list the record says all, and squid's include is not read") {
  const Files files = {{kInclude, "unreadable"}, {kOverride, "services:\n  api:\n"}};
  const auto got = read_expectation(record_of({".openai.com"}), reading(files));
  REQUIRE(got);
  CHECK(got->domains == std::vector<std::string>{".openai.com"});
  CHECK_FALSE(got->everything);
  CHECK(got->upstream == "192.168.0.1");
  CHECK_FALSE(got->agent);
}

TEST_CASE("what goes direct beside `all` stands in squid's include") {
  const Upstream upstream = parse_upstream("http://192.168.0.1:7890").value();
  const Files files = {{kInclude, render_upstream_for_all(upstream, {".corp.test", "1.2.3.4"})}};
  const auto got = read_expectation(record_of({}), reading(files));
  REQUIRE(got);
  CHECK(got->everything);
  CHECK(got->domains.empty());
  CHECK(got->direct == std::vector<std::string>{".internal", ".local", ".corp.test"});
  CHECK(holds_address(*got, "1.2.3.4"));
  CHECK(holds_address(*got, "10.0.0.0/8"));
}

TEST_CASE("the second squid counts where our override names it") {
  const Files files = {{kOverride, "services:\n  agent_ssrf_proxy:\n    entrypoint: x\n"}};
  CHECK(read_expectation(record_of({".x"}), reading(files))->agent);
  CHECK_FALSE(read_expectation(record_of({".x"}), reading({}))->agent);
}

TEST_CASE("a file that cannot be read is an error") {
  for (const std::string& path : {kInclude, kOverride}) {
    const Files files = {{path, "unreadable"}};
    const auto got = read_expectation(record_of({}), reading(files));
    REQUIRE_FALSE(got);
    CHECK(got.error().message == "cannot read " + path);
  }
}

TEST_CASE("option --domains replaces the list, and all keeps what the tree sends direct") {
  Expectation of_tree;
  of_tree.domains = {".a.test"};
  of_tree.upstream = "192.168.0.1";
  const auto list = with_domains(of_tree, "b.test, .c.test");
  REQUIRE(list);
  CHECK(list->domains == std::vector<std::string>{"b.test", ".c.test"});
  CHECK(list->upstream == "192.168.0.1");
  const auto all = with_domains(of_tree, " all ");
  REQUIRE(all);
  CHECK(all->everything);
  CHECK(all->domains.empty());
  CHECK(holds_address(*all, "10.0.0.0/8"));
  of_tree.direct_addresses = {"1.2.3.4"};
  CHECK(with_domains(of_tree, "all")->direct_addresses == std::vector<std::string>{"1.2.3.4"});
  CHECK_FALSE(with_domains(of_tree, "10.0.0.1"));
}

// SPDX-License-Identifier: Apache-2.0
// Law 9, --also: a JVM reads what it read before, and no Node process fails that started before.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "clients/catalog.hpp"
#include "core/examine.hpp"
#include "core/java_options.hpp"
#include "laws/samples.hpp"
#include "text/ascii.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

// A name that no generated list holds, so that only the proxy decides.
constexpr std::array<std::string_view, 2> kNowhere = {"http://nowhere.invalid/",
                                                      "https://nowhere.invalid/"};
constexpr std::array<std::string_view, 7> kJavaOptions = {
    "-Dhttp.proxyHost=",
    "-Dhttp.proxyPort=",
    "-Dhttps.proxyHost=",
    "-Dhttps.proxyPort=",
    "-Dhttp.nonProxyHosts=",
    "-Daether.connector.http.useSystemProperties=true",
    "-Daether.transport.apache.useSystemProperties=true"};
constexpr std::string_view kJavaCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_*[]:|";

const Change* change_of(const Plan& plan, std::string_view variable) {
  const auto found =
      std::find_if(plan.changes.begin(), plan.changes.end(),
                   [&](const Change& change) { return change.variable == variable; });
  return found == plan.changes.end() ? nullptr : &*found;
}

bool has(const std::vector<Finding>& findings, FindingKind kind) {
  return std::any_of(findings.begin(), findings.end(),
                     [kind](const Finding& finding) { return finding.kind == kind; });
}

}  // namespace

TEST_CASE(
    "9. --also java: a JVM reads what it read before, and plain options of the same proxies") {
  const Client& java = *find_client("java");
  const Client& curl = *find_client("curl");
  std::uint64_t told = 0;
  for_each_case([&](const Sample& sample) {
    const Change* const change = change_of(sample.plan, "JAVA_TOOL_OPTIONS");
    if (change == nullptr || change->action != Action::set) return true;
    ++told;
    const auto words_before = split_java_options(sample.before.find(change->variable).value_or(""));
    const auto words_after = split_java_options(change->after->with_credentials());
    if (!words_before || !words_after ||
        !std::equal(words_before->begin(), words_before->end(), words_after->begin())) {
      return false;
    }
    for (std::size_t i = words_before->size(); i < words_after->size(); ++i) {
      const std::string_view option = (*words_after)[i];
      const std::string_view value = option.substr(option.find('=') + 1);
      const bool known =
          std::any_of(kJavaOptions.begin(), kJavaOptions.end(),
                      [&](std::string_view name) { return option.starts_with(name); });
      const bool plain = value.find_first_not_of(kJavaCharacters) == std::string_view::npos;
      if (!known || !plain || value.empty()) return false;
    }
    // If it uses a proxy now, curl uses the same one, provided that --only leaves no variable
    // unrepaired.
    Policy every_family = sample.policy;
    every_family.only = FamilySelection();
    const Environment all = apply(sample.before, make_plan(sample.before, every_family));
    // Java gets no credentials, so it uses a proxy whose credentials curl cannot send.
    const bool is_unsendable = has(examine(all), FindingKind::unsendable_credentials);
    return std::all_of(kNowhere.begin(), kNowhere.end(), [&](std::string_view url) {
      const Target target = parse_target(url).value();
      const Route route = java.compile(sample.after, newest_version(java))(target);
      const Route same = curl.compile(all, newest_version(curl))(target);
      const Route before = java.compile(sample.before, newest_version(java))(target);
      if (before.kind == RouteKind::error) return route.kind == RouteKind::error;
      if (same.kind == RouteKind::error && is_unsendable) return true;
      return route.kind == RouteKind::direct ||
             ascii::lowered(route.proxy) == ascii::lowered(same.proxy);
    });
  });
  CHECK(told > environment_count() / 100);
}

TEST_CASE("9b. --also node: no process fails that started before") {
  const Client& node = *find_client("node");
  std::uint64_t told = 0;
  for_each_case([&](const Sample& sample) {
    const Change* const change = change_of(sample.plan, "NODE_USE_ENV_PROXY");
    if (change == nullptr || change->action != Action::set) return true;
    ++told;
    return std::all_of(kNowhere.begin(), kNowhere.end(), [&](std::string_view url) {
      const Target target = parse_target(url).value();
      return std::all_of(node.history.begin(), node.history.end(), [&](const ClientVersion& it) {
        return ask(node, sample.after, target, it.from).kind != RouteKind::error;
      });
    });
  });
  CHECK(told > environment_count() / 100);
}

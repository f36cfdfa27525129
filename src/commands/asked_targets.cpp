// SPDX-License-Identifier: Apache-2.0
#include "commands/asked_targets.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace proxyenv::commands {

namespace {

bool speaks_https(const AskedClient& asked) {
  const auto target = parse_target("https://example.com");
  const Router router = asked.client->compile(Environment(), asked.version);
  return target && router(*target).kind != RouteKind::no_scheme;
}

std::string_view assumed_scheme(std::span<const AskedClient> asked) {
  return std::any_of(asked.begin(), asked.end(), speaks_https) ? "https" : "grpcs";
}

}  // namespace

Result<std::vector<Target>> parse_targets(std::span<const std::string> words,
                                          std::span<const AskedClient> asked) {
  const std::string_view scheme = assumed_scheme(asked);
  std::vector<Target> targets;
  for (const std::string& word : words) {
    auto target = parse_typed_target(word, scheme);
    if (!target) {
      return fail("URL " + std::to_string(targets.size() + 1) + ": " + target.error().message);
    }
    targets.push_back(std::move(*target));
  }
  return targets;
}

}  // namespace proxyenv::commands

// SPDX-License-Identifier: Apache-2.0
#include "commands/asked_targets.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proxyenv::commands {

namespace {

// https, unless every client has schemes of its own: then those of the first.
std::string assumed_scheme(std::span<const AskedClient> asked) {
  const bool none_speaks_http =
      !asked.empty() && std::none_of(asked.begin(), asked.end(), [](const AskedClient& it) {
        return scheme_of(*it.client) == "http";
      });
  return std::string(none_speaks_http ? scheme_of(*asked.front().client) : "http") + "s";
}

}  // namespace

Result<std::vector<Target>> parse_targets(std::span<const std::string> words,
                                          std::span<const AskedClient> asked) {
  const std::string scheme = assumed_scheme(asked);
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

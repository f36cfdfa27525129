// SPDX-License-Identifier: Apache-2.0
// Lists of domains that belong together, `@openai` for instance: the hosts that a provider's
// clients in Dify ask. Each has its source.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::dify {

struct DomainGroup {
  std::string_view name;             // without the `@`
  std::vector<std::string> domains;  // as squid's dstdomain takes them
  std::string_view source;           // where the hosts stand
};

// In order of the alphabet.
[[nodiscard]] const std::vector<DomainGroup>& domain_groups();

// The group of this name, in any letter case. Null if there is none.
[[nodiscard]] const DomainGroup* find_domain_group(std::string_view name);

// "@anthropic, @azure-openai, ...": all of them.
[[nodiscard]] std::string names_of_domain_groups();

}  // namespace proxyenv::dify

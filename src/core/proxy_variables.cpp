// SPDX-License-Identifier: Apache-2.0
#include "core/proxy_variables.hpp"

#include <utility>

#include "core/cgi_guard.hpp"
#include "core/name_index.hpp"

namespace proxyenv {

namespace {

// Behind the names of the variables and kCgiMarkers.
constexpr std::array<std::string_view, 2> kNodeNames{"NODE_USE_ENV_PROXY", "NODE_OPTIONS"};

bool decides_for_node(std::string_view name, std::string_view value) {
  return name == kNodeNames.front() || value.find("use-env-proxy") != std::string_view::npos;
}

}  // namespace

ProxyVariables find_proxy_variables(const Environment& environment) {
  ProxyVariables variables;
  std::vector<std::string_view> names;
  std::vector<ProxyVariables::Values*> owners;  // of the names, in the same order
  for (const FamilyRow& row : kFamilies) {
    for (const Case letter_case : {Case::lower, Case::upper}) {
      const std::string_view name = spelling_of(row.family, letter_case);
      if (name.empty()) continue;
      names.push_back(name);
      owners.push_back(&variables.of(row.family, letter_case));
    }
  }
  names.insert(names.end(), kCgiMarkers.begin(), kCgiMarkers.end());
  names.insert(names.end(), kNodeNames.begin(), kNodeNames.end());
  const NameIndex index(std::move(names));
  for (const char* entry : environment.entries()) {
    const auto match = index.match(entry);
    if (!match) continue;
    if (match->name < owners.size()) {
      owners[match->name]->emplace_back(match->value);
    } else if (match->name < owners.size() + kCgiMarkers.size()) {
      variables.in_cgi = true;
    } else if (decides_for_node(kNodeNames[match->name - owners.size() - kCgiMarkers.size()],
                                match->value)) {
      variables.node_is_told = true;
    }
  }
  return variables;
}

ListDisclosure disclosure_of_lists(const ProxyVariables& variables) {
  ListDisclosure lists = variables.lists;
  for (const FamilyRow& row : kFamilies) {
    if (!row.is_list) continue;
    for (const auto& values : variables.values[static_cast<std::size_t>(row.family)]) {
      for (const std::string_view list : values) lists.take(list);
    }
  }
  return lists;
}

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/name_index.hpp"

namespace proxyenv::cli {

namespace {
constexpr bool rows_stand_at_their_index() {
  for (std::size_t i = 0; i < kOptions.size(); ++i) {
    if (static_cast<std::size_t>(kOptions[i].option) != i) return false;
  }
  return true;
}
static_assert(rows_stand_at_their_index(), "row_of() indexes the table by the enumerator");

std::vector<std::string_view> variable_names() {
  std::vector<std::string_view> names;
  for (const OptionRow& row : kOptions) {
    if (!row.variable.empty()) names.push_back(row.variable);
  }
  return names;
}

}  // namespace

bool applies(const OptionRow& row, Subcommand subcommand) {
  const auto holds = [&](Scope one) {
    return (static_cast<unsigned>(row.scope) & static_cast<unsigned>(one)) != 0;
  };
  switch (subcommand) {
    case Subcommand::run:
      return holds(Scope::run);
    case Subcommand::show:
      return holds(Scope::show);
    case Subcommand::check:
      return holds(Scope::check);
    case Subcommand::explain:
      return holds(Scope::explain);
    case Subcommand::probe:
    case Subcommand::audit:
    case Subcommand::dify:
      return false;  // the companion reads its own options
  }
  return false;
}

const OptionRow* find_option(std::string_view name, Subcommand subcommand) {
  if (name.empty()) return nullptr;
  const auto* const row = std::find_if(kOptions.begin(), kOptions.end(), [&](const OptionRow& it) {
    return it.name == name && applies(it, subcommand);
  });
  return row == kOptions.end() ? nullptr : row;
}

Environment own_variables(const Environment& environment) {
  const NameIndex index(variable_names());
  std::vector<std::string> own;
  for (const char* entry : environment.entries()) {
    if (index.match(entry)) own.emplace_back(entry);
  }
  return Environment::own(std::move(own));
}

Environment without_own_variables(const Environment& environment) {
  std::vector<Edit> edits;
  for (const std::string_view name : variable_names()) edits.push_back({name, std::nullopt});
  return edited(environment, edits);
}

}  // namespace proxyenv::cli

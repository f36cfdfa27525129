// SPDX-License-Identifier: Apache-2.0
#include "core/plan/told_clients.hpp"

#include <algorithm>
#include <utility>

#include "core/plan/draft.hpp"
#include "core/plan/telling.hpp"

namespace proxyenv {

namespace {

std::vector<std::string_view> values_of(const Environment& environment, std::string_view name) {
  std::vector<std::string_view> values;
  for (const char* entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (variable && variable->name == name) values.push_back(variable->value);
  }
  return values;
}

Telling tell(ToldClient client, const ToldSituation& situation) {
  switch (client) {
    case ToldClient::electron:
      return tell_electron(situation);
    case ToldClient::java:
    case ToldClient::maven:
      return tell_java(situation);
    case ToldClient::node:
      break;
  }
  return tell_node(situation);
}

SettingValue shown(std::string_view value, const ListDisclosure& lists) {
  return {std::string(value), ValueKind::client_option, lists};
}

void append_change(Plan& plan, const ToldClientRow& row, const ToldSituation& situation,
                   Telling telling) {
  if (situation.values.empty() && telling.action == Action::keep) return;
  Change change{row.variable, row.name,       telling.action,           std::nullopt,
                std::nullopt, telling.reason, std::move(telling.detail)};
  const ListDisclosure& lists = situation.spellings.lists();
  if (!situation.values.empty()) change.before = shown(situation.values.front(), lists);
  change.after = telling.action == Action::set ? shown(telling.value, lists) : change.before;
  plan.changes.push_back(std::move(change));
}

}  // namespace

void append_told_clients(Plan& plan, ProxyVariables after, const Environment& environment,
                         const Policy& policy) {
  // Read as the policy says, once more: --only may have left a source as it was.
  const Spellings spellings(std::move(after), reading_options(policy));
  for (const ToldClientRow& row : kToldClients) {
    // Maven is a JVM, and has no variable of its own: it is told in that of java.
    const bool is_java = row.client == ToldClient::java;
    const bool maven = policy.also.holds(ToldClient::maven);
    const bool asked = policy.also.holds(row.client) || (is_java && maven);
    if (!asked || row.client == ToldClient::maven) continue;
    const ToldSituation situation{environment, spellings, policy.repair, is_java && maven,
                                  values_of(environment, row.variable)};
    Telling telling = tell(row.client, situation);
    for (const auto& [kind, clause] : telling.findings) {
      plan.findings.push_back({kind, row.variable, std::string(row.variable) + " " + clause});
    }
    append_change(plan, row, situation, std::move(telling));
  }
}

}  // namespace proxyenv

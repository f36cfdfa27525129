// SPDX-License-Identifier: Apache-2.0
#include "core/plan/draft.hpp"

#include <algorithm>

#include "core/no_proxy.hpp"
#include "core/proxy_url.hpp"

namespace proxyenv {

void DraftLine::set(std::string value, Reason why, std::string text) {
  const bool unchanged =
      present() && std::all_of(spelling->raw.begin(), spelling->raw.end(),
                               [&](std::string_view raw) { return raw == value; });
  if (unchanged) {
    keep(Reason::already_consistent, "consistent");
    return;
  }
  action = Action::set;
  after = std::move(value);
  reason = why;
  detail = std::move(text);
}

Draft::Draft(const Spellings& read, const Policy& asked) : spellings(read), policy(asked) {
  for (const FamilyRow& row : kFamilies) {
    for (const Case letter_case : {Case::lower, Case::upper}) {
      DraftLine& target = line(row.family, letter_case);
      target.row = &row;
      target.letter_case = letter_case;
      target.spelling = &spellings.of(row.family, letter_case);
    }
  }
}

bool Draft::keeps_empty_duplicate(const DraftLine& line) const {
  const Spelling& spelling = *line.spelling;
  if (!spelling.has_empty_duplicate) return false;
  if (!policy.fill_empty) return true;
  if (line.row->is_list) return may_fail_httpx(spelling.value);
  const ProxyReading reading = read_proxy(spelling.value);
  return !is_plain_http(reading) || credential_fault(reading) != CredentialFault::none;
}

std::vector<Change> changes_of(const Draft& draft) {
  std::vector<Change> changes;
  for (const auto& family : draft.lines) {
    for (const DraftLine& line : family) {
      if (!line.appears_in_plan()) continue;
      Change change{line.spelling->name, line.row->name, line.action, std::nullopt,
                    std::nullopt,        line.reason,    line.detail};
      const ValueKind kind = line.row->is_list ? ValueKind::list : ValueKind::proxy;
      const auto value = [&](std::string_view bytes) {
        return SettingValue(std::string(bytes), kind, draft.spellings.lists());
      };
      if (line.present()) change.before = value(line.spelling->raw.front());
      if (const auto after = line.value_after()) change.after = value(*after);
      changes.push_back(std::move(change));
    }
  }
  return changes;
}

ProxyVariables variables_after(const Draft& draft) {
  ProxyVariables variables;
  variables.in_cgi = draft.spellings.in_cgi();
  variables.node_is_told =
      draft.spellings.node_is_told() || draft.policy.also.holds(ToldClient::node);
  variables.lists = draft.spellings.lists();
  for (const auto& family : draft.lines) {
    for (const DraftLine& line : family) {
      variables.of(line.row->family, line.letter_case) = line.values_after();
    }
  }
  return variables;
}

}  // namespace proxyenv

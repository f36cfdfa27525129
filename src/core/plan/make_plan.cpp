// SPDX-License-Identifier: Apache-2.0
// The phases of a plan, from top to bottom. Each rule has its own file in this folder.
#include "core/plan/draft.hpp"
#include "core/plan/grpc_rules.hpp"
#include "core/plan/list_rules.hpp"
#include "core/plan/loopback_rules.hpp"
#include "core/plan/pair_rules.hpp"
#include "core/plan/remaining_findings.hpp"
#include "core/plan/told_clients.hpp"

namespace proxyenv {

namespace {

// Undoes what was decided for families that --only leaves out; they were sources until here.
void leave_unselected_families(Draft& draft) {
  for (const FamilyRow& row : kFamilies) {
    if (draft.policy.only.holds(row.family)) continue;
    for (const Case letter_case : {Case::lower, Case::upper}) {
      DraftLine& line = draft.line(row.family, letter_case);
      if (line.action == Action::keep) continue;
      line.keep(Reason::family_not_selected, "not among the families of --only");
    }
  }
}

}  // namespace

Plan make_plan(const Environment& environment, const Policy& policy) {
  const Spellings spellings(environment, reading_options(policy));
  Draft draft(spellings, policy);

  // The lists come first: they decide whether proxies may be produced.
  plan_pair(draft, Family::no);
  extend_exemptions(draft);
  make_lists_portable(draft);
  leave_out_entries(draft);
  // ALL_PROXY comes next: http and https may be produced from it.
  for (const Family family : {Family::all, Family::http, Family::https, Family::ftp}) {
    plan_pair(draft, family);
  }
  // gRPC comes after all proxies: it uses their new values.
  plan_grpc(draft);
  replace_loopback(draft);
  leave_unselected_families(draft);

  // The draft is final here.
  Plan plan;
  plan.changes = changes_of(draft);
  plan.findings = remaining_findings(draft, variables_after(draft));
  // This comes last and reads the final variables, so that the clients of --also get the same
  // settings. They are collected a second time, because remaining_findings() has used up the first
  // ones, and --also is rare.
  if (policy.also.names_somebody()) {
    append_told_clients(plan, variables_after(draft), environment, policy);
  }
  return plan;
}

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// The laws of the plan (DESIGN.md), for environments that no test author thought of. The first line
// of the input is the policy, one character for each option; the second and third surround
// credentials; the others are the environment.
#include <algorithm>
#include <map>
#include <set>

#include "core/examine.hpp"
#include "core/plan/plan.hpp"
#include "fuzz/fuzzing.hpp"
#include "report/plan_json.hpp"
#include "report/plan_text.hpp"
#include "support/check_outputs.hpp"
#include "support/environment_strings.hpp"
#include "text/display.hpp"

using namespace proxyenv;
using namespace proxyenv::fuzzing;
using proxyenv::testing::strings_of;

namespace {

Policy policy_of(std::string_view letters) {
  Policy policy;
  for (const char letter : letters) {
    if (letter == 'p') policy.proxy = "http://localhost:9";
    if (letter == 'x') policy.exempt = {"exempt.test", "*.wild.test", "localhost", "127.0.0.1"};
    if (letter == 'i') policy.leave_out_ipv6_networks = true;
    if (letter == 'l') policy.prefer = Case::lower;
    if (letter == 'u') policy.prefer = Case::upper;
    if (letter == 'e') policy.fill_empty = false;
    if (letter == 'r') policy.repair = false;
    if (letter == 'g') policy.loopback_proxy = "[fd00::9]";
    if (letter == 'c') policy.also.add(ToldClient::electron);
    if (letter == 'j') policy.also.add(ToldClient::java);
    if (letter == 'm') policy.also.add(ToldClient::maven);
    if (letter == 'n') policy.also.add(ToldClient::node);
    if (letter == 'o') policy.only = FamilySelection::none();
    // After an `o`, digits name families.
    const auto family = static_cast<std::size_t>(letter - '0');
    if (letter >= '0' && family < kFamilyCount) policy.only.add(kFamilies[family].family);
  }
  if (policy.only.holds(Family::grpc)) policy.only.add(Family::no_grpc);  // as --only does
  return policy;
}

std::string every_output(const Plan& plan, const Environment& environment) {
  std::string text = render_plan_text(plan) + render_plan_json(plan);
  text.append(testing::check_outputs(environment, examine(environment)));
  for (const Change& change : plan.changes) text.append(escape_for_display(render_change(change)));
  return text;
}

// Law 3: entries that the plan does not name stay, in their order.
std::vector<std::string> untouched(const Environment& environment, const Plan& plan) {
  std::vector<std::string> entries;
  for (const std::string& entry : strings_of(environment)) {
    const auto variable = split_entry(entry);
    const bool changed =
        variable && std::any_of(plan.changes.begin(), plan.changes.end(), [&](const Change& it) {
          return it.action != Action::keep && it.variable == variable->name;
        });
    if (!changed) entries.push_back(entry);
  }
  return entries;
}

void check(const std::vector<std::string>& entries, const Policy& policy, bool with_secret) {
  const Environment before = Environment::own(entries);
  const Plan plan = make_plan(before, policy);
  const Environment after = apply(before, plan);
  promise(strings_of(apply(before, Plan{})) == strings_of(before), "law 1: identity");
  for (const Change& change : make_plan(after, policy).changes) {
    promise(change.action == Action::keep, "law 2: fixed point");
  }
  promise(untouched(before, plan) == untouched(after, plan), "law 3: locality");
  std::set<std::string_view> listed;
  for (const Change& change : plan.changes) {
    promise(listed.insert(change.variable).second, "law 4: one line a variable");
    promise(!change.detail.empty(), "law 4: with a reason");
    promise(change.action != Action::set || after.find(change.variable), "law 4: set is there");
    promise(change.action != Action::unset || !after.find(change.variable), "law 4: unset is not");
  }
  for (const FamilyRow& row : kFamilies) {
    for (const std::string_view name : {row.lower, row.upper}) {
      promise(name.empty() || !after.find(name) || listed.contains(name), "law 4: complete");
    }
  }
  std::string output = every_output(plan, before);
  if (with_secret) hides_the_secret(output);
  std::erase(output, '\n');
  promise(escape_for_display(output) == output, "law 8: no injection");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = text_of(data, size);
  const bool can_plant = !names_the_secret(text);
  const Policy policy = policy_of(take_line(text));
  const std::string before(take_line(text));
  const std::string behind(take_line(text));
  std::vector<std::string> entries = entries_in(text);
  check(entries, policy, false);
  if (!can_plant) return 0;
  const std::string value = with_credentials(before, behind);
  for (const std::string_view name : {"HTTPS_PROXY=", "http_proxy=", "NO_PROXY=", "grpc_proxy="}) {
    entries.push_back(std::string(name).append(value));
  }
  check(entries, policy, true);
  return 0;
}

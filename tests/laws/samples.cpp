// SPDX-License-Identifier: Apache-2.0
#include "laws/samples.hpp"

#include <algorithm>

#include "support/plan_text_form.hpp"
#include "text/display.hpp"

namespace proxyenv::testing {

std::string described(const Sample& sample) {
  std::string text =
      "seed " + std::to_string(seed()) + ", environment " + std::to_string(sample.number) + ":";
  for (const std::string& entry : sample.entries)
    text.append(" [" + escape_for_display(entry) + "]");
  text.append(sample.policy.prefer ? " prefer" : "")
      .append(sample.policy.repair ? "" : " repair-off");
  text.append(sample.policy.fill_empty ? "" : " empty-keep");
  text.append(sample.policy.proxy ? " proxy" : "")
      .append(sample.policy.exempt.empty() ? "" : " exempt");
  text.append(sample.policy.portable ? " portable" : "");
  text.append(sample.policy.leave_out_ipv6_networks ? " leave-out" : "");
  return text.append("\n").append(joined(changes_of(sample.plan)));
}

bool is_proxy_variable(std::string_view name) {
  return std::any_of(kFamilies.begin(), kFamilies.end(), [&](const FamilyRow& row) {
    return name == row.lower || (name == row.upper && !name.empty());
  });
}

bool is_also_variable(std::string_view name, const Policy& policy) {
  return std::any_of(kToldClients.begin(), kToldClients.end(), [&](const ToldClientRow& row) {
    return name == row.variable && policy.also.holds(row.client);
  });
}

}  // namespace proxyenv::testing

// SPDX-License-Identifier: Apache-2.0
#include "cli/output_form.hpp"

#include <algorithm>
#include <vector>

#include "text/suggestion.hpp"

namespace proxyenv::cli {

Result<ShowForm> read_show_form(const GivenOptions& options) {
  const bool wants_json = options.contains(Option::json);
  const auto given = options.find(Option::show_output);
  if (given == options.end()) return wants_json ? ShowForm::json : ShowForm::text;
  const std::string& name = given->second.front();
  const auto* const row =
      std::find_if(kShowForms.begin(), kShowForms.end(),
                   [&](const ShowFormRow& candidate) { return candidate.name == name; });
  if (row != kShowForms.end()) {
    if (wants_json && row->form != ShowForm::json) {
      return fail("give --output or --json, not both");
    }
    return row->form;
  }
  std::vector<std::string_view> names;
  std::string list;
  for (const ShowFormRow& known : kShowForms) {
    names.push_back(known.name);
    list.append(list.empty() ? "" : ", ").append(known.name);
  }
  return fail("--output: show has the forms " + list + did_you_mean(name, names));
}

}  // namespace proxyenv::cli

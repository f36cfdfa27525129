// SPDX-License-Identifier: Apache-2.0
// Why a variable is kept, set or unset. The names are an interface (JSON "reason"): changing one
// needs a line in CHANGELOG.md.
#pragma once

#include <string_view>

namespace proxyenv {

enum class Reason {
  // keep
  already_consistent,
  also_decided,
  also_no_proxy,
  also_not_written,
  cgi_guard,
  empty_kept,
  exemptions_in_doubt,
  family_not_selected,
  grpc_decided,
  httpx_would_fail,
  list_exempts_everything,
  not_copied_down,
  repair_off,
  set_but_empty,
  source_only,
  spellings_conflict,
  twin_unusable,
  unusable_value,
  // set
  empty_spelling,
  grpc_choice,
  grpc_exemptions,
  missing_spelling,
  option_also,
  option_exempt,
  option_leave_out,
  option_loopback_proxy,
  option_portable,
  option_proxy,
  preferred_spelling,
  repaired,
  // unset
  cleans_to_nothing,
};

[[nodiscard]] std::string_view to_string(Reason reason);

}  // namespace proxyenv

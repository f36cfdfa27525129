// SPDX-License-Identifier: Apache-2.0
#include "core/plan/reason.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace proxyenv {

namespace {

constexpr std::array<std::pair<Reason, std::string_view>, 31> kReasons = {{
    {Reason::already_consistent, "already_consistent"},
    {Reason::also_decided, "also_decided"},
    {Reason::also_no_proxy, "also_no_proxy"},
    {Reason::also_not_written, "also_not_written"},
    {Reason::cgi_guard, "cgi_guard"},
    {Reason::empty_kept, "empty_kept"},
    {Reason::exemptions_in_doubt, "exemptions_in_doubt"},
    {Reason::family_not_selected, "family_not_selected"},
    {Reason::grpc_decided, "grpc_decided"},
    {Reason::httpx_would_fail, "httpx_would_fail"},
    {Reason::list_exempts_everything, "list_exempts_everything"},
    {Reason::not_copied_down, "not_copied_down"},
    {Reason::repair_off, "repair_off"},
    {Reason::set_but_empty, "set_but_empty"},
    {Reason::source_only, "source_only"},
    {Reason::spellings_conflict, "spellings_conflict"},
    {Reason::twin_unusable, "twin_unusable"},
    {Reason::unusable_value, "unusable_value"},
    {Reason::empty_spelling, "empty_spelling"},
    {Reason::grpc_choice, "grpc_choice"},
    {Reason::grpc_exemptions, "grpc_exemptions"},
    {Reason::missing_spelling, "missing_spelling"},
    {Reason::option_also, "option_also"},
    {Reason::option_exempt, "option_exempt"},
    {Reason::option_leave_out, "option_leave_out"},
    {Reason::option_loopback_proxy, "option_loopback_proxy"},
    {Reason::option_portable, "option_portable"},
    {Reason::option_proxy, "option_proxy"},
    {Reason::preferred_spelling, "preferred_spelling"},
    {Reason::repaired, "repaired"},
    {Reason::cleans_to_nothing, "cleans_to_nothing"},
}};

constexpr bool reasons_stand_at_their_index() {
  for (std::size_t i = 0; i < kReasons.size(); ++i) {
    if (static_cast<std::size_t>(kReasons[i].first) != i) return false;
  }
  return true;
}
static_assert(reasons_stand_at_their_index(), "to_string() indexes the table");

}  // namespace

std::string_view to_string(Reason reason) {
  return kReasons[static_cast<std::size_t>(reason)].second;
}

}  // namespace proxyenv

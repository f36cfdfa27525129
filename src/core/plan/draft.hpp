// SPDX-License-Identifier: Apache-2.0
// A plan while it is being made: for each spelling what was read and what is decided so far.
// Private to the files that make the plan (plan.cpp, grpc_plan.cpp).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/finding.hpp"
#include "core/plan/plan.hpp"
#include "core/policy.hpp"
#include "core/spelling.hpp"

namespace proxyenv {

inline constexpr std::string_view kSaysNothing = "has nothing but blanks, quotes or separators";
inline constexpr std::string_view kLoopbackReplaced = "loopback replaced (--loopback-proxy)";

struct DraftLine {
  const Spelling* spelling = nullptr;
  Action action = Action::keep;
  std::string after;  // for Action::set
  Reason reason = Reason::already_consistent;
  std::string detail;

  [[nodiscard]] bool present() const { return spelling->state != SpellingState::absent; }
  [[nodiscard]] bool listed() const { return present() || action == Action::set; }

  // The name goes on standing twice with different values.
  [[nodiscard]] bool stays_ambiguous() const {
    return spelling->state == SpellingState::ambiguous && action == Action::keep;
  }

  // What getenv would answer once the plan is applied.
  [[nodiscard]] std::optional<std::string_view> value_after() const {
    if (action == Action::set) return after;
    if (action == Action::unset || !present()) return std::nullopt;
    return spelling->raw.front();
  }

  // What an option may append to: the same, but without what says nothing (an empty second entry
  // of the name, quotes round nothing).
  [[nodiscard]] std::string extendable_value() const {
    if (action == Action::keep) return spelling->value;
    return std::string(value_after().value_or(""));
  }

  void keep(Reason why, std::string text) {
    action = Action::keep;
    reason = why;
    detail = std::move(text);
  }
  // Becomes a keep where every entry of the name holds that value already.
  void set(std::string value, Reason why, std::string text);
  void unset(Reason why, std::string text) {
    action = Action::unset;
    reason = why;
    detail = std::move(text);
  }
};

struct Draft {
  explicit Draft(const Spellings& read, const Policy& asked);

  [[nodiscard]] DraftLine& line(Family family, Case letter_case) {
    return lines[static_cast<std::size_t>(family)][static_cast<std::size_t>(letter_case)];
  }
  [[nodiscard]] const DraftLine& line(Family family, Case letter_case) const {
    return lines[static_cast<std::size_t>(family)][static_cast<std::size_t>(letter_case)];
  }
  // The name stands twice, and an entry of it that says nothing is not filled from the other: what
  // clients see is the first of them.
  [[nodiscard]] bool stays_half_empty(const Spelling& spelling, const FamilyRow& row) const;
  // Keeps the line, repaired where cleaning mended it, with the host of --loopback-proxy.
  void keep_or_repair(DraftLine& line, Family family);

  // The line of no_proxy or NO_PROXY whose list will hold the entry `*`, null if none does. No
  // proxy spelling is produced then: wget, gRPC, apt, Ruby and .NET do not understand `*` and would
  // send everything to the proxy. Asked once the list is decided.
  [[nodiscard]] const DraftLine* line_that_exempts_everything() const;
  [[nodiscard]] bool everything_exempt() const { return line_that_exempts_everything() != nullptr; }

  // The same for the readers of that family: gRPC has a list of its own.
  [[nodiscard]] bool everything_exempt_for(Family family) const;

  // The clients that read only lower case would not see every exemption: no_proxy and NO_PROXY stay
  // different, or one cannot be read; with `as_written` also where --only leaves the list out. A
  // proxy that they do not have yet is not given to them then: it would get requests for hosts that
  // somebody exempted.
  [[nodiscard]] bool exemptions_in_doubt(bool as_written) const;

  const Spellings& spellings;
  const Policy& policy;
  std::array<std::array<DraftLine, 2>, kFamilyCount> lines;
};

// Decides grpc_proxy and no_grpc_proxy, after all other families; in grpc_plan.cpp.
void plan_grpc(Draft& draft);

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// A plan while it is being made: for each spelling what was read and what is decided so far.
// Private to the files of this folder.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/plan/plan.hpp"
#include "core/policy.hpp"
#include "core/spelling.hpp"

namespace proxyenv {

inline constexpr std::string_view kLoopbackReplaced = "loopback replaced (--loopback-proxy)";

// How the policy wants values to be read. Views into the policy.
[[nodiscard]] inline ReadingOptions reading_options(const Policy& policy) {
  return {.repair = policy.repair,
          .loopback_proxy = policy.loopback_proxy ? std::string_view(*policy.loopback_proxy)
                                                  : std::string_view()};
}

struct DraftLine {
  const FamilyRow* row = nullptr;
  Case letter_case = Case::lower;
  const Spelling* spelling = nullptr;
  Action action = Action::keep;
  std::string after;  // for Action::set
  Reason reason = Reason::already_consistent;
  std::string detail;  // for people: no rule decides by it

  [[nodiscard]] bool present() const { return spelling->state != SpellingState::absent; }
  [[nodiscard]] bool appears_in_plan() const { return present() || action == Action::set; }

  // The name stays in the environment twice, with different values.
  [[nodiscard]] bool stays_ambiguous() const {
    return spelling->state == SpellingState::ambiguous && action == Action::keep;
  }

  // The value that getenv would return once the plan is applied.
  [[nodiscard]] std::optional<std::string_view> value_after() const {
    if (action == Action::set) return after;
    if (action == Action::unset || !present()) return std::nullopt;
    return spelling->raw.front();
  }

  // The values that the name will have, in the order of its entries. A name that the plan sets has
  // one value, however many entries it has. Views into this line and the environment.
  [[nodiscard]] ProxyVariables::Values values_after() const {
    if (action == Action::set) return {after};
    if (action == Action::unset) return {};
    return spelling->raw;
  }

  // The value that an option may append to: the one that the name will have. It leaves out parts
  // without content (an empty second entry of the name, quotes around nothing).
  [[nodiscard]] std::string extendable_value() const {
    if (action == Action::keep) return spelling->value;
    return std::string(value_after().value_or(""));
  }

  void keep(Reason why, std::string text) {
    action = Action::keep;
    reason = why;
    detail = std::move(text);
  }
  // The action becomes keep if every entry of the name already holds that value.
  void set(std::string value, Reason why, std::string text);
  void unset(Reason why, std::string text) {
    action = Action::unset;
    reason = why;
    detail = std::move(text);
  }
};

struct Draft {
  // Both must outlive the draft.
  Draft(const Spellings& read, const Policy& asked);

  [[nodiscard]] DraftLine& line(Family family, Case letter_case) {
    return lines[static_cast<std::size_t>(family)][static_cast<std::size_t>(letter_case)];
  }
  [[nodiscard]] const DraftLine& line(Family family, Case letter_case) const {
    return lines[static_cast<std::size_t>(family)][static_cast<std::size_t>(letter_case)];
  }

  // The name is there twice, and its entry without content is not filled from the other one.
  // Clients see the first of the two.
  [[nodiscard]] bool keeps_empty_duplicate(const DraftLine& line) const;
  // The value can be used, and no entry of the name keeps another value.
  [[nodiscard]] bool says_one_usable_thing(const DraftLine& line) const {
    return line.spelling->state == SpellingState::set && !keeps_empty_duplicate(line);
  }

  const Spellings& spellings;
  const Policy& policy;
  std::array<std::array<DraftLine, 2>, kFamilyCount> lines;
};

// The lines that belong in a plan, in the order of kFamilies, lower case first.
[[nodiscard]] std::vector<Change> changes_of(const Draft& draft);

// The proxy variables as they will be after the plan. Views into the draft and the environment.
[[nodiscard]] ProxyVariables variables_after(const Draft& draft);

}  // namespace proxyenv

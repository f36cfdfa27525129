// SPDX-License-Identifier: Apache-2.0
// Generated environments with their plans, for the laws. A failure prints the seed's position and
// the entries; the generator is deterministic, so it can be run again.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "core/plan/plan.hpp"
#include "laws/generator.hpp"
#include "laws/settings.hpp"

namespace proxyenv::testing {

struct Sample {
  std::uint64_t number = 0;
  std::vector<std::string> entries;
  Policy policy;
  Plan plan;
  Environment before;
  Environment after;
};

// The environment, the options and the plan, for a message.
std::string described(const Sample& sample);

// Calls `check` with each sample. A law holds if it returns true for each.
template <class Check>
void for_each_case(Check check) {
  MESSAGE("seed " << seed() << ", " << environment_count() << " environments");
  Generator generator(seed());
  int failures = 0;
  for (std::uint64_t number = 0; number < environment_count() && failures < 3; ++number) {
    Sample sample;
    sample.number = number;
    sample.entries = generator.environment();
    sample.policy = generator.policy();
    sample.before = Environment::own(sample.entries);
    sample.plan = make_plan(sample.before, sample.policy);
    sample.after = apply(sample.before, sample.plan);
    const bool holds = check(sample);
    if (!holds) ++failures;
    INFO(described(sample));
    CHECK(holds);
  }
}

// Whether it is a name of kFamilies, and whether it is the variable of a client that --also names.
bool is_proxy_variable(std::string_view name);
bool is_also_variable(std::string_view name, const Policy& policy);

}  // namespace proxyenv::testing

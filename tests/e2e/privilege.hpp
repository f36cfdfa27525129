// SPDX-License-Identifier: Apache-2.0
// Some promises can only be tested by somebody who may change roots, users or mounts. If that is
// not possible, the test reports what was not run (`ctest -V` shows it). In CI (CI=true) that is a
// failure, so that no test is skipped unnoticed.
#pragma once

#include <string_view>

#include "run_program.hpp"

namespace e2e {

// Whether with_state can take these steps here.
[[nodiscard]] bool can_take(const Words& steps, std::string_view what_would_be_tested);

// Whether a helper could do what it was started for: not, where its exit status is 111.
[[nodiscard]] bool was_allowed(const Outcome& outcome, std::string_view what_would_be_tested);

}  // namespace e2e

// SPDX-License-Identifier: Apache-2.0
// The entries of an environment as strings, to compare with what a test expects.
#pragma once

#include <string>
#include <vector>

#include "core/environment.hpp"

namespace proxyenv::testing {

inline std::vector<std::string> strings_of(const Environment& environment) {
  const auto entries = environment.entries();
  return {entries.begin(), entries.end()};
}

}  // namespace proxyenv::testing

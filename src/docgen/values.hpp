// SPDX-License-Identifier: Apache-2.0
// What the value of an option can be.
#pragma once

#include <vector>

#include "cli/dify_options.hpp"
#include "cli/options.hpp"
#include "docgen/command_spec.hpp"

namespace proxyenv::docgen {

struct Values {
  Takes takes;
  std::vector<Word> words;
};

[[nodiscard]] Values values_of(cli::Option option);
[[nodiscard]] Values values_of(cli::DifyOption option);

}  // namespace proxyenv::docgen

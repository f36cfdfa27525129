// SPDX-License-Identifier: Apache-2.0
// How much was read, in one sentence: every report of a source begins or ends with it, so that
// "nothing found" never stands alone.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sources/source.hpp"

namespace proxyenv::sources {

struct Amount {
  std::size_t proxy_variables = 0;  // entries whose names are in core/family.hpp
  std::size_t entries = 0;
  std::size_t environments = 0;
  std::size_t unknown_values = 0;  // of proxy variables that are set, says the source
};

// Adds what is in one environment.
[[nodiscard]] Amount operator+(const Amount& amount, const SourceEnvironment& environment);

// "4 proxy variables among 34 entries of file 'x', read as Compose's .env", "... in 3 environments
// of standard input, read as JSON", "no proxy variable is set among 34 entries of the environment".
// `name`: what messages call the source; empty for the own environment. `format`: of a file.
[[nodiscard]] std::string describe(std::string_view name, std::optional<Format> format,
                                   const Amount& amount);

}  // namespace proxyenv::sources

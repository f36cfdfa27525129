// SPDX-License-Identifier: Apache-2.0
// How much stands in the environments of a source.
#pragma once

#include "core/amount_read.hpp"
#include "sources/source.hpp"

namespace proxyenv::sources {

// Adds what is in one environment. A name that is set twice is one variable.
[[nodiscard]] AmountRead operator+(const AmountRead& amount, const SourceEnvironment& environment);

}  // namespace proxyenv::sources

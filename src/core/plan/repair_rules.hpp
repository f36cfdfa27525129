// SPDX-License-Identifier: Apache-2.0
// What becomes of one value by itself, whatever its other spelling says.
// Private to the files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// Keeps the value, repaired where cleaning mended it, with the host of --loopback-proxy. The
// spelling must have a value, and not two that differ.
void keep_or_repair(const Draft& draft, DraftLine& line);

// The value stands in lower case, and those who read no other case cannot use its scheme.
[[nodiscard]] bool lower_only_readers_cannot_use(const DraftLine& line);

}  // namespace proxyenv

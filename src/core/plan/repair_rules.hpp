// SPDX-License-Identifier: Apache-2.0
// Decides about one value independently of its other spelling. Private to the files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// Keeps the value, with its repairs and with the host of --loopback-proxy. The spelling must have a
// value, and not two different ones.
void keep_or_repair(const Draft& draft, DraftLine& line);

// Keeps a spelling that has no value, and says why it does nothing if it is present.
void keep_without_value(DraftLine& line);

// Whether this is the lower-case spelling, and the clients that read no other case cannot use the
// value's scheme.
[[nodiscard]] bool lower_only_readers_cannot_use(const DraftLine& line);

}  // namespace proxyenv

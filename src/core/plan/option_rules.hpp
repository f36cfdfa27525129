// SPDX-License-Identifier: Apache-2.0
// Proxies that options provide where no spelling of the family stays: --proxy and --portable.
// Private to the files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// Sets both spellings of http or https if an option provides a value; leaves other families as they
// are. To be called only where no spelling that counts will have a value.
void produce_from_options(Draft& draft, Family family);

}  // namespace proxyenv

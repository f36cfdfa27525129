// SPDX-License-Identifier: Apache-2.0
// Proxies that --proxy and --portable provide if no spelling of the family remains. Private to the
// files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// Sets both spellings of http or https if an option provides a value; leaves other families
// unchanged. To be called only if no spelling that counts will have a value.
void produce_from_options(Draft& draft, Family family);

}  // namespace proxyenv

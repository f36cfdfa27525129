// SPDX-License-Identifier: Apache-2.0
// The rules that keep the two spellings of one family alike.
// Private to the files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// Decides both spellings of the family, from their values or, if there are none, from an option.
// The lists (Family::no) must be decided before the proxies, and all_proxy before http_proxy and
// https_proxy, because they may be produced from it.
void plan_pair(Draft& draft, Family family);

}  // namespace proxyenv

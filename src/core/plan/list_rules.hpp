// SPDX-License-Identifier: Apache-2.0
// The changes that options make to no_proxy and NO_PROXY, after the two are decided as a pair.
// Private to the files of this folder.
#pragma once

#include "core/plan/draft.hpp"

namespace proxyenv {

// --exempt: extends every exemption list that exists, even an empty one, or makes one.
void extend_exemptions(Draft& draft);

// --portable: rewrites every list that needs no repair and has one value, and adds loopback to it
// if a proxy is set. Go, Ruby, Java, VS Code and Chromium exempt loopback by themselves, the others
// do not.
void make_lists_portable(Draft& draft);

// --leave-out: takes IPv6 networks out of the same lists.
void leave_out_entries(Draft& draft);

}  // namespace proxyenv

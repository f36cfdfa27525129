// SPDX-License-Identifier: Apache-2.0
// Whether a request can be carried out in a tree, asked before anything is written.
#pragma once

#include "dify/setup/request.hpp"
#include "dify/tree/tree.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

// The Error is one sentence about the first thing that is wrong: it says what, and what to do.
// What --wrap needs to know of the images is asked by read_wrapped_commands().
[[nodiscard]] Result<void> check_request(const DifyTree& tree, const SetupRequest& request);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// Checks whether a request can be carried out in a tree, before anything is written.
#pragma once

#include "dify/setup/request.hpp"
#include "dify/tree/tree.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

// The Error is one sentence about the first problem and its solution. read_wrapped_commands()
// checks the images for --wrap.
[[nodiscard]] Result<void> check_request(const DifyTree& tree, const SetupRequest& request);

}  // namespace proxyenv::dify

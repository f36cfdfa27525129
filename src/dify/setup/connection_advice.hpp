// SPDX-License-Identifier: Apache-2.0
// Warnings about connections of the containers that a setup breaks, or leaves as they are although
// somebody may expect otherwise. None of them advises a way past ssrf_proxy: what --exempt lists,
// workflow authors reach, too.
#pragma once

#include <string>
#include <vector>

#include "dify/setup/request.hpp"
#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// One sentence each, without credentials.
[[nodiscard]] std::vector<std::string> warn_of_connections(const DifyTree& tree,
                                                           const SetupRequest& request);

}  // namespace proxyenv::dify

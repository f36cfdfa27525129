// SPDX-License-Identifier: Apache-2.0
// What has changed in a tree since `dify init` set it up: the release, Dify's own files, what .env
// asks for, the files that init wrote, and whether Compose loads our override at all.
#pragma once

#include <string>
#include <vector>

#include "dify/tree/tree.hpp"
#include "dify/verify/verify_finding.hpp"

namespace proxyenv::dify {

// `tree` must have a record. `now`: the hashes of those files of the record that are still there.
// `shell`: as in read_tree().
[[nodiscard]] std::vector<VerifyFinding> find_drift(const DifyTree& tree, const PathHashes& now,
                                                    const Lookup& shell);

}  // namespace proxyenv::dify

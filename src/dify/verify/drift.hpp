// SPDX-License-Identifier: Apache-2.0
// The changes in a tree since `dify init` set it up: of the release, of Dify's own files, of the
// settings in .env, and of the files that init wrote. Also whether Compose loads our override at
// all.
#pragma once

#include <string>
#include <vector>

#include "dify/tree/tree.hpp"
#include "dify/verify/verify_finding.hpp"

namespace proxyenv::dify {

// `tree` must have a record. `now`: the current hashes of the record's files, as far as they exist.
// `shell`: as in read_tree().
[[nodiscard]] std::vector<VerifyFinding> find_drift(const DifyTree& tree, const PathHashes& now,
                                                    const sources::Lookup& shell);

}  // namespace proxyenv::dify

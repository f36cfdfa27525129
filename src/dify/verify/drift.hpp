// SPDX-License-Identifier: Apache-2.0
// What of a tree is no longer as it was when `dify init` set it up: the release, Dify's own files,
// the wishes in .env, our files, and whether Compose loads our override at all.
#pragma once

#include <string>
#include <vector>

#include "dify/tree/tree.hpp"
#include "dify/verify/verify_finding.hpp"

namespace proxyenv::dify {

// `now`: the hashes of the files that the record names; one that is not there is missing. `shell`
// as in read_tree(). The tree has a record.
[[nodiscard]] std::vector<VerifyFinding> find_drift(const DifyTree& tree, const PathHashes& now,
                                                    const Lookup& shell);

}  // namespace proxyenv::dify

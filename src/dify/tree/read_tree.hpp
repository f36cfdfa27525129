// SPDX-License-Identifier: Apache-2.0
// Reads a Dify tree. Pure: one function provides the files, another the shell's variables.
#pragma once

#include "dify/tree/compose_files.hpp"
#include "dify/tree/tree.hpp"
#include "sources/interpolation.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

// An Error is one line: there is no Compose file, or it is not YAML, or it does not have Dify's
// layout.
[[nodiscard]] Result<DifyTree> read_tree(const ReadFile& read, const sources::Lookup& shell,
                                         const NameBelow& name_below);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// Reading a Dify tree. Pure: files come through one function, the shell's variables through
// another.
#pragma once

#include "dify/compose/interpolation.hpp"
#include "dify/tree/tree.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

// An Error is one line: no Compose file, no YAML, or not Dify's layout.
[[nodiscard]] Result<DifyTree> read_tree(const ReadFile& read, const Lookup& shell,
                                         const NameBelow& name_below);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// Reads a Dify tree. Pure: one function provides the files, another the shell's variables.
#pragma once

#include <optional>

#include "dify/tree/compose_files.hpp"
#include "dify/tree/tree.hpp"
#include "sources/interpolation.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

// An Error is one line: there is no Compose file, or it is not YAML, or it does not have Dify's
// layout.
// `program`: what starts the containers; no value: what the record of the last init says.
[[nodiscard]] Result<DifyTree> read_tree(const ReadFile& read, const sources::Lookup& shell,
                                         const NameBelow& name_below,
                                         std::optional<ComposeProgram> program = std::nullopt);

}  // namespace proxyenv::dify

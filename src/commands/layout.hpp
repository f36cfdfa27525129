// SPDX-License-Identifier: Apache-2.0
// The layout of what a command prints: the width and the colours of the standard output.
#pragma once

#include "commands/commands.hpp"
#include "text/layout.hpp"
#include "text/result.hpp"

namespace proxyenv::commands {

// An Error for a --color that is none.
[[nodiscard]] Result<Layout> read_layout(const Invocation& invocation);

}  // namespace proxyenv::commands

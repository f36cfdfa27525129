// SPDX-License-Identifier: Apache-2.0
// Text for a shell that sets variables: assignments, `export`, `declare -x`, `typeset`, `unset`,
// csh's `setenv` and fish's `set -x`, also as a shell's own `set`, `export -p` and `declare -p`
// print them. Nothing is executed.
#pragma once

#include <string_view>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// The variables as they stand at the end. References to what the text has set are resolved; a value
// that depends on anything else (`$(command)`, a variable from outside) is a remark, as are these:
// what stands in a condition or a function, which is taken as run; an assignment that the text
// neither exports nor prints among others without `export`; a variable for one command alone.
// An Error if a quote is not closed.
[[nodiscard]] Result<SourceEnvironment> read_shell_file(std::string_view text);

}  // namespace proxyenv::sources

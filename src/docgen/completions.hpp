// SPDX-License-Identifier: Apache-2.0
// Completions of the two programs for three shells. Each text is a file as a shell's package
// expects it: bash-completion's `completions/NAME`, zsh's `_NAME` in fpath, fish's `NAME.fish`.
#pragma once

#include <string>

#include "docgen/command_spec.hpp"

namespace proxyenv::docgen {

[[nodiscard]] std::string bash_completion(const ProgramSpec& program);
[[nodiscard]] std::string zsh_completion(const ProgramSpec& program);
[[nodiscard]] std::string fish_completion(const ProgramSpec& program);

}  // namespace proxyenv::docgen

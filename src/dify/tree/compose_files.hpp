// SPDX-License-Identifier: Apache-2.0
// Which files Compose loads in Dify's docker folder: those of COMPOSE_FILE, or the default names
// with the first override there is. And the name that our override needs to be loaded with them.
#pragma once

#include <optional>

#include "dify/compose/interpolation.hpp"
#include "dify/record/setup_record.hpp"
#include "dify/tree/tree.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

// `variable` gives COMPOSE_FILE and COMPOSE_PATH_SEPARATOR as Compose sees them. `record` is that
// of the last init, by which overrides of ours are told from a person's. There is at least one
// loaded file in the result; whether a file of COMPOSE_FILE exists is not asked.
[[nodiscard]] Result<ComposeFiles> choose_compose_files(const ReadFile& read,
                                                        const Lookup& variable,
                                                        const NameBelow& name_below,
                                                        const std::optional<SetupRecord>& record);

// "./a" and "a" are one file to Compose.
[[nodiscard]] std::string without_dot_slash(std::string path);

}  // namespace proxyenv::dify

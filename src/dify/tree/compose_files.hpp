// SPDX-License-Identifier: Apache-2.0
// Which files Compose loads in Dify's docker folder: those of COMPOSE_FILE, or the default names
// with the first override there is. Also the name that our override needs so that Compose loads it,
// too.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "dify/record/setup_record.hpp"
#include "dify/tree/tree.hpp"
#include "sources/interpolation.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

// Turns the absolute path of a file into its path below the folder. The path of a file elsewhere
// stays unchanged.
using NameBelow = std::function<std::string(const std::string& absolute_path)>;

// `variable` gives COMPOSE_FILE and COMPOSE_PATH_SEPARATOR as Compose sees them. `record` is that
// of the last init; it distinguishes our override from a person's. The result has at least one
// loaded file. Files of COMPOSE_FILE need not exist.
[[nodiscard]] Result<ComposeFiles> choose_compose_files(const ReadFile& read,
                                                        const sources::Lookup& variable,
                                                        const NameBelow& name_below,
                                                        const std::optional<SetupRecord>& record);

// Whether that file is an override that init wrote. One that has since been replaced is recognised
// by its hash in the record.
[[nodiscard]] Result<bool> is_own_override(const std::string& name, const ReadFile& read,
                                           const std::optional<SetupRecord>& record);

// Whether the folder is that of a source deployment: it has Dify's middleware file with the
// variables for it, and no .env for the whole of Dify. Nobody has named other files in the shell.
[[nodiscard]] Result<bool> is_middleware_alone(const ReadFile& read, const sources::Lookup& shell);

// The files of such a deployment. Compose loads them where -f names them, and our override, too.
[[nodiscard]] ComposeFiles middleware_files();

// For Compose "./a" and "a" are the same file.
[[nodiscard]] std::string without_dot_slash(std::string path);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// What `dify init` prints on standard output. Without credentials, and safe for a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dify/setup/changes.hpp"
#include "dify/setup/request.hpp"
#include "dify/setup/setup.hpp"
#include "dify/tree/tree.hpp"

namespace proxyenv {

struct SetupReport {
  const dify::DifyTree* tree = nullptr;
  const dify::SetupRequest* request = nullptr;
  const dify::Changes* changes = nullptr;
  std::vector<std::string> mended_folders;  // those that got other permissions
  std::string folder;                       // as --dir names it
  bool is_compose_file_in_shell = false;    // COMPOSE_FILE is a variable of the shell
};

// What was set up, which files were changed, and what to do next.
[[nodiscard]] std::string render_setup(const SetupReport& report);

// For --dry-run: the files as they would be, and those that would go.
[[nodiscard]] std::string render_dry_run(const dify::Setup& setup, const dify::Changes& changes,
                                         const dify::Upstream& upstream);

// The line that says how to start the containers anew.
[[nodiscard]] std::string command_to_run(const std::string& folder);

// A word of a command that people paste into a shell: in single quotes where it needs them, and
// with
// "./" before one that begins with a hyphen.
[[nodiscard]] std::string shell_quoted(std::string_view word);

}  // namespace proxyenv

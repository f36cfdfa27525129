// SPDX-License-Identifier: Apache-2.0
// The text that `dify init` prints on standard output. It holds no credentials and is safe for a
// terminal.
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
  std::vector<std::string> folders_with_new_mode;  // that were there, with other permissions
  std::string folder;                              // as given by --dir
  bool is_compose_file_in_shell = false;           // the shell sets COMPOSE_FILE
};

// A summary: the setup, the changed files, and the next steps.
[[nodiscard]] std::string render_setup(const SetupReport& report);

// For --dry-run: the files with their future content, and those that would be removed.
[[nodiscard]] std::string render_dry_run(const dify::Setup& setup, const dify::Changes& changes,
                                         const dify::Upstream& upstream);

// The line that says how to restart the containers. `up`: the command that does it.
[[nodiscard]] std::string command_to_run(const std::string& folder,
                                         const std::string& up = "docker compose up -d");

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// Makes the content of the files that `dify init` writes from the tree and the request. Any problem
// is an Error before anything is written.
#pragma once

#include <string>
#include <vector>

#include "dify/setup/override.hpp"
#include "dify/setup/request.hpp"
#include "dify/tree/tree.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

struct SetupFile {
  std::string path;  // below Dify's docker folder
  std::string content;
  unsigned mode = 0644;
  bool is_program = false;  // binary, so it is not printed
};

struct SetupFolder {
  std::string path;  // below Dify's docker folder
  unsigned mode = 0755;
};

struct Setup {
  std::vector<SetupFolder> folders;  // an outer one before an inner one
  std::vector<SetupFile> files;      // the record last
};

// The containers that the override of the setup changes, as it has them.
[[nodiscard]] Result<std::vector<OverrideService>> overridden_containers(
    const DifyTree& tree, const SetupRequest& request);

// Also checks the request (check_request()).
[[nodiscard]] Result<Setup> make_setup(const DifyTree& tree, const SetupRequest& request);

}  // namespace proxyenv::dify

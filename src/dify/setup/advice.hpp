// SPDX-License-Identifier: Apache-2.0
// What a person should know about a setup that can be made: sentences alone, nothing is decided
// here.
#pragma once

#include <string>
#include <vector>

#include "dify/setup/request.hpp"
#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// One sentence each, without credentials.
struct Advice {
  std::vector<std::string> notes;
  std::vector<std::string> warnings;
};

// For a request that check_request() let pass.
[[nodiscard]] Advice advise(const DifyTree& tree, const SetupRequest& request);

// A password in .env reaches more containers than need it: which ones, and what to do.
[[nodiscard]] std::string warn_of_password_in_env_file(const DifyTree& tree);

}  // namespace proxyenv::dify

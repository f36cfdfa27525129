// SPDX-License-Identifier: Apache-2.0
// Sentences about a setup that can be made, for the user. Nothing is decided here.
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

// The request must have passed check_request().
[[nodiscard]] Advice advise(const DifyTree& tree, const SetupRequest& request);

// A password in .env reaches more containers than need it. The advice names these containers and
// says what to do.
[[nodiscard]] std::string warn_of_password_in_env_file(const DifyTree& tree);

}  // namespace proxyenv::dify

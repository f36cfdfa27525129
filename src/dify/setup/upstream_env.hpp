// SPDX-License-Identifier: Apache-2.0
// The variables that name a proxy in the containers, and the private file that holds them where the
// upstream has a password, in direct mode.
#pragma once

#include <string>
#include <vector>

#include "dify/setup/request.hpp"

namespace proxyenv::dify {

// Both spellings for https, and with_http also those for http.
[[nodiscard]] std::vector<std::string> proxy_names(bool with_http);

// The file for `env_file:`.
[[nodiscard]] std::string render_upstream_env(const SetupRequest& request);

// The names of the variables in that file.
[[nodiscard]] std::vector<std::string> upstream_env_names(const SetupRequest& request);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// Labels in the override that make `docker compose up -d` restart a container whose files have
// changed. Compose compares the configuration of a container, and not the files that it mounts.
#pragma once

#include <string>
#include <vector>

#include "dify/setup/setup.hpp"

namespace proxyenv::dify {

struct RestartLabels {
  std::string squid;
  std::string wrapped;  // for containers that mount the program of --wrap
};

// Each label is a hash of the files that the containers mount. `salt` keeps a password in such a
// file from being guessed from the label.
[[nodiscard]] RestartLabels restart_labels_of(const std::vector<SetupFile>& files,
                                              const std::string& salt);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// Sentences about the containers of a setup that Compose does not start, because they stand under
// `profiles:` of which none is active.
#pragma once

#include <string>
#include <vector>

#include "dify/setup/request.hpp"
#include "dify/tree/tree.hpp"

namespace proxyenv::dify {

// One sentence for each container to which this setup sends requests: they would fail. These are
// warnings and no errors, since `--profile` on the command line starts such a container, too.
[[nodiscard]] std::vector<std::string> warn_of_inactive_proxies(const DifyTree& tree,
                                                                const SetupRequest& request);

// One sentence about all other containers that the override changes, since a user may have stopped
// them on purpose. api_websocket is not among them: Dify's own files have it under a profile, and
// nothing but the collaboration of several users needs it.
[[nodiscard]] std::vector<std::string> notes_on_inactive_services(const DifyTree& tree);

}  // namespace proxyenv::dify

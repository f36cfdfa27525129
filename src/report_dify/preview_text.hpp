// SPDX-License-Identifier: Apache-2.0
// What `dify init --dry-run` says of the containers: their variables before and after, and where
// the connections of Dify's code go, as `explain` would say of the clients that make them. It holds
// no credentials and is safe for a terminal.
#pragma once

#include <string>
#include <vector>

#include "dify/setup/container_preview.hpp"
#include "dify/setup/request.hpp"
#include "dify/tree/tree.hpp"

namespace proxyenv {

// Below the table of connections stands a line "error: ..." for each that would fail afterwards.
[[nodiscard]] std::string render_previews(const std::vector<dify::ContainerPreview>& previews,
                                          const dify::DifyTree& tree,
                                          const dify::SetupRequest& request);

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// What the containers' images start, which --wrap puts behind proxyenv.
#pragma once

#include "dify/setup/release.hpp"
#include "dify/setup/request.hpp"
#include "dify/tree/tree.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

struct WrappedCommands {
  CommandWords api_entrypoint;  // the ENTRYPOINT of api and its like
  CommandWords daemon_command;  // the CMD of plugin_daemon
};

// Both are empty without --wrap. An Error where a Compose file overrides what an image starts, and
// where neither the image's tag nor --release is a known release.
[[nodiscard]] Result<WrappedCommands> read_wrapped_commands(const DifyTree& tree,
                                                            const SetupRequest& request);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// The commands that the containers' images start. --wrap puts proxyenv before them.
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

// Both are empty without --wrap. An Error if a Compose file overrides the command of an image, or
// if neither the image's tag nor --release is a known release.
[[nodiscard]] Result<WrappedCommands> read_wrapped_commands(const DifyTree& tree,
                                                            const SetupRequest& request);

}  // namespace proxyenv::dify

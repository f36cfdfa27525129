// SPDX-License-Identifier: Apache-2.0
// What the images of each release start. An override of their entrypoint or command must say it
// again, and what an image of another release starts would break the container.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::dify {

using CommandWords = std::vector<std::string>;

// The ENTRYPOINT of dify-api, which has no CMD. An Error where the tag is of no known release.
[[nodiscard]] Result<CommandWords> api_entrypoint(std::string_view tag);

// The CMD of dify-plugin-daemon; its ENTRYPOINT (tini since 0.6.0) is never touched.
[[nodiscard]] Result<CommandWords> daemon_command(std::string_view tag);

// The tag of the plugin daemon that a Dify release comes with.
[[nodiscard]] Result<std::string> daemon_tag_of_release(std::string_view release);

}  // namespace proxyenv::dify

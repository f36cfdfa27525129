// SPDX-License-Identifier: Apache-2.0
// The commands that the images of each release start. An override of the entrypoint or command must
// repeat the original, and that of another release would break the container.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::dify {

using CommandWords = std::vector<std::string>;

// The ENTRYPOINT of dify-api, which has no CMD. An Error if the tag is not of a known release.
[[nodiscard]] Result<CommandWords> api_entrypoint(std::string_view tag);

// The CMD of dify-plugin-daemon; its ENTRYPOINT (tini since 0.6.0) is never changed.
[[nodiscard]] Result<CommandWords> daemon_command(std::string_view tag);

// The tag of the plugin daemon that belongs to a Dify release.
[[nodiscard]] Result<std::string> daemon_tag_of_release(std::string_view release);

// The newest release whose files this version was tried with.
inline constexpr std::string_view kNewestRelease = "1.17.1";

// Whether the tag is that of a release which came after those that are known.
[[nodiscard]] bool is_newer_than_known(std::string_view tag);

}  // namespace proxyenv::dify

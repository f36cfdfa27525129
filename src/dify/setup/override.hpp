// SPDX-License-Identifier: Apache-2.0
// The override as text. Values that came from outside are quoted so that nothing in them can end a
// scalar, begin a line or be taken for a reference.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proxyenv::dify {

// How each override begins.
inline constexpr std::string_view kOverrideBeginning = "# Written by `proxyenv dify init`: ";

struct OverrideMount {
  std::string source;
  std::string target;
};

struct OverrideService {
  std::string name;
  std::string label;  // empty: none
  bool reaches_docker_host = false;
  std::vector<OverrideMount> mounts;
  std::vector<std::string> env_files;
  // Values are Compose expressions: references in them are meant.
  std::vector<std::pair<std::string, std::string>> environment;
  std::vector<std::string> entrypoint;  // empty: the image's stays
  std::vector<std::string> command;
};

[[nodiscard]] std::string render_override(const std::string& title,
                                          const std::vector<OverrideService>& services);

// A text of render_override() has the service.
[[nodiscard]] bool overrides_service(std::string_view text, std::string_view name);

}  // namespace proxyenv::dify

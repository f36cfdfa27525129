// SPDX-License-Identifier: Apache-2.0
// The override for Docker Compose as text. Values that came from outside are quoted, so that
// nothing in them can end a scalar, begin a line or be taken for a reference.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proxyenv::dify {

// A file or a folder, mounted read-only. The source is no Compose expression.
struct OverrideMount {
  std::string source;
  std::string target;
};

// What the override says of one service.
struct OverrideService {
  std::string name;
  std::string label;  // empty: the container gets none
  bool reaches_docker_host = false;
  std::vector<OverrideMount> mounts;
  std::vector<std::string> env_files;
  // Names and values. A value is a Compose expression: its ${...} is a reference.
  std::vector<std::pair<std::string, std::string>> environment;
  std::vector<std::string> entrypoint;  // empty: the image's stays
  std::vector<std::string> command;
};

// `title` ends the first line, and stands in a comment: it must hold no line end.
[[nodiscard]] std::string render_override(const std::string& title,
                                          const std::vector<OverrideService>& services);

// Whether a text that render_override() made holds the service.
[[nodiscard]] bool overrides_service(std::string_view text, std::string_view name);

}  // namespace proxyenv::dify

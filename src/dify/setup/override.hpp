// SPDX-License-Identifier: Apache-2.0
// The override for Docker Compose as text. Values from outside are quoted, so that they cannot end
// a scalar, begin a line or contain a reference.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proxyenv::dify {

// A file or a folder, mounted read-only. The source is not a Compose expression.
struct OverrideMount {
  std::string source;
  std::string target;
  // What is written in the short form then: podman-compose replaces a mount of the Compose file by
  // none in the long form, and podman refuses two mounts at one place.
  std::optional<std::string> short_options = std::nullopt;  // "ro,z", "Z", ""
};

// The override's part for one service.
struct OverrideService {
  std::string name;
  std::string label;  // empty: the container gets no label
  bool reaches_docker_host = false;
  std::vector<OverrideMount> mounts;
  std::vector<std::string> env_files;
  // Names and values. A value is a Compose expression: its ${...} is a reference.
  std::vector<std::pair<std::string, std::string>> environment;
  std::vector<std::string> entrypoint;  // empty: the image's entrypoint stays
  std::vector<std::string> command;
};

// `title` becomes the end of the first line, which is a comment, and `up`, the command that starts
// the containers, stands in the second one. Neither may hold a line end.
[[nodiscard]] std::string render_override(const std::string& title, const std::string& up,
                                          const std::vector<OverrideService>& services);

}  // namespace proxyenv::dify

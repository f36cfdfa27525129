// SPDX-License-Identifier: Apache-2.0
// The parts of a service in a Compose file that matter here, in any of the forms that Compose
// accepts. References (${NAME}) are left unchanged.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "yaml/yaml.hpp"

namespace proxyenv::compose {

struct Mount {
  std::string source;
  std::string target;        // empty: the entry could not be read
  std::string options = {};  // of the short form: "ro,Z"
  bool is_long = false;      // written in the long form, as a map
};
// Reads an entry of `volumes:`, "./a:/b:ro" or the long form.
[[nodiscard]] Mount mount_of(const YamlValue& volume);

// The mount at `target`, if its source has a name. Returns no value if nothing is mounted there.
[[nodiscard]] std::optional<Mount> mount_at(const YamlValue& service, const std::string& target);

// The source of the mount at `target`. Returns no value if nothing is mounted there.
[[nodiscard]] std::optional<std::string> mount_source(const YamlValue& service,
                                                      const std::string& target);

// `environment:`, a map or a list. A name without a value takes it from the shell.
using EnvironmentEntries = std::vector<std::pair<std::string, std::optional<std::string>>>;
[[nodiscard]] EnvironmentEntries environment_of(const YamlValue& service);

// The paths of `env_file:`, which is one text, a list of texts, or a list of maps with a path.
[[nodiscard]] std::vector<std::string> env_files_of(const YamlValue& service);

// The names of `profiles:`, a list.
[[nodiscard]] std::vector<std::string> profiles_of(const YamlValue& service);

}  // namespace proxyenv::compose

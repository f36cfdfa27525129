// SPDX-License-Identifier: Apache-2.0
// A Dify tree: what its docker folder really contains, read through the files that Compose would
// load there. Pure: files come through a function, and the shell's variables through another.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dify/compose/compose_env.hpp"
#include "dify/compose/interpolation.hpp"
#include "dify/compose/yaml.hpp"
#include "dify/record/setup_record.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

// A file below the folder, by its path there; nothing if there is none. An Error names the file.
using ReadFile = std::function<Result<std::optional<std::string>>(const std::string& path)>;

// The name below the folder of a file that is given by an absolute path; the path itself where it
// lies elsewhere.
using NameBelow = std::function<std::string(const std::string& absolute_path)>;

inline constexpr std::string_view kEnvFile = ".env";

// A service that runs Dify's own code.
struct DifyService {
  std::string name;
  std::string image;
  // What its container gets: its env_file lists, then `environment:`, references resolved.
  std::vector<std::pair<std::string, std::string>> environment;
  std::vector<std::string> own_names;  // those that `environment:` sets
  bool has_entrypoint = false;         // set in the Compose file, in front of the image's
  bool has_command = false;
};

// What a squid's entrypoint makes a part of its configuration of, references expanded.
struct SquidTemplate {
  std::string path;
  std::string text;
};

struct SquidService {
  std::string name;
  std::string entrypoint;  // the file that is mounted over /docker-entrypoint-mount.sh
  bool entrypoint_exists = false;
  std::string port_expression;           // HTTP_PORT as it stands: ${SSRF_HTTP_PORT:-3128}
  std::string port;                      // the same, references resolved
  std::vector<SquidTemplate> templates;  // squid.conf's, and from Dify 1.16 on one it includes
};

struct DifyTree {
  ComposeEnv env;                          // docker/.env
  std::vector<std::string> compose_files;  // those that Compose loads, ours aside, in order
  std::string override_file;               // the name that ours must have
  // What COMPOSE_FILE must be for Compose to load ours; empty where it does so by itself.
  std::string compose_file_value;
  bool compose_file_is_set = false;
  std::vector<std::string> listed_files;  // those of COMPOSE_FILE, ours too, below the folder
  std::vector<std::string> service_names;
  std::vector<std::string> env_file_readers;  // services that docker/.env reaches as a whole
  std::vector<DifyService> api_like;
  std::optional<DifyService> plugin_daemon;
  SquidService ssrf_proxy;
  std::optional<SquidService> agent_ssrf_proxy;
  PathHashes sources;                 // Dify's own files that a setup builds on
  std::optional<SetupRecord> record;  // of the last init

  [[nodiscard]] std::string api_tag() const;     // "1.16.0"; empty: the image has none
  [[nodiscard]] std::string daemon_tag() const;  // "0.6.3-local"
  // Of both squids; what both have is one.
  [[nodiscard]] std::vector<SquidTemplate> squid_templates() const;
};

// An Error is one line: no Compose file, no YAML, or not Dify's layout.
[[nodiscard]] Result<DifyTree> read_tree(const ReadFile& read, const Lookup& shell,
                                         const NameBelow& name_below);

// The tag of an image, without registry, port and digest; empty for none.
[[nodiscard]] std::string image_tag(std::string_view image);
// "dify-api" of "registry:5000/langgenius/dify-api:1.16.0".
[[nodiscard]] std::string image_name(std::string_view image);

}  // namespace proxyenv::dify

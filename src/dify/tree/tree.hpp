// SPDX-License-Identifier: Apache-2.0
// A Dify tree as data: what its docker folder really contains, read through the files that Compose
// would load there.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dify/compose/compose_env.hpp"
#include "dify/record/setup_record.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

// Reads a file by its path below the folder. Returns no value where there is no such file. An Error
// names the file.
using ReadFile = std::function<Result<std::optional<std::string>>(const std::string& path)>;

// The path below the folder of a file that is given by an absolute path; the path itself where the
// file lies elsewhere.
using NameBelow = std::function<std::string(const std::string& absolute_path)>;

inline constexpr std::string_view kEnvFile = ".env";

// Which files Compose reads, and what ours must be called to be among them.
struct ComposeFiles {
  std::vector<std::string> loaded;  // those that Compose loads, ours left out, in their order
  std::string override_file;        // the name that ours must have
  // What COMPOSE_FILE must be for Compose to load ours; empty where Compose does so by itself.
  std::string needed_compose_file;
  bool is_compose_file_set = false;
  std::vector<std::string> listed;  // those of COMPOSE_FILE, ours too, below the folder
  bool may_be_shown = true;         // false where COMPOSE_FILE as a whole may hold a password

  // A path of these files for a message: itself, or its length.
  [[nodiscard]] std::string shown(const std::string& path) const;
};

// A service that runs Dify's own code.
struct DifyService {
  std::string name;
  std::string image;
  // What its container gets: its env_file lists, then `environment:`, references resolved.
  std::vector<std::pair<std::string, std::string>> environment;
  std::vector<std::string> own_names;  // those that `environment:` sets
  bool has_entrypoint = false;         // the Compose file overrides the image's
  bool has_command = false;
};

// A file from which a squid's entrypoint makes a part of its configuration, by expanding
// references.
struct SquidTemplate {
  std::string path;
  std::string text;
};

struct SquidService {
  std::string name;
  std::string entrypoint;  // the file that is mounted over /docker-entrypoint-mount.sh
  bool entrypoint_exists = false;
  std::string port_expression;  // HTTP_PORT as it stands: ${SSRF_HTTP_PORT:-3128}
  std::string port;             // the same, references resolved
  std::vector<SquidTemplate>
      templates;  // squid.conf's; from Dify 1.16 on one that it includes, too
};

struct DifyTree {
  ComposeEnv env;  // docker/.env
  ComposeFiles compose;
  std::vector<std::string> service_names;
  std::vector<std::string> env_file_readers;  // services that docker/.env reaches as a whole
  std::vector<DifyService> api_like;          // api, the workers and the like; at least one
  std::optional<DifyService> plugin_daemon;
  SquidService ssrf_proxy;
  std::optional<SquidService> agent_ssrf_proxy;
  PathHashes sources;                 // Dify's own files that a setup builds on
  std::optional<SetupRecord> record;  // of the last init

  [[nodiscard]] std::string api_tag() const;     // "1.16.0"; empty where the image has none
  [[nodiscard]] std::string daemon_tag() const;  // "0.6.3-local"
  // The templates of both squids; one that both have stands there once.
  [[nodiscard]] std::vector<SquidTemplate> squid_templates() const;
};

}  // namespace proxyenv::dify

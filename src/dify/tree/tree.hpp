// SPDX-License-Identifier: Apache-2.0
// A Dify tree as data: the contents of its docker folder, read from the files that Compose would
// load there.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dify/record/setup_record.hpp"
#include "sources/compose_env.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

// Reads a file by its path below the folder. Returns no value if there is no such file. An Error
// names the file.
using ReadFile = std::function<Result<std::optional<std::string>>(const std::string& path)>;

inline constexpr std::string_view kEnvFile = ".env";
// What a source deployment has instead: databases, the sandbox, ssrf_proxy and the plugin daemon
// run in Compose, api and worker on the machine itself.
inline constexpr std::string_view kMiddlewareEnvFile = "middleware.env";
inline constexpr std::string_view kMiddlewareName = "docker-compose.middleware.yaml";

// The files that Compose reads, and the name that our override needs to be one of them.
struct ComposeFiles {
  ComposeProgram program = ComposeProgram::docker_compose;
  std::vector<std::string> loaded;  // those that Compose loads, without ours, in their order
  std::string override_file;        // the name that ours must have
  // The value that COMPOSE_FILE needs so that Compose loads our override; empty if Compose loads it
  // anyway.
  std::string needed_compose_file;
  bool is_compose_file_set = false;
  std::vector<std::string> listed;  // those of COMPOSE_FILE, ours too, below the folder
  bool may_be_shown = true;         // false where COMPOSE_FILE as a whole may hold a password

  [[nodiscard]] bool is_podman() const { return program == ComposeProgram::podman_compose; }
  // A path of these files for a message: itself, or its length.
  [[nodiscard]] std::string shown(const std::string& path) const;
  // Those that Compose loads, likewise: "a.yaml or b.yaml".
  [[nodiscard]] std::string shown_alternatives() const;
};

// A service that runs Dify's own code.
struct DifyService {
  std::string name;
  std::string image;
  // The container's variables: those of its env_file list, then `environment:`, with references
  // resolved.
  std::vector<std::pair<std::string, std::string>> environment;
  std::vector<std::string> own_names;  // those that `environment:` sets
  bool has_entrypoint = false;         // the Compose file overrides the image's entrypoint
  bool has_command = false;
  std::string network_mode;  // "host"; empty: the networks of the Compose files
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
  std::string entrypoint_options;    // of that mount: "Z"
  bool has_long_entrypoint = false;  // that mount is written in the long form
  std::string port_expression;       // HTTP_PORT as written: ${SSRF_HTTP_PORT:-3128}
  std::string port;                  // the same, with references resolved
  // For squid.conf. Since Dify 1.16 also one for a file that squid.conf includes.
  std::vector<SquidTemplate> templates;
};

// A service that `up` does not start with the tree's COMPOSE_PROFILES.
struct InactiveService {
  std::string name;
  std::vector<std::string> profiles;  // its own, at least one
};

struct DifyTree {
  std::string env_file = std::string(kEnvFile);  // or kMiddlewareEnvFile
  sources::ComposeEnv env;                       // its variables
  ComposeFiles compose;
  std::vector<std::string> service_names;
  std::vector<InactiveService> inactive_services;
  std::vector<std::string> env_file_readers;  // services that get all of env_file
  std::vector<DifyService> api_like;          // api, the workers and the like
  std::optional<DifyService> plugin_daemon;
  SquidService ssrf_proxy;    // known by its name or, if it was renamed, by what it mounts
  std::string no_ssrf_proxy;  // why no upstream can be added to it: a sentence; empty: it can
  std::optional<SquidService> agent_ssrf_proxy;
  // What only podman-compose reads stands in the Compose files.
  bool has_podman_settings = false;
  // A service names the network "default", and `networks:` has others alone.
  bool lacks_default_network = false;
  PathHashes sources;                 // Dify's own files that a setup builds on
  std::optional<SetupRecord> record;  // of the last init

  // Whether api and worker run outside of Compose.
  [[nodiscard]] bool is_source_deployment() const { return api_like.empty(); }
  // Whether Compose loads the files only where -f names them, with --env-file.
  [[nodiscard]] bool is_middleware_alone() const { return env_file == kMiddlewareEnvFile; }
  [[nodiscard]] std::string api_tag() const;     // "1.16.0"; empty if the image has no tag
  [[nodiscard]] std::string daemon_tag() const;  // "0.6.3-local"
  // The templates of both squids. One that both use is there once.
  [[nodiscard]] std::vector<SquidTemplate> squid_templates() const;
};

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// The files that `dify init` writes, by their paths below Dify's docker folder.
#pragma once

#include <string_view>

namespace proxyenv::dify {

// The folder of all these files except the override.
inline constexpr std::string_view kFolder = "proxyenv";

// The override has the first name if Compose loads it by itself. It has the second name if a person
// has an override of their own, or lists files in COMPOSE_FILE.
inline constexpr std::string_view kOverrideName = "docker-compose.override.yaml";
inline constexpr std::string_view kSeparateOverrideName = "docker-compose.proxyenv.yaml";

// The first bytes of every override that init writes.
inline constexpr std::string_view kOverrideBeginning = "# Written by `proxyenv dify init`: ";

inline constexpr std::string_view kRecordPath = "proxyenv/setup.json";
inline constexpr std::string_view kIgnorePath = "proxyenv/.gitignore";
inline constexpr std::string_view kSquidScriptPath = "proxyenv/squid-entrypoint.sh";
inline constexpr std::string_view kSquidIncludePath = "proxyenv/upstream.conf";
// With --mode direct and a password: the file of the variables that hold the password.
inline constexpr std::string_view kUpstreamEnvPath = "proxyenv/upstream.env";
// With --wrap: the static proxyenv. Its whole folder is mounted.
inline constexpr std::string_view kProgramFolder = "proxyenv/bin";
inline constexpr std::string_view kProgramPath = "proxyenv/bin/proxyenv";

// Where new files are until they are complete, and old ones until their successors are in place. An
// init that was killed leaves it.
inline constexpr std::string_view kStagingFolder = "proxyenv/.unfinished";

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// proxyenv/setup.json: what init was asked, what it saw and what it wrote, so that the next init,
// --uninstall and verify can tell what changed since. Holds no credentials; the hash of a file that
// does hold some is in it, so the record is as private as that file.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::dify {

// Where init writes, below the folder.
inline constexpr std::string_view kFolder = "proxyenv";
inline constexpr std::string_view kOverrideName = "docker-compose.override.yaml";
inline constexpr std::string_view kSeparateOverrideName = "docker-compose.proxyenv.yaml";
inline constexpr std::string_view kRecordPath = "proxyenv/setup.json";
inline constexpr std::string_view kSquidIncludePath = "proxyenv/upstream.conf";

using PathHashes = std::vector<std::pair<std::string, std::string>>;  // path, SHA-256

struct SetupRecord {
  std::string mode;                  // selective, direct
  std::vector<std::string> domains;  // ".google.com", "google.dev"; "all" alone for all
  std::string upstream;              // http://HOST:PORT, credentials as ***
  std::string api_tag;               // of the images at that time
  std::string daemon_tag;
  std::string salt;    // of the label in the override, where a secret is hashed
  PathHashes sources;  // Dify's files that the setup builds on
  PathHashes files;    // what init wrote
  // What that replaced. The record is written first: where init was ended half-way, these are there
  // yet, and are nobody's edits.
  PathHashes replaced;

  [[nodiscard]] const std::string* hash_of(const std::string& path) const;  // of files
  // The one of the two names that was written.
  [[nodiscard]] std::string override_file() const;
  // If a file with this SHA-256 is one that init left there.
  [[nodiscard]] bool wrote(const std::string& path, const std::string& hash) const;
};

[[nodiscard]] std::string render_setup_record(const SetupRecord& record);
[[nodiscard]] Result<SetupRecord> parse_setup_record(const std::string& text);

}  // namespace proxyenv::dify

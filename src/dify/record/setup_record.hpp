// SPDX-License-Identifier: Apache-2.0
// proxyenv/setup.json records the request to init, the files that init read and the files that it
// wrote. From it the next init, --uninstall and verify can tell what has changed since. It holds no
// credentials, but it holds the hash of a file with credentials, so the record is as private as
// that file.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dify/record/file_names.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

// selective: containers connect to ssrf_proxy, whose squid decides which requests go to the
// upstream. direct: containers connect to the upstream themselves.
enum class Mode { selective, direct };

// What starts the containers. podman-compose is a program of its own, which loads other files than
// Docker Compose and merges them otherwise: see dify/tree/podman_compose.hpp.
enum class ComposeProgram { docker_compose, podman_compose };

// The name of a mode in --mode and in the record: "selective" or "direct".
[[nodiscard]] std::string_view name_of(Mode mode);

using PathHashes = std::vector<std::pair<std::string, std::string>>;  // path, SHA-256

// The same with the names as they may be shown. They may be pieces of one COMPOSE_FILE, so each is
// replaced by its length where one of them may hold credentials.
[[nodiscard]] PathHashes with_names_shown(PathHashes hashes);

struct SetupRecord {
  Mode mode = Mode::selective;
  ComposeProgram program = ComposeProgram::docker_compose;
  bool all_domains = false;          // --domains all; `domains` is empty then
  std::vector<std::string> domains;  // ".google.com", "google.dev"
  std::string upstream;              // http://HOST:PORT, credentials as ***
  std::string api_tag;               // of the images at that time
  std::string daemon_tag;
  std::string salt;    // of the label in the override, if the label covers a secret
  PathHashes sources;  // Dify's own files that the setup builds on
  PathHashes files;    // the files that init wrote
  // The hashes of the files that those files replaced. The record is written first. If init was
  // killed half-way, files of the previous init are still there, and must not count as edited by a
  // person.
  PathHashes replaced;

  // The hash of one of `files`; null if init did not write that path.
  [[nodiscard]] const std::string* hash_of(std::string_view path) const;
  // The name under which init wrote the override, one of two.
  [[nodiscard]] std::string override_file() const;
  // Whether init left a file with this SHA-256 at that path.
  [[nodiscard]] bool wrote(std::string_view path, std::string_view hash) const;
  // The domains as setup.json holds them: a single "all" means all domains.
  [[nodiscard]] std::vector<std::string> domain_words() const;
};

[[nodiscard]] std::string render_setup_record(const SetupRecord& record);

// Any mode except "direct" is read as selective. An Error is the end of a sentence that begins with
// the file's name.
[[nodiscard]] Result<SetupRecord> parse_setup_record(const std::string& text);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// proxyenv/setup.json: what init was asked, what it saw and what it wrote, so that the next init,
// --uninstall and verify can tell what has changed since. It holds no credentials. It does hold the
// hash of a file with credentials, so the record is as private as that file.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dify/record/file_names.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

// selective: containers talk to ssrf_proxy, whose squid decides what goes to the upstream.
// direct: containers talk to the upstream themselves.
enum class Mode { selective, direct };

// "selective" or "direct", as in --mode and in the record.
[[nodiscard]] std::string_view name_of(Mode mode);

using PathHashes = std::vector<std::pair<std::string, std::string>>;  // path, SHA-256

struct SetupRecord {
  Mode mode = Mode::selective;
  bool all_domains = false;          // --domains all; `domains` is empty then
  std::vector<std::string> domains;  // ".google.com", "google.dev"
  std::string upstream;              // http://HOST:PORT, credentials as ***
  std::string api_tag;               // of the images at that time
  std::string daemon_tag;
  std::string salt;    // of the label in the override, where the label covers a secret
  PathHashes sources;  // Dify's own files that the setup builds on
  PathHashes files;    // what init wrote
  // What those files replaced. The record is written first: where init was killed half-way, files
  // of the init before it are still there, and they are nobody's edits.
  PathHashes replaced;

  // The hash of one of `files`; null where init did not write that path.
  [[nodiscard]] const std::string* hash_of(std::string_view path) const;
  // The one of the override's two names that init wrote.
  [[nodiscard]] std::string override_file() const;
  // Whether a file with this SHA-256 is one that init left at that path.
  [[nodiscard]] bool wrote(std::string_view path, std::string_view hash) const;
  // The domains as they stand in setup.json, where "all" alone means all of them.
  [[nodiscard]] std::vector<std::string> domain_words() const;
};

[[nodiscard]] std::string render_setup_record(const SetupRecord& record);

// Any mode but "direct" is read as selective. An Error ends a sentence that begins with the file's
// name.
[[nodiscard]] Result<SetupRecord> parse_setup_record(const std::string& text);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// What `dify init` writes, decided from the tree and the request: values in, files out. Whatever is
// wrong is an Error before anything is written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dify/names/domain_list.hpp"
#include "dify/names/upstream.hpp"
#include "dify/record/setup_record.hpp"
#include "dify/tree/tree.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

enum class Mode { selective, direct };

struct SetupRequest {
  Upstream upstream;
  Mode mode = Mode::selective;
  bool all_domains = false;
  std::vector<Domain> domains;  // of selective, unless all
  std::vector<std::string> exempt;
  bool http = false;
  bool agent = false;
  bool wrap = false;
  std::optional<std::string> release;  // --release
  std::string program;                 // the bytes of the static proxyenv, with wrap
  std::string fresh_salt;              // random text, used where there is a secret and no old salt
};

struct SetupFile {
  std::string path;  // below the folder
  std::string content;
  unsigned mode = 0644;
  bool is_program = false;  // not for printing
};

struct Setup {
  std::vector<SetupFile> files;  // the record last
  SetupRecord record;
  bool holds_secret = false;  // the folder is for its owner alone
  std::vector<std::string> notes;
  std::vector<std::string> warnings;
};

[[nodiscard]] Result<Setup> make_setup(const DifyTree& tree, const SetupRequest& request);

// A file's content with the credentials of the upstream hidden.
[[nodiscard]] std::string without_credentials(std::string content, const Upstream& upstream);

// The names that every container reaches directly: its own machine, and the tree's services.
[[nodiscard]] std::vector<std::string> internal_names(const DifyTree& tree);

}  // namespace proxyenv::dify

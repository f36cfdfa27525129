// SPDX-License-Identifier: Apache-2.0
// What `dify init` was asked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dify/names/domain_list.hpp"
#include "dify/names/upstream.hpp"
#include "dify/record/setup_record.hpp"

namespace proxyenv::dify {

struct SetupRequest {
  Upstream upstream;
  Mode mode = Mode::selective;
  bool all_domains = false;            // --domains all; of mode selective, as `domains`
  std::vector<Domain> domains;         // what goes through the upstream
  std::vector<std::string> exempt;     // what stays direct, as parse_exempt_list() gives it
  bool http = false;                   // plugins' http:// requests, too
  bool agent = false;                  // agent_ssrf_proxy, too
  bool wrap = false;                   // proxyenv in front of the containers' commands, too
  std::optional<std::string> release;  // with wrap: the Dify release that the images are
  std::string program;                 // with wrap: the bytes of the static proxyenv
  std::string fresh_salt;              // random text, for the label of a first setup with a secret
};

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// The user's request to `dify init`.
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
  bool all_domains = false;            // --domains all; only in mode selective, as `domains`
  std::vector<Domain> domains;         // reached through the upstream
  std::vector<std::string> exempt;     // reached directly; from parse_exempt_list()
  bool http = false;                   // also for plugins' http:// requests
  bool agent = false;                  // also for agent_ssrf_proxy
  bool wrap = false;                   // also puts proxyenv before the containers' commands
  std::optional<std::string> release;  // with wrap: the Dify release of the images
  std::string program;                 // with wrap: the bytes of the static proxyenv
  std::string fresh_salt;              // random, for the label of a first setup with a secret
};

}  // namespace proxyenv::dify

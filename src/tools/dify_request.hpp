// SPDX-License-Identifier: Apache-2.0
// Makes the request to `dify init` from its options, the variables that can replace options, and
// the files that options name.
#pragma once

#include "cli/dify_options.hpp"
#include "core/environment.hpp"
#include "dify/setup/advice.hpp"
#include "dify/setup/request.hpp"
#include "dify/tree/tree.hpp"
#include "text/result.hpp"

namespace proxyenv::tools {

struct ReadRequest {
  dify::SetupRequest request;
  dify::Advice advice;  // about the form of the request
};

// Reads standard input for `--upstream -`. An Error names the option or the variable, and repeats
// no value that may hold a password. check_request() checks whether the tree allows the request.
[[nodiscard]] Result<ReadRequest> read_request(const cli::DifyCommandLine& line,
                                               const Environment& environment,
                                               const dify::DifyTree& tree);

}  // namespace proxyenv::tools

// SPDX-License-Identifier: Apache-2.0
// What `dify init` is asked for, from its options, the variables that stand for them, and the files
// that options name.
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
  dify::Advice advice;  // about how it was asked
};

// Reads standard input for `--upstream -`. An Error names the option or the variable, and repeats
// no value that may hold a password. Whether the tree allows the request is asked by
// check_request().
[[nodiscard]] Result<ReadRequest> read_request(const cli::DifyCommandLine& line,
                                               const Environment& environment,
                                               const dify::DifyTree& tree);

}  // namespace proxyenv::tools

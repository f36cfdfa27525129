// SPDX-License-Identifier: Apache-2.0
#include "commands/commands.hpp"
#include "tools/commands.hpp"

namespace proxyenv::tools {

int dify_init(const cli::DifyCommandLine& /*line*/, const Environment& /*environment*/) {
  return commands::report(Error{"dify init is not complete yet"});
}

}  // namespace proxyenv::tools

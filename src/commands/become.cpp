// SPDX-License-Identifier: Apache-2.0
#include "commands/become.hpp"

#include "os/exec_failure.hpp"
#include "os/log.hpp"

namespace proxyenv::commands {

int become(char** argv, const Environment& environment) {
  return say_failure(os::exec(argv, environment), environment);
}

int say_failure(const os::ExecFailure& failure, const Environment& environment) {
  const os::ExecExplanation explanation = os::explain(failure, environment.exec_size());
  os::log_message(explanation.message);
  return explanation.exit_status;
}

}  // namespace proxyenv::commands

// SPDX-License-Identifier: Apache-2.0
#include "commands/become.hpp"

#include "os/exec_failure.hpp"
#include "os/log.hpp"

namespace proxyenv::commands {

int become(char** argv, const Environment& environment, std::string_view advice) {
  return say_failure(os::exec(argv, environment), environment, advice);
}

int say_failure(const os::ExecFailure& failure, const Environment& environment,
                std::string_view advice) {
  os::ExecExplanation explanation = os::explain(failure, environment.exec_size());
  if (explanation.exit_status == os::kExitNotFound) explanation.message.append(advice);
  os::log_message(explanation.message);
  return explanation.exit_status;
}

}  // namespace proxyenv::commands

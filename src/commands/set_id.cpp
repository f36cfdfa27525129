// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include "commands/commands.hpp"

namespace proxyenv::commands {

Result<void> refuse_set_id() {
  // The caller chooses the PROXYENV_ variables and PATH. In a setuid or setgid program they would
  // decide what another user runs.
  if (::getuid() != ::geteuid() || ::getgid() != ::getegid()) {
    return fail("refuses to run setuid or setgid: real and effective ids differ");
  }
  return {};
}

}  // namespace proxyenv::commands

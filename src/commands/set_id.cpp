// SPDX-License-Identifier: Apache-2.0
#include <linux/capability.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstdint>

#include "commands/commands.hpp"

namespace proxyenv::commands {

namespace {

// The capabilities that this process may use. The C library has no call for this.
std::uint64_t permitted_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> sets{};
  if (::syscall(SYS_capget, &header, sets.data()) != 0) return 0;
  return (static_cast<std::uint64_t>(sets[1].permitted) << 32U) | sets[0].permitted;
}

// The caller had these, and hands them to every program that it starts.
bool is_ambient(unsigned capability) {
  return ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, capability, 0, 0) == 1;
}

// Whether this file's capabilities (setcap) gave the process what its caller did not have. The
// kernel sets AT_SECURE then (security/commoncap.c, cap_bprm_creds_from_file). AT_SECURE alone is
// not enough to refuse: SELinux sets it, too, where a policy lets a container's first program
// start in another domain (bottlerocket-os pull request 2884), and this is such a program. After
// execve(2), a user who is not root has no other capabilities than ambient ones and the file's.
bool has_file_capabilities() {
  if (::getauxval(AT_SECURE) == 0 || ::getuid() == 0) return false;
  const std::uint64_t permitted = permitted_capabilities();
  for (unsigned capability = 0; capability < 64; ++capability) {
    if (((permitted >> capability) & 1U) != 0 && !is_ambient(capability)) return true;
  }
  return false;
}

}  // namespace

Result<void> refuse_set_id() {
  // The caller chooses the PROXYENV_ variables and PATH. In a program with the rights of somebody
  // else they would decide what those rights are used for.
  if (::getuid() != ::geteuid() || ::getgid() != ::getegid()) {
    return fail("refuses to run setuid or setgid: real and effective ids differ");
  }
  if (has_file_capabilities()) {
    return fail(
        "refuses to run with capabilities of its file, which its caller does not have: take them "
        "off with setcap -r");
  }
  return {};
}

}  // namespace proxyenv::commands

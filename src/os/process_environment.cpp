// SPDX-License-Identifier: Apache-2.0
#include "os/process_environment.hpp"

#include <unistd.h>

#include <cerrno>

#include "core/environment_block.hpp"
#include "os/file.hpp"

namespace proxyenv::os {

namespace {

// Larger than any environment that execve accepts, which is a quarter of the stack limit and at
// most 6 MiB. This limits reading if a process has moved the place in its memory that the kernel
// shows as its environment.
constexpr std::size_t kLargestEnvironment = std::size_t{16} << 20U;

// Kernel threads have no program, and neither has a process that ended and was not waited for.
bool has_program(int pid) {
  char byte = 0;
  return ::readlink(("/proc/" + std::to_string(pid) + "/exe").c_str(), &byte, 1) > 0 ||
         errno == EACCES || errno == EPERM;
}

}  // namespace

Result<Environment> environment_of_process(int pid) {
  const std::string who = "process " + std::to_string(pid);
  const std::string path = "/proc/" + std::to_string(pid) + "/environ";
  const auto file = open_to_read(path);
  auto block = file ? read_all(file->number(), kLargestEnvironment)
                    : Result<std::string>(tl::unexpect, file.error());
  if (block && block->empty() && !has_program(pid)) {
    return fail(who + " has no environment: it has ended, or is a kernel thread", ESRCH);
  }
  if (block) return parse_environment_block(*block);
  switch (block.error().os_error) {
    case ENOENT:
    case ESRCH:
      if (::access("/proc/self/environ", F_OK) != 0) {
        return fail(who + " cannot be looked at: /proc is not mounted");
      }
      return fail(who + " does not exist (any more)", ESRCH);
    case EACCES:
    case EPERM:
      return fail(who + (::geteuid() == 0
                             ? " cannot be looked at: root needs CAP_SYS_PTRACE here; run this as "
                               "the user of that process"
                             : " belongs to another user: run this as that user or as root"),
                  EACCES);
    default:
      return fail(who + " cannot be looked at: " + block.error().message, block.error().os_error);
  }
}

}  // namespace proxyenv::os

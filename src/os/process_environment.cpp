// SPDX-License-Identifier: Apache-2.0
#include "os/process_environment.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "core/environment_block.hpp"
#include "os/file.hpp"
#include "os/process_access.hpp"

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

bool has_a_variable(const Environment& environment) {
  const auto entries = environment.entries();
  return std::any_of(entries.begin(), entries.end(),
                     [](const char* entry) { return split_entry(entry).has_value(); });
}

Result<Environment> read_block(const std::string& who, const std::string& block) {
  Environment environment = parse_environment_block(block);
  if (block.empty() || has_a_variable(environment)) return environment;
  return fail(who +
              " has written over its environment, as programs do that set their title: look at the "
              "process that started it, or at how the container is configured (docker inspect)");
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
  if (block) return read_block(who, *block);
  const int os_error = block.error().os_error;
  switch (os_error) {
    case ENOENT:
    case ESRCH:
      if (::access("/proc/self/environ", F_OK) != 0 && ::access("/proc/1", F_OK) != 0) {
        return fail(who + " cannot be looked at: /proc is not mounted");
      }
      [[fallthrough]];
    case EACCES:
    case EPERM:
      return fail(who + " " + why_unreadable(look_at_process(pid)), os_error);
    default:
      return fail(who + " cannot be looked at: " + block.error().message, os_error);
  }
}

}  // namespace proxyenv::os

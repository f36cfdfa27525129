// SPDX-License-Identifier: Apache-2.0
#include "os/process_environment.hpp"

#include <unistd.h>

#include <cerrno>

#include "core/environment_file.hpp"
#include "core/redaction.hpp"
#include "os/file.hpp"

namespace proxyenv::os {

namespace {

// Larger than any environment that execve accepts, which is a quarter of the stack limit and at
// most 6 MiB. This limits reading if somebody names /dev/zero or a log file.
constexpr std::size_t kLargestFile = std::size_t{16} << 20U;

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
  auto block = file ? read_all(file->number()) : Result<std::string>(tl::unexpect, file.error());
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

Result<Environment> environment_in_file(const std::string& path) {
  const std::string what = path == "-" ? "standard input" : "file '" + redact_word(path) + "'";
  Descriptor file;
  if (path != "-") {
    auto opened = open_to_read(path);
    if (!opened) return fail(what + ": " + opened.error().message, opened.error().os_error);
    file = std::move(*opened);
  }
  const auto text = read_whole(file.is_open() ? file.number() : STDIN_FILENO, kLargestFile);
  if (!text && text.error().os_error == EFBIG) {
    return fail(what + " is too large for an environment (more than 16 MiB)");
  }
  if (!text) return fail(what + ": " + text.error().message, text.error().os_error);
  auto environment = parse_environment_file(*text);
  if (!environment) return fail(what + ", " + environment.error().message);
  return environment;
}

}  // namespace proxyenv::os

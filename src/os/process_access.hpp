// SPDX-License-Identifier: Apache-2.0
// Why the environment of another process cannot be read, and what a person can do about it.
// The kernel answers "Permission denied" or "No such file" to very different situations. proc(5)
// and ptrace(2), PTRACE_MODE_READ_FSCREDS, have the rules: the same user and group, a process that
// may be dumped, and no capability that the reader lacks; or CAP_SYS_PTRACE. Yama is not asked, as
// it restricts attaching alone.
#pragma once

#include <optional>
#include <string>

namespace proxyenv::os {

// What could be seen from outside.
struct ProcessAccess {
  bool is_found = true;  // false: /proc has no such process
  // Not found, but a signal would reach it (kill(2) with signal 0): /proc hides it.
  bool is_hidden = false;
  bool proc_is_foreign = false;  // /proc counts the processes of another PID namespace
  unsigned own_user = 0;
  unsigned own_group = 0;
  std::optional<unsigned> user;  // of the process; no value if even that is hidden
  unsigned group = 0;
  bool in_user_namespace = false;      // this process, so users outside have no number here
  bool is_protected = false;           // the kernel does not let it be dumped
  bool has_more_capabilities = false;  // than this process
  bool in_container = false;           // it is in a PID namespace inside this one
};

[[nodiscard]] ProcessAccess look_at_process(int pid);

// The clause behind "process 7 ": "belongs to user 1000: ...".
[[nodiscard]] std::string why_unreadable(const ProcessAccess& access);

}  // namespace proxyenv::os

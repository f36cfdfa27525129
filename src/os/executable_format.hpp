// SPDX-License-Identifier: Apache-2.0
// The format of a file for execve(2), read from its first bytes. It explains why a file cannot run,
// and distinguishes a text file, which a shell can run, from a program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace proxyenv::os {

enum class FileKind {
  empty,
  script,  // begins with #!
  elf,
  text,     // no NUL in the first bytes and no known magic: a shell would run it as a script
  unknown,  // neither
};

struct ExecutableFormat {
  FileKind kind = FileKind::unknown;
  // script: the interpreter as the kernel reads it; empty if the line names none. elf: the loader
  // of PT_INTERP; empty if there is none, or if it is beyond the given bytes.
  std::string interpreter;
  std::size_t first_line_bytes = 0;  // script: how long its #! line is, as far as it was given
  std::uint16_t machine = 0;         // elf: e_machine
  bool truncated = false;            // elf: its header is not whole
};

// Whether a shell takes the file for a script of its own after execve(2) refused it (ENOEXEC): text
// without a #! line, or with one that names no interpreter.
[[nodiscard]] bool is_shell_script(const ExecutableFormat& format);

// `head`: the beginning of the file. kFormatBytes are enough for files made by linkers.
inline constexpr std::size_t kFormatBytes = 1U << 16U;
[[nodiscard]] ExecutableFormat read_executable_format(std::string_view head);

// The e_machine of programs for this machine, and the machine's names as in `uname -m`.
[[nodiscard]] std::uint16_t own_machine();
[[nodiscard]] std::string name_of_machine(std::uint16_t machine);

}  // namespace proxyenv::os

// SPDX-License-Identifier: Apache-2.0
// What a file is to execve(2), read from its first bytes. Explains why a file cannot run, and tells
// a text file, which a shell can run, from a program.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace proxyenv::os {

enum class FileKind {
  empty,
  script,  // begins with #!
  elf,
  text,     // no NUL in the first bytes and no known magic: what a shell would run as a script
  unknown,  // neither
};

struct ExecutableFormat {
  FileKind kind = FileKind::unknown;
  // script: the interpreter as the kernel reads it; elf: the loader of PT_INTERP, empty if none
  // or beyond the bytes given.
  std::string interpreter;
  std::uint16_t machine = 0;  // elf: e_machine
  bool truncated = false;     // elf: its header is not whole
};

// `head`: the beginning of the file; kFormatBytes are enough for what linkers make.
inline constexpr std::size_t kFormatBytes = 1U << 16U;
[[nodiscard]] ExecutableFormat read_executable_format(std::string_view head);

// The e_machine of a program that this machine runs, and names as `uname -m` has them.
[[nodiscard]] std::uint16_t own_machine();
[[nodiscard]] std::string name_of_machine(std::uint16_t machine);

}  // namespace proxyenv::os

// SPDX-License-Identifier: Apache-2.0
#include "os/executable_format.hpp"

#include <elf.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace proxyenv::os {

namespace {

constexpr std::array<std::pair<std::uint16_t, std::string_view>, 9> kMachines = {{
    {EM_X86_64, "x86_64"},
    {EM_AARCH64, "aarch64"},
    {EM_386, "i686"},
    {EM_ARM, "arm"},
    {EM_RISCV, "riscv64"},
    {EM_PPC64, "ppc64le"},
    {EM_S390, "s390x"},
    {EM_MIPS, "mips"},
    {258, "loongarch64"},  // EM_LOONGARCH, missing in Debian 12's elf.h
}};

// Reads numbers and texts of an ELF file in its byte order. Beyond the end of the bytes, numbers
// are 0 and texts are empty.
class ElfBytes {
 public:
  explicit ElfBytes(std::string_view bytes)
      : bytes_(bytes), big_endian_(bytes[EI_DATA] == ELFDATA2MSB) {}

  [[nodiscard]] std::uint64_t number(std::uint64_t offset, std::size_t size) const {
    if (offset > bytes_.size() || bytes_.size() - offset < size) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t at = static_cast<std::size_t>(offset) + (big_endian_ ? i : size - 1 - i);
      value = (value << 8U) | static_cast<unsigned char>(bytes_[at]);
    }
    return value;
  }

  [[nodiscard]] std::string text(std::uint64_t offset, std::uint64_t size) const {
    if (offset > bytes_.size() || bytes_.size() - offset < size) return {};
    const std::string_view piece =
        bytes_.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
    return std::string(piece.substr(0, piece.find('\0')));
  }

 private:
  std::string_view bytes_;
  bool big_endian_;
};

std::string elf_loader(const ElfBytes& file, bool is_64_bit) {
  const std::uint64_t table = is_64_bit ? file.number(32, 8) : file.number(28, 4);
  const std::uint64_t entry_size = file.number(is_64_bit ? 54 : 42, 2);
  const std::uint64_t entries = file.number(is_64_bit ? 56 : 44, 2);
  for (std::uint64_t i = 0; i < entries; ++i) {
    const std::uint64_t entry = table + i * entry_size;
    if (file.number(entry, 4) != PT_INTERP) continue;
    return is_64_bit ? file.text(file.number(entry + 8, 8), file.number(entry + 32, 8))
                     : file.text(file.number(entry + 4, 4), file.number(entry + 16, 4));
  }
  return {};
}

ExecutableFormat read_elf(std::string_view head) {
  ExecutableFormat format;
  format.kind = FileKind::elf;
  const bool is_64_bit = head.size() > EI_CLASS && head[EI_CLASS] == ELFCLASS64;
  if (head.size() < (is_64_bit ? sizeof(Elf64_Ehdr) : sizeof(Elf32_Ehdr))) {
    format.truncated = true;
    return format;
  }
  const ElfBytes file(head);
  format.machine = static_cast<std::uint16_t>(file.number(18, 2));
  format.interpreter = elf_loader(file, is_64_bit);
  return format;
}

// binfmt_script.c: blanks after #! are skipped, the name ends at a blank or at the end of the line.
std::string script_interpreter(std::string_view head) {
  std::string_view line = head.substr(2, head.find('\n') - 2);
  const auto is_gap = [](char c) { return c == ' ' || c == '\t'; };
  line.remove_prefix(
      static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), is_gap) - line.begin()));
  return {line.begin(), std::find_if(line.begin(), line.end(), is_gap)};
}

}  // namespace

ExecutableFormat read_executable_format(std::string_view head) {
  ExecutableFormat format;
  if (head.empty()) {
    format.kind = FileKind::empty;
  } else if (head.starts_with("#!")) {
    format.kind = FileKind::script;
    format.interpreter = script_interpreter(head);
    format.first_line_bytes = std::min(head.find('\n'), head.size());
  } else if (head.starts_with(std::string_view(ELFMAG, SELFMAG))) {
    return read_elf(head);
  } else {
    // bash and dash treat a file as a script unless its first line has a NUL.
    const std::string_view first_line = head.substr(0, head.find('\n'));
    const bool is_text = first_line.find('\0') == std::string_view::npos;
    format.kind = is_text ? FileKind::text : FileKind::unknown;
  }
  return format;
}

bool is_shell_script(const ExecutableFormat& format) {
  return format.kind == FileKind::text || format.kind == FileKind::empty ||
         (format.kind == FileKind::script && format.interpreter.empty());
}

std::uint16_t own_machine() {
#if defined(__x86_64__)
  return EM_X86_64;
#elif defined(__aarch64__)
  return EM_AARCH64;
#elif defined(__arm__)
  return EM_ARM;
#elif defined(__i386__)
  return EM_386;
#elif defined(__riscv)
  return EM_RISCV;
#elif defined(__powerpc64__)
  return EM_PPC64;
#elif defined(__s390x__)
  return EM_S390;
#else
#error "add the machine to kMachines and here"
#endif
}

std::string name_of_machine(std::uint16_t machine) {
  const auto* const row = std::find_if(kMachines.begin(), kMachines.end(),
                                       [&](const auto& it) { return it.first == machine; });
  if (row != kMachines.end()) return std::string(row->second);
  return "machine type " + std::to_string(machine);
}

}  // namespace proxyenv::os

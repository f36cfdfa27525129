// SPDX-License-Identifier: Apache-2.0
#include "os/executable_format.hpp"

#include <doctest/doctest.h>
#include <elf.h>

#include <algorithm>
#include <cstring>
#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::os;

namespace {

std::string make_elf64(std::uint16_t machine, std::string_view loader) {
  Elf64_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_machine = machine;
  header.e_phoff = sizeof header;
  header.e_phentsize = sizeof(Elf64_Phdr);
  header.e_phnum = 2;
  Elf64_Phdr segments[2] = {};
  segments[0].p_type = PT_PHDR;
  segments[1].p_type = PT_INTERP;
  segments[1].p_offset = sizeof header + sizeof segments;
  segments[1].p_filesz = loader.size() + 1;
  std::string file(sizeof header + sizeof segments, '\0');
  std::memcpy(file.data(), &header, sizeof header);
  std::memcpy(file.data() + sizeof header, &segments, sizeof segments);
  return file.append(loader).append(1, '\0');
}

std::string kind_of(std::string_view head) {
  switch (read_executable_format(head).kind) {
    case FileKind::empty:
      return "empty";
    case FileKind::script:
      return "script";
    case FileKind::elf:
      return "elf";
    case FileKind::text:
      return "text";
    case FileKind::unknown:
      return "unknown";
  }
  return "?";
}

}  // namespace

TEST_CASE("a script's interpreter is read as the kernel reads it") {
  struct Row {
    std::string_view head;
    std::string_view interpreter;
  };
  const Row rows[] = {
      {"#!/bin/sh\necho", "/bin/sh"},
      {"#! /bin/sh -e\n", "/bin/sh"},
      {"#!\t/usr/bin/env python\n", "/usr/bin/env"},
      {"#!/bin/sh\r\n", "/bin/sh\r"},
      {"#!/bin/sh", "/bin/sh"},
      {"#!\n", ""},
      {"#!", ""},
      {"#! ", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.head);
    const auto format = read_executable_format(row.head);
    CHECK(kind_of(row.head) == "script");
    CHECK(format.interpreter == row.interpreter);
  }
}

TEST_CASE("what a shell runs as a script of its own, and how long a #! line is") {
  struct Row {
    std::string head;
    bool is_shell_script;
    std::size_t first_line_bytes;
    std::string_view why;
  };
  const Row rows[] = {
      {"", true, 0, "nothing"},
      {"echo\n", true, 0, "text"},
      {"#!\necho\n", true, 2, "no interpreter"},
      {"#! \t\necho\n", true, 4, "blanks alone"},
      {"#!", true, 2, "and no line end"},
      {"#!/bin/sh\necho\n", false, 9, "an interpreter"},
      {"#!\r\necho\n", false, 3, "a carriage return, which the kernel takes for a name"},
      {"#!/" + std::string(300, 'x') + "\n", false, 303, "a long line"},
      {std::string("\0\1", 2), false, 0, "bytes"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto format = read_executable_format(row.head);
    CHECK(is_shell_script(format) == row.is_shell_script);
    CHECK(format.first_line_bytes == row.first_line_bytes);
  }
}

TEST_CASE("an ELF file tells its machine and its loader") {
  const std::string file = make_elf64(EM_AARCH64, "/lib/ld-linux-aarch64.so.1");
  const auto format = read_executable_format(file);
  CHECK(kind_of(file) == "elf");
  CHECK(format.interpreter == "/lib/ld-linux-aarch64.so.1");
  CHECK(name_of_machine(format.machine) == "aarch64");
  CHECK_FALSE(format.truncated);
}

TEST_CASE("an ELF file that ends anywhere is read without harm") {
  const std::string file = make_elf64(EM_X86_64, "/lib64/ld-linux-x86-64.so.2");
  for (std::size_t length = SELFMAG; length < file.size(); ++length) {
    const std::string head = file.substr(0, length);
    const auto format = read_executable_format(head);
    CHECK(kind_of(head) == "elf");
    CHECK(format.interpreter.empty());
    CHECK(format.truncated == (length < sizeof(Elf64_Ehdr)));
  }
}

TEST_CASE("offsets that point nowhere give no loader") {
  std::string file = make_elf64(EM_X86_64, "/x");
  const auto set = [&file](std::size_t at, std::uint64_t value) {
    std::memcpy(file.data() + at, &value, sizeof value);
  };
  set(32, ~std::uint64_t{0} - 8);  // e_phoff
  CHECK(read_executable_format(file).interpreter.empty());
  set(32, sizeof(Elf64_Ehdr));
  set(sizeof(Elf64_Ehdr) + sizeof(Elf64_Phdr) + 32, ~std::uint64_t{0});  // p_filesz
  CHECK(read_executable_format(file).interpreter.empty());
}

TEST_CASE("what is neither script nor ELF") {
  CHECK(kind_of("") == "empty");
  CHECK(kind_of("echo hello\n") == "text");
  CHECK(kind_of("#/bin/sh\n") == "text");
  CHECK(kind_of(std::string_view("echo hi\n\0", 9)) == "text");
  CHECK(kind_of(std::string_view("MZ\0\0", 4)) == "unknown");
  CHECK(kind_of("\x7f"
                "EL") == "text");
}

TEST_CASE("machines have names") {
  CHECK(name_of_machine(own_machine()).find("machine type") == std::string::npos);
  CHECK(name_of_machine(12345) == "machine type 12345");
}

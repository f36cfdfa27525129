// SPDX-License-Identifier: Apache-2.0
// The stack as the kernel makes it for a new program (System V ABI): the count of words, the words,
// a null pointer, the entries of the environment, a null pointer, and pairs of numbers about the
// process (the auxiliary vector). The strings stand behind all that.
#pragma once

#include <elf.h>

#include <cstddef>
#include <cstdint>

#include "cli/options.hpp"
#include "start/literal.hpp"

namespace proxyenv::start {

// Whether this process has exactly the rights of its caller. If not, the full program refuses to
// run, or finds out why (commands/set_id.cpp). `room` is the count of pairs.
[[nodiscard]] inline bool has_rights_of_caller(const std::uintptr_t* pair, std::size_t& room) {
  constexpr std::uintptr_t kUnknown = ~std::uintptr_t{0};
  std::uintptr_t secure = kUnknown;
  std::uintptr_t user = kUnknown;
  std::uintptr_t effective_user = kUnknown;
  std::uintptr_t group = kUnknown;
  std::uintptr_t effective_group = kUnknown;
  for (room = 0; pair[0] != AT_NULL; pair += 2, ++room) {
    if (pair[0] == AT_SECURE) secure = pair[1];
    if (pair[0] == AT_UID) user = pair[1];
    if (pair[0] == AT_EUID) effective_user = pair[1];
    if (pair[0] == AT_GID) group = pair[1];
    if (pair[0] == AT_EGID) effective_group = pair[1];
  }
  return secure == 0 && user != kUnknown && user == effective_user && group != kUnknown &&
         group == effective_group;
}

template <std::size_t... kRow>
[[nodiscard]] bool is_subcommand(const char* word, std::index_sequence<kRow...> /*rows*/) {
  constexpr std::string_view kEnd("\0", 1);
  return (begins_with<Literal(cli::kSubcommands[kRow].name, kEnd)>(word) || ...);
}

// The command behind the program's own name and `--`. Null where the words say anything else.
[[nodiscard]] inline char** find_command(char** words, std::size_t count) {
  if (count < 2) return nullptr;
  char** command = words + 1;
  const char* const first = *command;
  if (first[0] == '-') {
    if (first[1] != '-' || first[2] != '\0') return nullptr;
    ++command;
  } else if (first[0] == '\0' ||
             is_subcommand(first, std::make_index_sequence<cli::kSubcommands.size()>())) {
    return nullptr;
  }
  return *command == nullptr || **command == '\0' ? nullptr : command;
}

}  // namespace proxyenv::start

// SPDX-License-Identifier: Apache-2.0
// `run` in the common case, from the initial stack to execve. Whoever calls launch() gives the
// system call, so a test can take its place.
//
// The new entries are appended where the environment ends: their pointers overwrite the beginning
// of the auxiliary vector, of which execve takes no notice. So an environment of 10,000 entries is
// not copied. If execve fails, the vector is put back.
#pragma once

#include <climits>
#include <cstddef>
#include <cstdint>

#include "os/path_search.hpp"
#include "start/initial_stack.hpp"
#include "start/literal.hpp"
#include "start/plain_plan.hpp"
#include "start/variables.hpp"

namespace proxyenv::start {

// The most bytes of stack for new entries and one path. What needs more is left to the full plan.
// With a kilobyte for the rest, that is less than the 9 KB that the full program needs: on a stack
// where that one works, this one does, too.
inline constexpr std::size_t kMostSpace = 6144;

[[nodiscard]] inline std::size_t length_of(const char* text) {
  std::size_t length = 0;
  while (text[length] != '\0') ++length;
  return length;
}

[[nodiscard]] inline bool has_slash(const char* word) {
  for (; *word != '\0'; ++word) {
    if (*word == '/') return true;
  }
  return false;
}

// The bytes of the longest path that a search for the word tries.
[[nodiscard]] inline std::size_t longest_path(const char* search_path, std::size_t word_size) {
  std::size_t longest = 0;
  std::size_t length = 0;
  for (; *search_path != '\0'; ++search_path) {
    length = *search_path == ':' ? 0 : length + 1;
    if (length > longest) longest = length;
  }
  return longest + 1 + word_size + 1;
}

// Tries the command in each directory, as os::exec() does. Returns only on failure.
template <class Execute>
void search(const char* search_path, char** command, char** environment, char* path,
            Execute execute) {
  while (true) {
    char* end = path;
    while (*search_path != '\0' && *search_path != ':') *end++ = *search_path++;
    if (end != path) *end++ = '/';
    for (const char* from = *command; *from != '\0'; ++from) *end++ = *from;
    *end = '\0';
    if (!os::is_worth_searching_on(execute(path, command, environment)) || *search_path == '\0') {
      return;
    }
    ++search_path;
  }
}

// Writes the entries downwards from `top`, so that the pages that are in use already come first.
// `end` is where the null pointer of the environment stands.
inline void append(const PlainPlan& plan, char* top, char** end) {
  for (std::size_t i = 0; i < plan.count; ++i) {
    top -= size_of(plan.additions[i]);
    write_entry(plan.additions[i], top);
    end[i] = top;
  }
  end[plan.count] = nullptr;
}

[[nodiscard]] inline std::size_t size_of(const PlainPlan& plan) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < plan.count; ++i) size += size_of(plan.additions[i]);
  return size;
}

// A start that needs no thought.
struct CommonCase {
  char** command = nullptr;  // the words behind proxyenv's own
  char** environment = nullptr;
  char** end = nullptr;  // where the null pointer of the environment stands
  Variables variables;
  PlainPlan plan;
};

// Whether the process that was given this initial stack is one. Changes nothing.
[[nodiscard]] inline bool read_common_case(std::uintptr_t* stack, CommonCase& it) {
  const std::size_t count = stack[0];
  char** const words = reinterpret_cast<char**>(stack + 1);
  it.command = find_command(words, count);
  if (it.command == nullptr) return false;
  it.environment = words + count + 1;
  std::size_t entries = 0;
  if (!find_variables(it.environment, it.variables, entries)) return false;
  it.end = it.environment + entries;
  std::size_t pairs = 0;
  // The new pointers must not reach beyond the vector.
  return has_rights_of_caller(reinterpret_cast<std::uintptr_t*>(it.end + 1), pairs) &&
         2 * pairs >= PlainPlan::kMost && make_plain_plan(it.variables, it.plan);
}

// Starts the command with `execute(path, words, environment)`, which returns only on failure, and
// then the error's number. `wget_is_busybox()` is asked where that makes something to say. Returns
// if the case is not a common one, or if the command could not be started. Then the stack is as it
// was, and nothing else has happened.
template <class Execute, class WgetIsBusybox>
void launch(std::uintptr_t* stack, Execute execute, WgetIsBusybox wget_is_busybox) {
  CommonCase it;
  if (!read_common_case(stack, it)) return;
  if (it.plan.gives_busybox_a_proxy && wget_is_busybox()) return;
  char default_path[2 * kWordSize];
  const char* search_path = it.variables.path;
  if (search_path == nullptr) {
    constexpr Literal kPath(os::kDefaultPath, std::string_view("\0", 1));
    (void)write_bytes<kPath>(default_path);
    search_path = default_path;
  }
  const bool is_path = has_slash(*it.command);
  const std::size_t word_size = length_of(*it.command);
  if (!is_path && word_size > NAME_MAX) return;  // as os::exec() has it
  const std::size_t path_size = is_path ? 0 : longest_path(search_path, word_size);
  const std::size_t space = size_of(it.plan) + path_size + 1;  // an array of no bytes is no array
  if (space > kMostSpace) return;

  // An array of the largest size would reach into pages that nobody has touched yet.
  char* const bytes = static_cast<char*>(__builtin_alloca(space));
  char* saved[PlainPlan::kMost + 1];
  for (std::size_t i = 0; i <= it.plan.count; ++i) saved[i] = it.end[i];
  append(it.plan, bytes + space, it.end);
  if (is_path) {
    execute(*it.command, it.command, it.environment);
  } else {
    search(search_path, it.command, it.environment, bytes, execute);
  }
  for (std::size_t i = 0; i <= it.plan.count; ++i) it.end[i] = saved[i];
}

}  // namespace proxyenv::start

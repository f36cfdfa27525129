// SPDX-License-Identifier: Apache-2.0
// A start of proxyenv as the kernel would make it, without a kernel: words, an environment, what
// the kernel says of the process, and how each execve fails.
#pragma once

#include <elf.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proxyenv::testing {

using Strings = std::vector<std::string>;

// A pair of the auxiliary vector.
using Fact = std::pair<std::uint64_t, std::uint64_t>;

// What a process has whose rights are those of its caller.
inline std::vector<Fact> usual_facts() {
  return {{AT_SYSINFO_EHDR, 1}, {AT_HWCAP, 2}, {AT_PAGESZ, 4096}, {AT_UID, 7},    {AT_EUID, 7},
          {AT_GID, 8},          {AT_EGID, 8},  {AT_SECURE, 0},    {AT_RANDOM, 3}, {AT_EXECFN, 4}};
}

struct Situation {
  Strings words;  // argv, the program's own name included
  Strings environment;
  std::uint64_t errors = 0;  // chooses the error of each path
  std::vector<Fact> facts = usual_facts();
};

// The error of an execve of that path: the same one whoever asks.
[[nodiscard]] int error_of(const Situation& situation, std::string_view path);

// What one execve was given.
struct Attempt {
  std::string path;
  Strings words;
  Strings environment;

  friend bool operator==(const Attempt&, const Attempt&) = default;
};

[[nodiscard]] Attempt attempt_of(const char* path, char* const* words, char* const* environment);

// The initial stack of a process, as one piece of memory.
class MadeUpStack {
 public:
  explicit MadeUpStack(const Situation& situation);

  // The word that the stack pointer is at.
  [[nodiscard]] std::uint64_t* top() { return memory_.data(); }
  [[nodiscard]] char** words() { return reinterpret_cast<char**>(top() + 1); }
  [[nodiscard]] std::size_t word_count() const { return memory_[0]; }
  [[nodiscard]] char** environment() { return words() + word_count() + 1; }
  [[nodiscard]] const std::vector<std::uint64_t>& memory() const { return memory_; }

 private:
  std::vector<std::uint64_t> memory_;
};

}  // namespace proxyenv::testing

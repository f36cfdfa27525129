// SPDX-License-Identifier: Apache-2.0
// A process to look at with --pid.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <vector>

#include "run_program.hpp"

namespace e2e {

// A process with that environment that lives until the end of the scope.
class Sleeper {
 public:
  // `words`: a program that does as `finish sleep`; that one if it is empty.
  explicit Sleeper(const Words& environment, Words words = {}) {
    std::array<int, 2> output{};
    REQUIRE(::pipe2(input_.data(), O_CLOEXEC) == 0);
    REQUIRE(::pipe2(output.data(), O_CLOEXEC) == 0);
    if (words.empty()) words = {helper_path("finish"), "sleep"};
    const std::vector<const char*> block = pointers(environment);
    const std::vector<const char*> argv = pointers(words);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(input_[0], 0);
      ::dup2(output[1], 1);
      ::execve(argv[0], const_cast<char* const*>(argv.data()),
               const_cast<char* const*>(block.data()));
      ::_exit(1);
    }
    std::array<char, 6> ready{};
    REQUIRE(::read(output[0], ready.data(), ready.size()) == 6);
    ::close(output[0]);
    ::close(output[1]);
  }
  ~Sleeper() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    ::close(input_[0]);
    ::close(input_[1]);
  }
  Sleeper(const Sleeper&) = delete;
  Sleeper& operator=(const Sleeper&) = delete;

  [[nodiscard]] std::string pid() const { return std::to_string(pid_); }

 private:
  static std::vector<const char*> pointers(const Words& words) {
    std::vector<const char*> block;
    for (const std::string& word : words) block.push_back(word.c_str());
    block.push_back(nullptr);
    return block;
  }

  pid_t pid_ = -1;
  std::array<int, 2> input_{};
};

}  // namespace e2e

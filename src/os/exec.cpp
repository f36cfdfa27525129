// SPDX-License-Identifier: Apache-2.0
#include "os/exec.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <vector>

#include "os/executable_file.hpp"
#include "os/path_search.hpp"

namespace proxyenv::os {

namespace {

constexpr const char* kShell = "/bin/sh";

bool is_shell_script_at(const std::string& path) {
  const auto format = read_format_of(path);
  return format && is_shell_script(*format);
}

// Returns only on failure, with errno.
int exec_file(const std::string& path, char* const* argv, char* const* block) {
  ::execve(path.c_str(), argv, block);
  const int failure = errno;
  if (failure != ENOEXEC || !is_shell_script_at(path)) return failure;
  std::string shell(kShell);
  std::string script(path);
  std::vector<char*> shell_argv = {shell.data(), script.data()};
  for (char* const* word = argv + 1; *word != nullptr; ++word) shell_argv.push_back(*word);
  shell_argv.push_back(nullptr);
  ::execve(kShell, shell_argv.data(), block);
  return errno == E2BIG ? E2BIG : failure;
}

}  // namespace

std::string path_candidate(std::string_view directory, std::string_view word) {
  // An empty element of PATH means the working directory (POSIX.1-2017, 8.3).
  std::string candidate(directory);
  if (!candidate.empty()) candidate.push_back('/');
  return candidate.append(word);
}

ExecFailure exec(char* const* argv, const Environment& environment) {
  const std::string_view word = argv[0];
  char* const* const block = environment.exec_block();
  ExecFailure failure{ENOENT, std::string(word), false, true, false};
  if (word.empty()) return failure;
  if (word.find('/') != std::string_view::npos) {
    failure.os_error = exec_file(failure.path, argv, block);
    failure.found = exists(failure.path);
    return failure;
  }

  if (word.size() > NAME_MAX) {  // no directory of PATH can have such a file
    failure.os_error = ENAMETOOLONG;
    return failure;
  }
  const auto path = environment.find("PATH");
  failure.searched = true;
  failure.path_is_set = path.has_value();
  std::string_view rest = path.value_or(kDefaultPath);
  while (true) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    const std::string candidate = path_candidate(rest.substr(0, end), word);
    const int os_error = exec_file(candidate, argv, block);
    // An existing file that cannot run explains more than a missing file. The first such file
    // explains most, because it is probably the one that was meant.
    const bool goes_on = is_worth_searching_on(os_error);
    const bool is_there = exists(candidate);
    const bool may_be_there = os_error == EACCES && failure.os_error == ENOENT;
    if (!goes_on || (!failure.found && (is_there || may_be_there))) {
      failure.os_error = os_error;
      failure.path = candidate;
      failure.found = is_there;
    }
    if (!goes_on) return failure;
    if (end == rest.size()) return failure;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace proxyenv::os

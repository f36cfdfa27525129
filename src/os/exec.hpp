// SPDX-License-Identifier: Apache-2.0
// Replaces this process by another program, with the rules of execvp(3). A word with a slash is a
// path. Any other word is searched in PATH, or in "/bin:/usr/bin" if PATH is unset. A text file
// that the kernel does not recognise (ENOEXEC) is run by /bin/sh, also if it has a #! line that
// names no interpreter. POSIX requires that of execvp, and env, nohup and every shell do it.
// Otherwise some commands would fail only under proxyenv.
#pragma once

#include <string>
#include <string_view>

#include "core/environment.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

struct ExecFailure {
  int os_error = 0;
  std::string path;         // the file that failed; the word itself if no file was found
  bool searched = false;    // PATH was searched
  bool path_is_set = true;  // the environment has PATH
  bool found = false;       // `path` is an existing file
};

// Returns only on failure; the process is then unchanged. The command gets argv[0] unchanged, and
// `environment`, whose PATH is searched.
[[nodiscard]] ExecFailure exec(char* const* argv, const Environment& environment);

// The path that a search for `word` tries in one directory of PATH.
[[nodiscard]] std::string path_candidate(std::string_view directory, std::string_view word);

}  // namespace proxyenv::os

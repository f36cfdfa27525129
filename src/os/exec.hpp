// SPDX-License-Identifier: Apache-2.0
// Becoming another program, with execvp(3)'s rules: a word with a slash is a path, any other is
// looked for in PATH (in "/bin:/usr/bin" where PATH is unset), and a file that the kernel does not
// know (ENOEXEC) but that reads as text is given to /bin/sh, as POSIX has it for execvp and as
// env, nohup and every shell do: a prefix that refused it would break commands that work without.
#pragma once

#include <string>
#include <string_view>

#include "core/environment.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

struct ExecFailure {
  int os_error = 0;
  std::string path;         // the file that failed; the word itself where none was found
  bool searched = false;    // PATH was searched
  bool path_is_set = true;  // and there was one
  bool found = false;       // `path` is a file that is there
};

// Does not come back where it succeeds. argv[0] stays as given; nothing of the process is changed.
// PATH is the one of `environment`, which the command will see.
[[nodiscard]] ExecFailure exec(char* const* argv, const Environment& environment);

// The files that a search for `word` tries, in order.
[[nodiscard]] std::string path_candidate(std::string_view directory, std::string_view word);

}  // namespace proxyenv::os

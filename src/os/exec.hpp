// SPDX-License-Identifier: Apache-2.0
// Becoming another program, with the rules of execvp(3). A word with a slash is a path; any other
// is looked for in PATH, or in "/bin:/usr/bin" where PATH is unset. A text file that the kernel
// does not know (ENOEXEC) is given to /bin/sh, as POSIX wants it of execvp and as env, nohup and
// every shell do: otherwise commands would fail under proxyenv that work without it.
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
  bool path_is_set = true;  // PATH was there to be searched
  bool found = false;       // `path` is a file that is there
};

// Returns only where it fails; the process is then unchanged. The command sees argv[0] as it is
// here, and `environment`, whose PATH is searched.
[[nodiscard]] ExecFailure exec(char* const* argv, const Environment& environment);

// The file that a search for `word` tries in one directory of PATH.
[[nodiscard]] std::string path_candidate(std::string_view directory, std::string_view word);

}  // namespace proxyenv::os

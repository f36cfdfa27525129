// SPDX-License-Identifier: Apache-2.0
// Copies the running program, for images without a shell or cp.
#pragma once

#include <string>

#include "text/result.hpp"

namespace proxyenv::os {

// Writes this program to the file `path` (into it, under the own name, where it is a directory),
// mode 0755: to another file first, then renamed, so that nobody ever sees half of it and a program
// that is running from there goes on. On failure nothing is left.
//
// That other file has no name while it is written, where the file system has such files. So a
// process that is killed leaves nothing. There is one exception: a file cannot be replaced by one
// without a name, which is therefore called `.proxyenv-install` between two system calls. Where
// there are no files without names, it is called so from the beginning. The next call for the same
// folder removes a file of that name whose bytes are the first ones of this program, and no other.
[[nodiscard]] Result<void> install_self(const std::string& path);

}  // namespace proxyenv::os

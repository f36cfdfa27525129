// SPDX-License-Identifier: Apache-2.0
// The content and permissions of a file, and whether the permissions suffice.
#pragma once

#include <optional>
#include <string>

#include "text/result.hpp"

namespace proxyenv::os {

struct FileState {
  std::string content;
  unsigned mode = 0;  // the permission bits
};

// Reads a regular file of at most 64 MiB. Returns no value if there is no such file. An Error's
// message is only the reason.
[[nodiscard]] Result<std::optional<FileState>> read_file(const std::string& path);

// Whether the permissions `found` serve the purpose of `wanted`. If only the owner should have
// access, nobody else may have it; and everybody who should read or run the file must be able to.
// They need not be equal, since some file systems have no modes and show all files as 0777.
[[nodiscard]] bool mode_suffices(unsigned found, unsigned wanted);

// Whether the file exists and its permissions do not suffice.
[[nodiscard]] bool needs_mode(const std::string& path, unsigned wanted);

}  // namespace proxyenv::os

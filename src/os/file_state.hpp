// SPDX-License-Identifier: Apache-2.0
// The content and permissions of a file, and whether the permissions suffice.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "os/file.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

struct FileState {
  std::string content;
  unsigned mode = 0;  // the permission bits
};

inline constexpr unsigned kPermissions = 07777;

// The largest file that is read, in bytes.
inline constexpr std::size_t kLargestFile = std::size_t{64} << 20U;

// Reads a regular file, through links if there are any. A relative path begins in the folder of
// this descriptor. Returns no value where there is no such file. A larger file is an Error. An
// Error's message is the reason alone.
[[nodiscard]] Result<std::optional<FileState>> read_file(const std::string& path,
                                                         int folder = kWorkingDirectory);

// Whether the permissions `found` serve the purpose of `wanted`. If only the owner should have
// access, nobody else may have it; and everybody who should read or run the file must be able to.
// They need not be equal, since some file systems have no modes and show all files as 0777.
[[nodiscard]] bool mode_suffices(unsigned found, unsigned wanted);

}  // namespace proxyenv::os

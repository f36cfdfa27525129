// SPDX-License-Identifier: Apache-2.0
// Root at work in the folder of another user, who chooses what links and names in it lead to. What
// root reads there may end up in files that are given to that user. So it is read with that user's
// rights: he gets nothing that he could not read himself.
#pragma once

#include <optional>
#include <string>

#include "os/directory.hpp"
#include "os/file_state.hpp"
#include "text/result.hpp"

namespace proxyenv::os {

// Reads a regular file that something in the folder names: through links, and from anywhere. Where
// root reads in the folder of another user, a file that this user may not read is an Error, except
// one that lies below the folder, with no link on the way and no other name. The rest is as with
// read_file().
[[nodiscard]] Result<std::optional<FileState>> read_with_owners_rights(const Directory& folder,
                                                                       const std::string& path);

}  // namespace proxyenv::os

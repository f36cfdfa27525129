// SPDX-License-Identifier: Apache-2.0
// A new file that is written under a temporary name in the same folder and then renamed. So nobody
// ever sees half of it, and if writing fails the old file is unchanged.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

#include "text/result.hpp"

namespace proxyenv::os {

struct Owner {
  uid_t user = 0;
  gid_t group = 0;
};

// A path in the folder of `target` for mkostemp(3). The name is short because the target's name may
// already have the greatest possible length.
[[nodiscard]] std::string template_beside(const std::string& target);

// Whether a file name is one that was made from template_beside().
[[nodiscard]] bool is_name_of_staged_file(std::string_view name);

// The temporary file. It is removed unless it was renamed to its target.
class StagedFile {
 public:
  StagedFile(StagedFile&& other) noexcept;
  StagedFile& operator=(StagedFile&&) = delete;
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;
  ~StagedFile();

  // Renames it to `target`. An Error's message is only the reason.
  [[nodiscard]] Result<void> put_in_place();

 private:
  friend Result<StagedFile> stage_file(const std::string& target, std::string_view content,
                                       unsigned mode, std::optional<Owner> owner);
  StagedFile(std::string path, std::string target);

  std::string path_;  // empty: nothing to remove
  std::string target_;
};

// Writes the content to a temporary file beside `target`, with these permission bits, and flushes
// it to the disk, so that after a crash the file is not empty. `owner`: the file's new owner, if it
// differs from the current user; a file system without owners is not an error. An Error's message
// is only the reason.
[[nodiscard]] Result<StagedFile> stage_file(const std::string& target, std::string_view content,
                                            unsigned mode,
                                            std::optional<Owner> owner = std::nullopt);

}  // namespace proxyenv::os

// SPDX-License-Identifier: Apache-2.0
// A new file that is written beside its place and then renamed into it: nobody ever sees half of
// it, and where writing fails the old file is as it was.
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

// A path in the folder of `target` for mkostemp(3). The name is short, since that of the target may
// leave no room for more.
[[nodiscard]] std::string template_beside(const std::string& target);

// Whether a file name is one that was made from template_beside().
[[nodiscard]] bool is_name_of_staged_file(std::string_view name);

// The file beside its place. It is removed again unless it was put there.
class StagedFile {
 public:
  StagedFile(StagedFile&& other) noexcept;
  StagedFile& operator=(StagedFile&&) = delete;
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;
  ~StagedFile();

  // Renames it to `target`. An Error's message is the reason alone.
  [[nodiscard]] Result<void> put_in_place();

 private:
  friend Result<StagedFile> stage_file(const std::string& target, std::string_view content,
                                       unsigned mode, std::optional<Owner> owner);
  StagedFile(std::string path, std::string target);

  std::string path_;  // empty: nothing to remove
  std::string target_;
};

// Writes the content beside `target`, with these permission bits, and to the disk: after a crash
// the name must not stand for an empty file. `owner`: who shall have the file, if it is another
// than who runs this; a file system that knows no owners is no reason to fail. An Error's message
// is the reason alone.
[[nodiscard]] Result<StagedFile> stage_file(const std::string& target, std::string_view content,
                                            unsigned mode,
                                            std::optional<Owner> owner = std::nullopt);

}  // namespace proxyenv::os

// SPDX-License-Identifier: Apache-2.0
// What a setup, or its removal, changes in Dify's docker folder. Pure: the files that are there
// come through a function. A file that somebody has edited since init wrote it, or that was there
// before init, is never overwritten or removed: it is an Error, and then nothing is written.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dify/record/setup_record.hpp"
#include "dify/setup/setup.hpp"
#include "text/result.hpp"

namespace proxyenv::dify {

struct FileOnDisk {
  std::string content;
  bool mode_suffices = true;  // its permissions do for what `wanted_mode` is meant to allow
};

// Reads a file by its path below the folder. Returns no value where there is no such file. An Error
// names the file.
using LookAtFile =
    std::function<Result<std::optional<FileOnDisk>>(const std::string& path, unsigned wanted_mode)>;

struct FileChange {
  const SetupFile* file = nullptr;  // of the setup that was compared
  bool is_new = false;              // there is no such file yet
};

struct Changes {
  std::vector<FileChange> files;     // in the order of the setup
  std::vector<std::string> removed;  // what an earlier init wrote and this setup does not have
};

// `folder`: Dify's docker folder, as messages name it. `record`: of the last init. The setup must
// live as long as the result.
[[nodiscard]] Result<Changes> compare_with_disk(const Setup& setup,
                                                const std::optional<SetupRecord>& record,
                                                const std::string& folder, const LookAtFile& look);

// The files that init wrote and that are there: those of the record, and those that they replaced,
// where an init was killed half-way. The record itself is not among them.
[[nodiscard]] Result<std::vector<std::string>> files_on_disk(const SetupRecord& record,
                                                             const std::string& folder,
                                                             const LookAtFile& look);

}  // namespace proxyenv::dify

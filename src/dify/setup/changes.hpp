// SPDX-License-Identifier: Apache-2.0
// The changes that a setup, or its removal, makes in Dify's docker folder. Pure: a function
// provides the existing files. A file that somebody has edited since init wrote it, or that was
// there before init, is never overwritten or removed. It is an Error, and then nothing is written.
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
  bool mode_suffices = true;  // its permissions fit the purpose of `wanted_mode`
};

// Reads a file by its path below the folder. Returns no value if there is no such file. An Error
// names the file.
using LookAtFile =
    std::function<Result<std::optional<FileOnDisk>>(const std::string& path, unsigned wanted_mode)>;

struct FileChange {
  const SetupFile* file = nullptr;  // a file of the compared setup
  bool is_new = false;              // there is no such file yet
};

struct Changes {
  std::vector<FileChange> files;     // in the order of the setup
  std::vector<std::string> removed;  // files of an earlier init that this setup does not have
};

// `folder`: Dify's docker folder, as messages name it. `record`: that of the last init. The setup
// must outlive the result.
[[nodiscard]] Result<Changes> compare_with_disk(const Setup& setup,
                                                const std::optional<SetupRecord>& record,
                                                const std::string& folder, const LookAtFile& look);

// The files of init that exist: those of the record or, if init was killed half-way, those that
// they should replace. The record itself is not among them.
[[nodiscard]] Result<std::vector<std::string>> files_on_disk(const SetupRecord& record,
                                                             const std::string& folder,
                                                             const LookAtFile& look);

}  // namespace proxyenv::dify

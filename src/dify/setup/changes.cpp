// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/changes.hpp"

#include <algorithm>
#include <utility>

#include "core/redaction.hpp"
#include "dify/record/own_files.hpp"
#include "dify/record/sha256.hpp"

namespace proxyenv::dify {

namespace {

constexpr unsigned kAnyMode = 0;  // if only the content matters

// The record itself is not checked for edits. It is needed to detect edits of the others.
Result<void> refuse_edited(const std::string& path, const std::string& content,
                           const std::optional<SetupRecord>& record, const std::string& folder) {
  if (path == kRecordPath) return {};
  const std::string shown = redact_word(folder + "/" + path);
  if (record && record->wrote(path, sha256(content))) {
    if (begins_as_written(path, content)) return {};
    return fail(shown + " is no file that proxyenv dify init writes, though " +
                std::string(kRecordPath) + " says so: move it away");
  }
  if (!record || record->hash_of(path) == nullptr) {
    return fail(shown + " is there, and " + std::string(kRecordPath) +
                " does not say that proxyenv dify init wrote it: move it away");
  }
  return fail(shown +
              " was edited since proxyenv dify init wrote it: move your changes to a file of "
              "your own, then delete this one");
}

// Returns no value if the file needs no change.
Result<std::optional<FileChange>> change_of(const SetupFile& file,
                                            const std::optional<SetupRecord>& record,
                                            const std::string& folder, const LookAtFile& look) {
  const auto found = look(file.path, file.mode);
  if (!found) return fail(found.error());
  if (!*found) return FileChange{&file, true};
  const bool same = (*found)->content == file.content;
  if (same && (*found)->mode_suffices) return std::nullopt;
  if (!same) {
    const auto checked = refuse_edited(file.path, (*found)->content, record, folder);
    if (!checked) return fail(checked.error());
  }
  return FileChange{&file, false};
}

bool holds_file(const Setup& setup, const std::string& path) {
  return std::any_of(setup.files.begin(), setup.files.end(),
                     [&](const SetupFile& file) { return file.path == path; });
}

}  // namespace

Result<std::vector<std::string>> files_on_disk(const SetupRecord& record, const std::string& folder,
                                               const LookAtFile& look) {
  std::vector<std::string> paths;
  for (const auto& [path, hash] : record.files) {
    const auto found = look(path, kAnyMode);
    if (!found) return fail(found.error());
    if (!*found) continue;
    const auto checked = refuse_edited(path, (*found)->content, record, folder);
    if (!checked) return fail(checked.error());
    paths.push_back(path);
  }
  for (const auto& [path, hash] : record.replaced) {
    if (record.hash_of(path) != nullptr) continue;
    const auto found = look(path, kAnyMode);
    if (!found) return fail(found.error());
    // Another content: somebody has since put their own file there, and it stays.
    const bool is_ours =
        *found && begins_as_written(path, (*found)->content) && sha256((*found)->content) == hash;
    if (is_ours) paths.push_back(path);
  }
  return paths;
}

Result<Changes> compare_with_disk(const Setup& setup, const std::optional<SetupRecord>& record,
                                  const std::string& folder, const LookAtFile& look) {
  Changes changes;
  for (const SetupFile& file : setup.files) {
    const auto change = change_of(file, record, folder, look);
    if (!change) return fail(change.error());
    if (*change) changes.files.push_back(**change);
  }
  if (!record) return changes;
  auto old = files_on_disk(*record, folder, look);
  if (!old) return fail(old.error());
  for (std::string& path : *old) {
    if (!holds_file(setup, path)) changes.removed.push_back(std::move(path));
  }
  return changes;
}

}  // namespace proxyenv::dify

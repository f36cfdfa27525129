// SPDX-License-Identifier: Apache-2.0
#include "os/undo_log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

#include "os/staging_folder.hpp"

namespace proxyenv::os {

namespace {

void remove_folder(const Place& place) {
  remove_for_certain(place.folder.number(), place.name.c_str(), AT_REMOVEDIR);
}

}  // namespace

const Place& UndoLog::made_folder(Place place) noexcept {
  made_folders_.push_back(std::move(place));
  return made_folders_.back();
}

void UndoLog::changed_mode(Directory folder, unsigned old) {
  old_modes_.emplace_back(std::move(folder), old);
}

void UndoLog::use_staging(Place place, Directory folder) {
  staging_place_ = std::move(place);
  staging_ = std::move(folder);
}

void UndoLog::commit() {
  for (const Step& step : steps_) remove_backup(step);
  steps_.clear();
  made_folders_.clear();
  old_modes_.clear();
}

// Nothing in here asks for memory: it may be the lack of it that ended the work.
UndoLog::~UndoLog() {
  for (; !steps_.empty(); steps_.pop_back()) take_back(steps_.back());
  if (staging_place_) remove_folder(*staging_place_);
  for (; !made_folders_.empty(); made_folders_.pop_back()) remove_folder(made_folders_.back());
  for (const auto& [folder, mode] : old_modes_) {
    [[maybe_unused]] const int back = ::fchmod(folder.number(), mode);
  }
}

void UndoLog::take_back(const Step& step) const {
  const int folder = step.target.folder.number();
  const char* name = step.target.name.c_str();
  if (!step.backup.empty()) {
    [[maybe_unused]] const int back =
        ::renameat(staging_->number(), step.backup.c_str(), folder, name);
    // If both names mean the same file, rename(2) does nothing and leaves the backup.
    remove_backup(step);
  } else if (step.staged && step.replaced) {
    remove_for_certain(folder, name, 0);
  }
}

void UndoLog::remove_backup(const Step& step) const {
  if (!step.backup.empty()) remove_for_certain(staging_->number(), step.backup.c_str(), 0);
}

}  // namespace proxyenv::os

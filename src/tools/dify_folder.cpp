// SPDX-License-Identifier: Apache-2.0
#include "tools/dify_folder.hpp"

#include <cerrno>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "core/redaction.hpp"
#include "dify/record/file_names.hpp"
#include "dify/record/own_files.hpp"
#include "os/file_state.hpp"
#include "os/folder.hpp"
#include "os/owners_rights.hpp"

namespace proxyenv::tools {

namespace {

using Text = Result<std::optional<std::string>>;

// Names the file in the reason why it cannot be read.
template <class T>
Result<T> named(const std::string& folder, const std::string& path, Result<T> read) {
  if (read) return read;
  const std::string shown = path.starts_with('/') ? path : folder + "/" + path;
  return with_context("cannot read " + redact_word(shown) + ": ", read.error());
}

Text content_of(Result<std::optional<os::FileState>> state) {
  if (!state) return fail(state.error());
  if (!*state) return std::nullopt;
  return std::move((*state)->content);
}

Text read_own_file(const DifyFolder& folder, const std::string& path) {
  os::SeenFiles unused;
  return named(folder.name, path, content_of(os::look_at_file(folder.directory, path, unused)));
}

// What is said of a file, here and there, is then said of the same content.
dify::ReadFile each_once(dify::ReadFile read) {
  return [read = std::move(read), texts = std::make_shared<std::map<std::string, Text>>()](
             const std::string& path) -> Text {
    auto known = texts->find(path);
    if (known == texts->end()) known = texts->emplace(path, read(path)).first;
    // A tl::expected is not copied as a whole: that ends the program where memory does.
    if (!known->second) return fail(known->second.error());
    return *known->second;
  };
}

}  // namespace

Result<DifyFolder> open_folder(const cli::DifyCommandLine& line) {
  std::string name = line.value(cli::DifyOption::dir).value_or(".");
  while (name.size() > 1 && name.ends_with('/')) name.pop_back();
  if (name.empty()) return fail("--dir: an empty name is no folder");
  auto directory = os::Directory::open(name);
  if (!directory && directory.error().os_error == ENOENT) {
    return fail("--dir: there is no such folder");
  }
  if (!directory) return with_context("--dir: ", directory.error());
  const auto ours = directory->open_below(dify::kFolder);
  if (!ours && ours.error().os_error == ENOTDIR) {
    return fail(redact_word(name + "/" + std::string(dify::kFolder)) +
                " is there and is no folder");
  }
  return DifyFolder{std::move(name), std::move(*directory)};
}

dify::ReadFile reader_of(const DifyFolder& folder) {
  return each_once([&folder](const std::string& path) {
    if (path.starts_with(std::string(dify::kFolder) + "/")) return read_own_file(folder, path);
    return named(folder.name, path,
                 content_of(os::read_with_owners_rights(folder.directory, path)));
  });
}

dify::ReadFile reader_of_own_files(const DifyFolder& folder) {
  return each_once([&folder](const std::string& path) { return read_own_file(folder, path); });
}

dify::LookAtFile look_into(const DifyFolder& folder, os::SeenFiles& seen) {
  return [&folder, &seen](const std::string& path,
                          unsigned wanted_mode) -> Result<std::optional<dify::FileOnDisk>> {
    auto state = named(folder.name, path, os::look_at_file(folder.directory, path, seen));
    if (!state) return fail(state.error());
    if (!*state) return std::nullopt;
    const bool mode_suffices = os::mode_suffices((*state)->mode, wanted_mode);
    return dify::FileOnDisk{std::move((*state)->content), mode_suffices};
  };
}

Result<bool> remove_rest_of_killed(const DifyFolder& folder) {
  static_assert(os::kHeadBytes >= dify::kLongestBeginning);
  const std::string path(dify::kStagingFolder);
  auto removed = os::remove_unfinished(folder.directory, path, dify::may_be_unfinished);
  if (removed) return removed;
  return with_context(redact_word(folder.name + "/" + path), removed.error());
}

Result<bool> remove_if_empty(const DifyFolder& folder, std::string_view path) {
  auto removed = os::remove_if_empty(folder.directory, std::string(path));
  if (removed) return removed;
  const std::string shown = redact_word(folder.name + "/" + std::string(path));
  return with_context("done, but cannot remove the folder " + shown + ": ", removed.error());
}

Result<void> write_into_folder(const DifyFolder& folder, os::FileSet set) {
  set.shown_folder = folder.name;
  set.staging = dify::kStagingFolder;
  if (auto written = os::write_all_or_none(folder.directory, set); !written) return written;
  const auto removed = remove_if_empty(folder, dify::kProgramFolder);
  return removed ? Result<void>() : fail(removed.error());
}

}  // namespace proxyenv::tools

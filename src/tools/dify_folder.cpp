// SPDX-License-Identifier: Apache-2.0
#include "tools/dify_folder.hpp"

#include <unistd.h>

#include <optional>
#include <string_view>
#include <utility>

#include "core/redaction.hpp"
#include "dify/record/file_names.hpp"
#include "os/file_state.hpp"
#include "os/folder.hpp"

namespace proxyenv::tools {

namespace {

Result<std::optional<os::FileState>> state_of(const std::string& path) {
  auto state = os::read_file(path);
  if (!state) return with_context("cannot read " + redact_word(path) + ": ", state.error());
  return state;
}

}  // namespace

Result<std::string> existing_folder(const cli::DifyCommandLine& line) {
  std::string folder = line.value(cli::DifyOption::dir).value_or(".");
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  if (folder.empty()) return fail("--dir: an empty name is no folder");
  if (::access(folder.c_str(), F_OK) != 0) return fail("--dir: there is no such folder");
  return folder;
}

std::string path_in(const std::string& folder, const std::string& path) {
  return path.starts_with('/') ? path : folder + "/" + path;
}

dify::ReadFile reader_of(const std::string& folder) {
  return [folder](const std::string& path) -> Result<std::optional<std::string>> {
    auto state = state_of(path_in(folder, path));
    if (!state) return fail(state.error());
    if (!*state) return std::nullopt;
    return std::move((*state)->content);
  };
}

dify::LookAtFile look_into(const std::string& folder) {
  return [folder](const std::string& path,
                  unsigned wanted_mode) -> Result<std::optional<dify::FileOnDisk>> {
    auto state = state_of(path_in(folder, path));
    if (!state) return fail(state.error());
    if (!*state) return std::nullopt;
    const bool mode_suffices = os::mode_suffices((*state)->mode, wanted_mode);
    return dify::FileOnDisk{std::move((*state)->content), mode_suffices};
  };
}

Result<void> write_into_folder(const os::FileSet& set) {
  const std::string program_folder = path_in(set.folder, std::string(dify::kProgramFolder));
  for (const std::string& folder :
       {set.folder, path_in(set.folder, std::string(dify::kFolder)), program_folder}) {
    os::remove_staged_files(folder);
  }
  auto written = os::write_all_or_none(set);
  if (written) os::remove_if_empty(program_folder);
  return written;
}

}  // namespace proxyenv::tools

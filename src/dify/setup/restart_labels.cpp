// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/restart_labels.hpp"

#include <algorithm>
#include <string_view>

#include "dify/record/file_names.hpp"
#include "dify/record/sha256.hpp"

namespace proxyenv::dify {

namespace {

// The label is in a file that people show to others. Without the salt, a short password could be
// guessed from the hash of the file that holds it.
std::string label_of(const std::vector<SetupFile>& files,
                     const std::vector<std::string_view>& paths, const std::string& salt) {
  std::string bytes = salt;
  for (const SetupFile& file : files) {
    if (std::find(paths.begin(), paths.end(), file.path) == paths.end()) continue;
    bytes.append(file.path).push_back('\0');
    bytes.append(sha256(file.content));
  }
  constexpr std::size_t kEnough = 16;
  return "sha256:" + sha256(bytes).substr(0, kEnough);
}

}  // namespace

RestartLabels restart_labels_of(const std::vector<SetupFile>& files, const std::string& salt) {
  return {label_of(files, {kSquidScriptPath, kSquidIncludePath}, salt),
          label_of(files, {kProgramPath}, salt)};
}

}  // namespace proxyenv::dify

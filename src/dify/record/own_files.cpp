// SPDX-License-Identifier: Apache-2.0
#include "dify/record/own_files.hpp"

#include <algorithm>
#include <array>

#include "dify/record/file_names.hpp"

namespace proxyenv::dify {

namespace {

struct OwnFile {
  std::string_view path;
  std::string_view beginning;
};

constexpr std::string_view kComment = "# Written by `proxyenv dify init`: ";

// Trees hold files of earlier versions. So where a version changes how a file begins, it adds a row
// here and leaves the old one.
constexpr std::array<OwnFile, kMostOwnFiles + 1> kOwnFiles = {{
    {kOverrideName, kOverrideBeginning},
    {kSeparateOverrideName, kOverrideBeginning},
    {kIgnorePath, "*\n"},
    {kSquidScriptPath, "#!/bin/bash\n# Written by `proxyenv dify init`, "},
    {kSquidIncludePath, kComment},
    {kUpstreamEnvPath, kComment},
    {kProgramPath,
     "\x7f"
     "ELF"},
    {kRecordPath, "{\n  \"schema\": 1,\n"},
}};

static_assert(std::all_of(kOwnFiles.begin(), kOwnFiles.end(), [](const OwnFile& file) {
  return file.beginning.size() <= kLongestBeginning;
}));

}  // namespace

bool is_path_of_ours(std::string_view path) {
  return path != kRecordPath && std::any_of(kOwnFiles.begin(), kOwnFiles.end(),
                                            [&](const OwnFile& file) { return file.path == path; });
}

bool begins_as_written(std::string_view path, std::string_view content) {
  return std::any_of(kOwnFiles.begin(), kOwnFiles.end(), [&](const OwnFile& file) {
    return file.path == path && content.starts_with(file.beginning);
  });
}

bool may_be_unfinished(std::string_view head) {
  return std::any_of(kOwnFiles.begin(), kOwnFiles.end(), [&](const OwnFile& file) {
    return head.starts_with(file.beginning) || file.beginning.starts_with(head);
  });
}

}  // namespace proxyenv::dify

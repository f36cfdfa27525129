// SPDX-License-Identifier: Apache-2.0
// `include:` of a Compose file: whole files whose services belong to the project.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "documents/read_document.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

// What may still be read of other files, for all of them together: they can include each other.
struct IncludeBudget {
  std::size_t files = 100;
  std::size_t bytes = std::size_t{16} << 20U;
  std::size_t levels = 8;
};

struct ComposeInclude {
  std::vector<std::string> paths;      // merged, the later over the earlier; none: it was not read
  std::vector<std::string> env_files;  // instead of .env beside the first path
  std::string folder;                  // project_directory; empty: that of the first path
  std::size_t line = 0;
};
[[nodiscard]] std::vector<ComposeInclude> includes_of(const std::vector<YamlValue>& documents);

// Reads a Compose file from its text.
using ReadComposeText =
    std::function<Result<sources::Source>(const std::string& text, const Surroundings&)>;

// Adds the environments of the included files, whose entries and remarks stand on the line of the
// include. A file that cannot be read is a remark. An Error where the budget is at its end.
[[nodiscard]] Result<void> add_includes(const std::vector<ComposeInclude>& includes,
                                        const Surroundings& surroundings, IncludeBudget& budget,
                                        const ReadComposeText& read_text, sources::Source& read);

}  // namespace proxyenv::documents

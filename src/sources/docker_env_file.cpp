// SPDX-License-Identifier: Apache-2.0
#include "sources/docker_env_file.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "sources/limits.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

Result<SourceEnvironment> read_docker_env_file(std::string_view text) {
  SourceEnvironment read;
  std::vector<std::string> entries;
  std::size_t number = 0;
  std::string trouble;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    ++number;
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    if (ascii::trimmed(line).empty() || line.front() == '#' || !trouble.empty()) return;
    const auto variable = split_entry(line);
    if (!variable) {
      trouble = "line " + std::to_string(number) + " is not NAME=VALUE: it has no " +
                (line.front() == '=' ? "name before the `=`" : "`=`");
    } else if (std::any_of(variable->name.begin(), variable->name.end(), ascii::is_blank)) {
      trouble =
          "line " + std::to_string(number) + " is not NAME=VALUE: there is a blank in the name";
    } else if (line.size() > kLongestEntry) {
      trouble = "line " + std::to_string(number) + std::string(kTooLong);
    } else {
      entries.emplace_back(line);
      read.lines.push_back(number);
    }
  });
  if (!trouble.empty()) return fail(std::move(trouble));
  read.environment = Environment::own(std::move(entries));
  return read;
}

}  // namespace proxyenv::sources

// SPDX-License-Identifier: Apache-2.0
// Reads cases/CLIENT.tsv. README.md beside this file describes the format.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv::testing {

struct ClientCase {
  std::size_t line = 0;
  std::string version;  // "-": the newest
  std::string url;
  std::string expected;
  std::string variable;
  std::string why;
  std::vector<std::string> environment;
};

inline std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      result.push_back(text[i]);
      continue;
    }
    const char escape = text[++i];
    result.push_back(escape == 't'   ? '\t'
                     : escape == 'n' ? '\n'
                     : escape == 'r' ? '\r'
                     : escape == 's' ? ' '
                                     : escape);
  }
  return result;
}

inline std::vector<ClientCase> read_cases(const std::filesystem::path& path) {
  std::vector<ClientCase> cases;
  std::ifstream file(path);
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string> columns(1);
    for (const char c : line) {
      if (c == '\t') {
        columns.emplace_back();
      } else {
        columns.back().push_back(c);
      }
    }
    columns.resize(columns.size() < 5 ? 5 : columns.size());
    ClientCase row{number,     columns[0], unescaped(columns[1]), columns[2], columns[3],
                   columns[4], {}};
    for (std::size_t i = 5; i < columns.size(); ++i)
      row.environment.push_back(unescaped(columns[i]));
    cases.push_back(row);
  }
  return cases;
}

}  // namespace proxyenv::testing

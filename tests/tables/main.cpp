// SPDX-License-Identifier: Apache-2.0
// Prints a table of the documentation as Markdown, or the names in it, one for each line. The
// pages hold the tables between `generated` comments (scripts/refresh-docs). scripts/lint uses the
// names.
//
//   proxyenv_tables TABLE
//   proxyenv_tables names TABLE
#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "tables/tables.hpp"

using namespace proxyenv::tables;

namespace {

void print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

int usage() {
  std::string text = "usage: proxyenv_tables [names] TABLE\n";
  for (const Table& table : all_tables()) {
    text.append("  ").append(table.name).append(": ").append(table.what).append("\n");
  }
  std::fwrite(text.data(), 1, text.size(), stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv + 1, argv + argc);
  const bool only_names = words.size() == 2 && words.front() == "names";
  if (words.size() != 1 && !only_names) return usage();
  const auto tables = all_tables();
  const auto table = std::find_if(tables.begin(), tables.end(),
                                  [&](const Table& it) { return it.name == words.back(); });
  if (table == tables.end()) return usage();
  if (!only_names) {
    print(table->markdown());
    return 0;
  }
  for (const std::string& name : table->names()) {
    if (!name.empty()) print(name + "\n");
  }
  return 0;
}

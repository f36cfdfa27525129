// SPDX-License-Identifier: Apache-2.0
// print_source FORMAT < TEXT: the entries as a reader gives them, each ended by a NUL, with the
// last of each name alone. Exit status 1 and a message if the text is an error; 3 if the reader has
// a remark, which may say that the text does not tell everything.
// print_source FORMAT --not-read < TEXT: the lines of which it says that they are not read.
#include <cstdio>
#include <map>
#include <string>

#include "sources/read_source.hpp"

using namespace proxyenv;

namespace {

std::string read_input() {
  std::string text;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) text.push_back(static_cast<char>(c));
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const bool prints_lines = argc == 3 && std::string_view(argv[2]) == "--not-read";
  const auto format =
      argc == 2 || prints_lines ? sources::find_format(argv[1]) : std::optional<sources::Format>();
  if (!format) return 2;
  const auto read = sources::read_source({"-", read_input()}, *format);
  if (!read) {
    std::fprintf(stderr, "%s\n", read.error().message.c_str());
    return 1;
  }
  std::map<std::string, std::string> variables;
  bool has_remark = false;
  for (const sources::SourceEnvironment& environment : read->environments) {
    for (const sources::PlacedFinding& remark : environment.remarks) {
      if (!prints_lines || remark.finding.kind != FindingKind::line_not_read) continue;
      std::printf("%zu\n", remark.line);
    }
    if (prints_lines) continue;
    has_remark = has_remark || !environment.remarks.empty();
    for (const char* const entry : environment.environment.entries()) {
      const auto variable = split_entry(entry);
      if (variable) variables[std::string(variable->name)] = variable->value;
    }
  }
  for (const auto& [name, value] : variables) {
    std::printf("%s=%s", name.c_str(), value.c_str());
    std::putchar('\0');
  }
  return has_remark ? 3 : 0;
}

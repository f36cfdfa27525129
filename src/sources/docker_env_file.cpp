// SPDX-License-Identifier: Apache-2.0
#include "sources/docker_env_file.hpp"

#include <algorithm>
#include <string>

#include "sources/entries.hpp"
#include "text/list.hpp"
#include "text/utf8.hpp"

namespace proxyenv::sources {

namespace {

// Go's unicode.IsSpace in front of a line, with the spaces beyond ASCII that Latin-1 has.
std::string_view without_leading_space(std::string_view line) {
  constexpr std::string_view kNextLine = "\xc2\x85";
  constexpr std::string_view kNoBreakSpace = "\xc2\xa0";
  for (;;) {
    if (!line.empty() && text::kAsciiSpace.find(line.front()) != std::string_view::npos) {
      line.remove_prefix(1);
    } else if (line.starts_with(kNextLine) || line.starts_with(kNoBreakSpace)) {
      line.remove_prefix(2);
    } else {
      return line;
    }
  }
}

// What docker says of a line that it refuses, in our words; empty if it takes it.
std::string_view trouble_with(std::string_view line) {
  const std::string_view name = line.substr(0, line.find('='));
  if (!is_utf8(line)) return "it is not UTF-8";
  if (name.empty()) return "it has no name before the `=`";
  if (name.find_first_of(" \t") != std::string_view::npos) {
    return name.size() == line.size() ? "it has no `=`" : "there is a blank in the name";
  }
  return {};
}

}  // namespace

Result<SourceEnvironment> read_docker_env_file(std::string_view text) {
  Entries entries;
  std::size_t number = 0;
  std::string trouble;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    ++number;
    // Go's bufio.ScanLines takes one carriage return before a line end for a part of it.
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = without_leading_space(line);
    if (line.empty() || line.front() == '#' || !trouble.empty()) return;
    if (const std::string_view clause = trouble_with(line); !clause.empty()) {
      trouble = "line " + std::to_string(number) + " is not NAME=VALUE: " + std::string(clause);
      return;
    }
    const std::size_t at = line.find('=');
    if (at == std::string_view::npos) {
      entries.remark(FindingKind::value_not_known, line, number,
                     "stands without a value: docker passes on the one of the shell that calls it");
      return;
    }
    entries.add(line.substr(0, at), line.substr(at + 1), number);
  });
  if (!trouble.empty()) return fail(std::move(trouble));
  return entries.finish();
}

}  // namespace proxyenv::sources

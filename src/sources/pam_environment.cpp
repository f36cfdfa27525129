// SPDX-License-Identifier: Apache-2.0
#include "sources/pam_environment.hpp"

#include <algorithm>
#include <string>

#include "sources/entries.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

constexpr std::string_view kBlanks = " \t";

// The value without the quotes that pam_env removes: the first character, whichever quote it is,
// and the last one, if the first one was a quote.
std::string_view without_quotes(std::string_view value) {
  if (value.empty() || !ascii::is_quote(value.front())) return value;
  value.remove_prefix(1);
  if (!value.empty() && ascii::is_quote(value.back())) value.remove_suffix(1);
  return value;
}

void take_line(Assignments& assignments, std::string_view line, std::size_t number) {
  constexpr std::string_view kExport = "export ";
  line = line.substr(std::min(line.find_first_not_of(kBlanks), line.size()));
  if (line.starts_with(kExport)) line.remove_prefix(kExport.size());
  const std::size_t at = line.find('=');
  const std::string_view name = line.substr(0, at);
  const bool is_name =
      std::all_of(name.begin(), name.end(), [](char c) { return ascii::is_alnum(c) || c == '_'; });
  if (!is_name || name.empty()) {
    assignments.entries().name_not_read(name, number,
                                        "pam_env takes letters, digits and `_` in a name alone");
  } else if (at == std::string_view::npos) {
    assignments.unset(name, number);
  } else {
    assignments.set(name, std::string(without_quotes(line.substr(at + 1))), number);
  }
}

}  // namespace

Result<SourceEnvironment> read_pam_environment(std::string_view text) {
  Assignments assignments;
  std::string assembled;
  std::size_t number = 0;
  std::size_t first_line = 0;
  text::for_each_piece(text, '\n', [&](std::string_view line) {
    ++number;
    const std::size_t begin = line.find_first_not_of(kBlanks);
    // Such a line does not even end what a `\` above it continues.
    if (begin == std::string_view::npos || line[begin] == '#') return;
    if (assembled.empty()) first_line = number;
    const std::size_t comment = line.find('#');
    const std::size_t last = line.find_last_not_of(kBlanks);
    if (comment == std::string_view::npos && line[last] == '\\') {
      assembled.append(line.substr(0, last));
      return;
    }
    assembled.append(line.substr(0, comment));
    take_line(assignments, assembled, first_line);
    assembled.clear();
  });
  // What a `\` in the last line continues is lost, as in pam_env.
  if (!assembled.empty()) {
    assignments.entries().not_read(assembled, first_line, "a `\\` stands at the end of the file");
  }
  return assignments.finish();
}

}  // namespace proxyenv::sources

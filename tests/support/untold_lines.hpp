// SPDX-License-Identifier: Apache-2.0
// The law of the readers of sources: where a line of a text sets a proxy variable as any program
// would write it, the reader gives a variable of that name, or says something of that line, or
// refuses the text. It is asked without any of the readers' own code.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sources/source.hpp"
#include "support/environment_strings.hpp"

namespace proxyenv::testing {

inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

// The names of proxy variables in the line that have `=` and something behind them, as written.
inline std::vector<std::string> names_set_in(std::string_view line) {
  constexpr std::array<std::string_view, 7> kNames = {"no_grpc_proxy", "grpc_proxy", "https_proxy",
                                                      "http_proxy",    "all_proxy",  "ftp_proxy",
                                                      "no_proxy"};
  const std::string lower = lower_case(line);
  std::vector<std::string> found;
  for (const std::string_view name : kNames) {
    for (std::size_t at = lower.find(name); at != std::string::npos;
         at = lower.find(name, at + 1)) {
      const char before = at == 0 ? ' ' : lower[at - 1];
      const bool is_inside = (before >= 'a' && before <= 'z') || (before >= '0' && before <= '9') ||
                             before == '_' || before == '$' || before == '%' || before == '!' ||
                             before == '{';
      const std::size_t end = at + name.size();
      const bool is_set =
          end + 1 < lower.size() && lower[end] == '=' &&
          std::string_view(" \t\r\"'").find(lower[end + 1]) == std::string_view::npos;
      if (!is_inside && is_set) found.emplace_back(line.substr(at, name.size()));
    }
  }
  return found;
}

inline bool is_comment_line(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t\r@"), line.size());
  const std::string lower = lower_case(line.substr(begin));
  return lower.empty() || lower.front() == '#' || lower.front() == ';' || lower.starts_with("::") ||
         lower.starts_with("rem ") || lower.starts_with("rem\t");
}

// Behind a `#` may stand a comment in these formats.
inline std::string_view without_comment(std::string_view line, sources::Format format) {
  const bool has_comments =
      format == sources::Format::compose_env || format == sources::Format::pam_environment ||
      format == sources::Format::shell_file || format == sources::Format::powershell;
  return has_comments ? line.substr(0, line.find('#')) : line;
}

// The first line, from 1, of which this does not hold; 0 if there is none. `with_taken`: the
// reader's own word that it understood the line counts, too.
inline std::size_t untold_line(std::string_view text, const sources::Source& source,
                               bool with_taken) {
  std::vector<std::string> variables;
  std::vector<std::size_t> told;
  for (const sources::SourceEnvironment& environment : source.environments) {
    for (const std::string& entry : strings_of(environment.environment)) {
      variables.push_back(entry.substr(0, entry.find('=')));
    }
    for (const sources::PlacedFinding& remark : environment.remarks) {
      told.push_back(remark.line);
      variables.emplace_back(remark.finding.variable);
    }
    if (!with_taken) continue;
    for (const sources::TakenName& name : environment.taken) told.push_back(name.line);
  }
  const auto holds = [](const auto& all, const auto& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  std::size_t number = 0;
  bool in_block_comment = false;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (source.format == sources::Format::powershell) {
      const std::size_t ended = in_block_comment ? line.find("#>") : std::string_view::npos;
      if (ended != std::string_view::npos) in_block_comment = false;
      const std::size_t begun = line.find("<#", ended == std::string_view::npos ? 0 : ended);
      const bool has_end = text.find("#>") != std::string_view::npos;
      const bool was_in_one = in_block_comment || ended != std::string_view::npos;
      if (begun != std::string_view::npos && has_end) in_block_comment = true;
      if (was_in_one || in_block_comment) continue;
    }
    if (is_comment_line(line) || holds(told, number)) continue;
    for (const std::string& name : names_set_in(without_comment(line, source.format))) {
      if (!holds(variables, name)) return number;
    }
  }
  return 0;
}

}  // namespace proxyenv::testing

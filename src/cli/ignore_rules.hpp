// SPDX-License-Identifier: Apache-2.0
// What somebody asked `check` to ignore: behind --ignore, or in a file of rules (.proxyenv-check).
// A line of that file is `ignore NAME [VARIABLE] [FILE-PATTERN]`; `#` begins a comment.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "text/result.hpp"

namespace proxyenv::cli {

struct IgnoreRule {
  FindingKind kind;
  std::string variable = {};  // empty: findings about any variable
  std::string files = {};     // a pattern (text/glob.hpp); empty: whatever the source is
  std::size_t line = 0;       // of the file of rules; 0: from the command line

  friend bool operator==(const IgnoreRule&, const IgnoreRule&) = default;
};

// Names of findings, separated by commas or blanks, one rule for each. An Error suggests the
// nearest name.
[[nodiscard]] Result<std::vector<IgnoreRule>> parse_ignored_names(std::string_view list);

// The lines of a file. An Error begins with the number of the line, and does not repeat it. More
// than 1000 rules are an Error, because each is compared with each finding.
[[nodiscard]] Result<std::vector<IgnoreRule>> parse_ignore_file(std::string_view text);

// The index of the first rule that ignores the finding. `path`: of the file where it is, as the
// user gave it; empty where the source is no file.
[[nodiscard]] std::optional<std::size_t> ignoring_rule(const std::vector<IgnoreRule>& rules,
                                                       const Finding& finding,
                                                       std::string_view path);

}  // namespace proxyenv::cli

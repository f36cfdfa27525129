// SPDX-License-Identifier: Apache-2.0
// Comments in a source that ask `check` to ignore findings of a line:
//
//   # proxyenv: ignore NAME, NAME -- why that is so
//   HTTPS_PROXY="http://proxy.corp:3128"
//
// The comment is part of the comment lines directly above the line. Where a format has comments
// behind values, it may also stand there. Where it has none there, such a comment would be a part
// of the value, and is none.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "sources/format.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

class InlineIgnores {
 public:
  // The comments in the text of a source that is read in this format. An Error names the line of a
  // comment with a name that no finding has. Takes time in proportion to the text.
  [[nodiscard]] static Result<InlineIgnores> parse(std::string_view text, Format format);

  // `line`: from 1; 0 for a finding whose line is not known, which no comment ignores.
  [[nodiscard]] bool holds(std::size_t line, FindingKind kind) const;

 private:
  struct Ignored {
    std::size_t line;
    FindingKind kind;
  };
  std::vector<Ignored> ignored_;  // by line; a kind stands once for a line
};

}  // namespace proxyenv::sources

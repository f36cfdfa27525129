// SPDX-License-Identifier: Apache-2.0
// The lines of a source on which the variables of an environment stand.
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>

#include "core/finding.hpp"
#include "sources/source.hpp"

namespace proxyenv::sources {

class EntryLines {
 public:
  // The environment must outlive this object.
  explicit EntryLines(const SourceEnvironment& source);

  // Where to look for the finding: the line that sets its variable, and of one that is set twice
  // the last. Of a variable that is not set it is the line of its other spelling; where that is not
  // set either, the line of the first proxy variable. 0 if no line is known.
  [[nodiscard]] std::size_t line_of(const Finding& finding) const;

 private:
  struct Lines {
    std::size_t first;
    std::size_t last;
  };
  std::unordered_map<std::string_view, Lines> lines_;  // by the variable's name
  std::size_t first_proxy_ = 0;
};

}  // namespace proxyenv::sources

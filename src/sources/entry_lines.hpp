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
  [[nodiscard]] std::size_t line_of(const Finding& finding) const { return place_of(finding).line; }

  struct Place {
    std::size_t line = 0;
    const ValuePlace* elsewhere = nullptr;  // null: the value stands on that line
  };
  // The same with the file that holds the value, if that is another one.
  [[nodiscard]] Place place_of(const Finding& finding) const;

 private:
  struct Lines {
    Place first;
    Place last;
  };
  std::unordered_map<std::string_view, Lines> lines_;  // by the variable's name
  Place first_proxy_;
};

}  // namespace proxyenv::sources

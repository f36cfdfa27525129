// SPDX-License-Identifier: Apache-2.0
// Names of proxy variables in text that nobody reads as an environment: scripts, commands, files
// inside a document.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace proxyenv::documents {

enum class Likeness {
  none,
  near,  // one slip away from a name, HTTP_PROXYS: core/near_names.hpp
  same,  // a name in any letter case
};

[[nodiscard]] Likeness likeness_of(std::string_view name);

struct AssignedName {
  std::string_view name;  // a piece of the text
  std::size_t offset = 0;
  Likeness likeness = Likeness::none;
};

// Where the text gives a proxy variable a value, or passes it on, in any of the forms that shells,
// programs and files have: NAME=VALUE, `$env:NAME = `, `NAME: value` at the beginning of a line,
// "NAME": in JSON, `export NAME`, `-e NAME`, `ENV NAME value`, setenv("NAME", ...). References
// ($NAME, ${NAME:=x}) and comparisons (NAME == x) are none. It takes one pass.
[[nodiscard]] std::vector<AssignedName> assigned_names(std::string_view text);

}  // namespace proxyenv::documents

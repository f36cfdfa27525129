// SPDX-License-Identifier: Apache-2.0
// What a program says of itself with --version: its version, the commit it was built from, and the
// libraries in it. The build writes one of these for each program (write_build_facts.cmake), in an
// object of its own: another commit compiles nothing else anew.
#pragma once

#include <string_view>

namespace proxyenv {

struct BuildFacts {
  std::string_view text;  // lines; the first is "proxyenv 0.2.0"
  std::string_view json;  // a line
};

extern const BuildFacts kBuildFacts;

}  // namespace proxyenv

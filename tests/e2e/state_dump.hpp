// SPDX-License-Identifier: Apache-2.0
// What dump_state prints, read back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace e2e {

struct StateDump {
  int pid = -1;
  std::vector<std::string> argv;
  std::vector<std::string> environment;  // in order, bytes restored
  // Everything else as text, pid left out: equal in two processes with the same state.
  std::string rest;

  // The value of the first such line of `rest`; empty if there is none.
  [[nodiscard]] std::string value(std::string_view key) const;
};

// The lines of `rest` that only one of the two has, for people; empty where there are none.
[[nodiscard]] std::string difference(const StateDump& expected, const StateDump& got);

[[nodiscard]] StateDump parse_state_dump(std::string_view text);

}  // namespace e2e

// SPDX-License-Identifier: Apache-2.0
// Reads the output of dump_state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace e2e {

struct StateDump {
  int pid = -1;
  std::vector<std::string> argv;
  std::vector<std::string> environment;  // in order, bytes restored
  // All other lines as text, without the pid. They are equal for two processes with the same state.
  std::string rest;

  // The value of the first such line of `rest`; empty if there is none.
  [[nodiscard]] std::string value(std::string_view key) const;
};

// The lines of `rest` that only one of the two has, for people; empty if there are none.
[[nodiscard]] std::string difference(const StateDump& expected, const StateDump& got);

[[nodiscard]] StateDump parse_state_dump(std::string_view text);

}  // namespace e2e

// SPDX-License-Identifier: Apache-2.0
#include "os/file_state.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string_view>

using namespace proxyenv::os;

TEST_CASE("which permissions do for what was wanted") {
  struct Row {
    unsigned found;
    unsigned wanted;
    bool suffices;
    std::string_view why;
  };
  const Row rows[] = {
      {0644, 0644, true, "equal"},
      {0777, 0644, true, "a file system that knows no modes"},
      {0640, 0644, false, "others shall read it"},
      {0600, 0600, true, "private"},
      {0400, 0600, true, "nobody needs to write it"},
      {0640, 0600, false, "a secret that the group can read"},
      {0604, 0600, false, "a secret that others can read"},
      {0602, 0600, false, "a secret that others can write"},
      {0755, 0755, true, "a program"},
      {0644, 0755, false, "a program that nobody can run"},
      {0700, 0755, false, "a program that others cannot run"},
      {0755, 0700, false, "a folder for its owner alone that all can enter"},
      {0000, 0000, true, "nothing is wanted"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(mode_suffices(row.found, row.wanted) == row.suffices);
  }
}

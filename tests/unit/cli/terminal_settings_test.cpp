// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal_settings.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace proxyenv;
using namespace proxyenv::cli;

TEST_CASE("colours: what is asked for, then the terminal and the variables") {
  struct Row {
    bool is_terminal;
    ColorChoice choice;
    std::vector<std::string> environment;
    bool colored;
    std::string_view why;
  };
  const ColorChoice automatic = ColorChoice::automatic;
  const Row rows[] = {
      {true, automatic, {"TERM=xterm"}, true, "a terminal"},
      {false, automatic, {"TERM=xterm"}, false, "a file or a pipe"},
      {true, automatic, {"TERM=dumb"}, false, "a terminal that says it has none"},
      {true, automatic, {"TERM=dumber"}, true, "and one whose name only begins so"},
      {true, automatic, {}, false, "a terminal that says nothing"},
      {true, automatic, {"TERM="}, false, "nor does this one"},
      {true, automatic, {"TERM=xterm", "NO_COLOR=1"}, false, "NO_COLOR"},
      {true, automatic, {"TERM=xterm", "NO_COLOR=0"}, false, "NO_COLOR with any value"},
      {true, automatic, {"TERM=xterm", "NO_COLOR="}, true, "but not empty (no-color.org)"},
      {true, automatic, {"TERM=xterm", "no_color=1"}, true, "a near miss"},
      {false, automatic, {"TERM=xterm", "CLICOLOR_FORCE=1"}, false, "not read"},
      {false, ColorChoice::always, {"NO_COLOR=1", "TERM=dumb"}, true, "the command line wins"},
      {true, ColorChoice::never, {"TERM=xterm"}, false, "here too"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Layout layout =
        layout_for({row.is_terminal, 80}, row.choice, Environment::own(row.environment));
    CHECK(layout.style.is_colored() == row.colored);
  }
}

TEST_CASE("width: the terminal, COLUMNS where it does not say, 80 where nobody does") {
  struct Row {
    bool is_terminal;
    std::size_t columns;
    std::vector<std::string> environment;
    std::size_t width;
    std::string_view why;
  };
  const Row rows[] = {
      {true, 132, {}, 132, "the terminal"},
      {true, 132, {"COLUMNS=50"}, 132, "which knows better than a variable of the shell"},
      {true, 0, {"COLUMNS=50"}, 50, "COLUMNS"},
      {true, 0, {"COLUMNS=50x"}, 80, "no number"},
      {true, 0, {"COLUMNS=-5"}, 80, "a negative one"},
      {true, 0, {"COLUMNS=99999999999999999999"}, 80, "one that is too large"},
      {true, 0, {"COLUMNS="}, 80, "empty"},
      {true, 0, {}, 80, "nobody says"},
      {true, 5, {}, 20, "no narrower than this"},
      {true, 60000, {}, 1000, "no wider than this"},
      {false, 132, {"COLUMNS=50"}, kUnlimitedWidth, "a file or a pipe"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(layout_for({row.is_terminal, row.columns}, ColorChoice::automatic,
                     Environment::own(row.environment))
              .width == row.width);
  }
}

TEST_CASE("a choice of colours is one of three words") {
  CHECK(parse_color("auto") == ColorChoice::automatic);
  CHECK(parse_color("always") == ColorChoice::always);
  CHECK(parse_color("never") == ColorChoice::never);
  CHECK(parse_color("allways").error().message ==
        "must be auto, always or never (did you mean always?)");
  CHECK(parse_color("").error().message == "must be auto, always or never");
}

// SPDX-License-Identifier: Apache-2.0
#include "sources/interpolation.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv::sources;

namespace {

std::optional<std::string> lookup(std::string_view name) {
  if (name == "SET") return "v";
  if (name == "EMPTY") return "";
  return std::nullopt;
}

}  // namespace

TEST_CASE("references are replaced as Compose replaces them") {
  struct Row {
    std::string_view text;
    std::string_view result;
    std::string_view why;
  };
  const Row rows[] = {
      {"plain", "plain", "nothing to do"},
      {"$SET-x", "v-x", "no braces"},
      {"${SET}x", "vx", "braces"},
      {"$$SET $${SET}", "$SET ${SET}", "escaped"},
      {"[${UNSET}]", "[]", "unset is empty"},
      {"${SET:-d} ${EMPTY:-d} ${UNSET:-d}", "v d d", ":- for unset and empty"},
      {"${SET-d} ${EMPTY-d} ${UNSET-d}", "v  d", "- for unset alone"},
      {"${SET:+r} ${EMPTY:+r} ${UNSET:+r}.", "r  .", ":+ for what has a value"},
      {"${SET+r} ${EMPTY+r} ${UNSET+r}.", "r r .", "+ for what is set"},
      {"${UNSET:-${EMPTY:-http://h:${SET:-1}}}", "http://h:v", "nested"},
      {"${SET:?m} ${EMPTY?m}", "v ", "required and there"},
      {"${EMPTY:?m}", "error: the variable EMPTY is required there and not set", "required"},
      {"http://u:p${WORD:?m}@h", "error: a variable is required there and not set", "a password?"},
      {"${SET:?m}${WORD:?m}", "error: a variable is required there and not set", "not alone"},
      {"${UNSET:-${WORD?m}}", "error: a variable is required there and not set", "in another"},
      {"${UNSET:-}}", "}", "a brace behind"},
      {"100$ $-$1", "100$ $-$1", "a lone $"},
      {"${SET", "error: a `$` begins nothing", "never closed"},
      {"${}", "error: no name", "no name"},
      {"${SET!}", "error: unknown operator", "no such operator"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto result = interpolate(row.text, lookup);
    if (row.result.ends_with("is required there and not set")) {
      REQUIRE(!result);
      CHECK("error: " + result.error().message == row.result);
    } else if (row.result.starts_with("error")) {
      CHECK(!result);
    } else {
      REQUIRE(result);
      CHECK(*result == row.result);
    }
  }
}

TEST_CASE("a name that is not set and has no default is told") {
  struct Row {
    std::string_view text;
    bool lost;
  };
  const Row rows[] = {
      {"p$UNSET", true},         {"${UNSET}", true},
      {"$SET$EMPTY", false},     {"$$UNSET", false},
      {"100$", false},           {"${UNSET:-d}", false},
      {"${UNSET-}", false},      {"${UNSET:-$UNSET}", true},
      {"${SET:-$UNSET}", false}, {"${UNSET+$UNSET}", false},
      {"${SET+$UNSET}", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto result = interpolate_and_tell(row.text, lookup);
    REQUIRE(result);
    CHECK(result->lost_name == row.lost);
    CHECK(result->text == *interpolate(row.text, lookup));
  }
}

TEST_CASE("a reference nested without end is an error, not a crash") {
  std::string text;
  for (int i = 0; i < 10000; ++i) text.append("${A:-");
  CHECK(!interpolate(text + std::string(10000, '}'), lookup));
}

TEST_CASE("references that make a text longer than any variable can be are an error") {
  const Lookup long_value = [](std::string_view) { return std::string(64 << 10U, 'x'); };
  CHECK(interpolate("$A$A", long_value));
  CHECK(!interpolate("$A$A$A", long_value));
}

// SPDX-License-Identifier: Apache-2.0
// scripts/compare-documents asks Docker Compose about the same.
#include "yaml/plain_scalar.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

TEST_CASE("plain scalars as Go reads and prints them") {
  struct Row {
    std::string_view scalar;
    PlainScalar::Kind kind;
    std::string_view text;
  };
  constexpr auto kText = PlainScalar::Kind::text;
  constexpr auto kNumber = PlainScalar::Kind::number;
  constexpr auto kBoolean = PlainScalar::Kind::boolean;
  constexpr auto kOther = PlainScalar::Kind::other;
  const Row rows[] = {
      {"10.10", kNumber, "10.1"},
      {"1.0", kNumber, "1"},
      {"1e3", kNumber, "1000"},
      {".5", kNumber, "0.5"},
      {"-1.50", kNumber, "-1.5"},
      {"0x10", kNumber, "16"},
      {"0o14", kNumber, "12"},
      {"014", kNumber, "12"},
      {"08", kNumber, "8"},
      {"1_000", kNumber, "1000"},
      {"+1", kNumber, "1"},
      {"-0x1F", kNumber, "-31"},
      {"0b11", kNumber, "3"},
      {"12345678901234567890", kNumber, "12345678901234567890"},
      {"1e21", kNumber, "1e+21"},
      {"1e-5", kNumber, "1e-05"},
      {"0.0001", kNumber, "0.0001"},
      {"123456789.5", kNumber, "1.234567895e+08"},
      {"100000.5", kNumber, "100000.5"},
      {"1.", kNumber, "1"},
      {"0", kNumber, "0"},
      {"-0", kNumber, "0"},
      {"-0.0", kNumber, "-0"},
      {"True", kBoolean, "true"},
      {"FALSE", kBoolean, "false"},
      {".inf", kOther, ""},
      {"-.INF", kOther, ""},
      {".nan", kOther, ""},
      {"2001-12-14", kOther, ""},
      {"2001-1-1T00:00:00Z", kOther, ""},

      {"", kText, ""},
      {"10.0.0.1", kText, "10.0.0.1"},
      {"10.0.0.0/8", kText, "10.0.0.0/8"},
      {"yes", kText, "yes"},
      {"on", kText, "on"},
      {"tRUE", kText, "tRUE"},
      {"1:30", kText, "1:30"},
      {"2001-12", kText, "2001-12"},
      {"-", kText, "-"},
      {".", kText, "."},
      {"+", kText, "+"},
      {"0x", kText, "0x"},
      {"1e", kText, "1e"},
      {"http://p:1", kText, "http://p:1"},
      {".corp", kText, ".corp"},
      {"1e400", kOther, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.scalar);
    const PlainScalar resolved = resolve_plain(row.scalar);
    CHECK(resolved.kind == row.kind);
    CHECK(resolved.text == row.text);
  }
}

// SPDX-License-Identifier: Apache-2.0
#include "clients/version.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

#include "clients/catalog.hpp"

using namespace proxyenv;

TEST_CASE("versions compare by number, part by part") {
  const auto version = [](std::string_view text) { return parse_version(text).value(); };
  CHECK(version("1.9") < version("1.10"));
  CHECK(version("1.9") == version("1.9.0"));
  CHECK(version("v20.1") > version("20"));
  CHECK(version("7.88.1+deb12u1") == version("7.88.1"));
  CHECK(version("8.22.0-DEV").text() == "8.22.0");
  CHECK(Version{} < version("0.1"));
  CHECK_FALSE(parse_version("").has_value());
  CHECK_FALSE(parse_version("latest").has_value());
  CHECK_FALSE(parse_version("v").has_value());
}

TEST_CASE("a version falls into a range of its client's history") {
  const Client& curl = *find_client("curl");
  CHECK(version_range(curl, Version{7, 80}) == "7.76 until 7.86");
  CHECK(version_range(curl, Version{7, 88, 1}) == "7.87 until 8.9");
  CHECK(version_range(curl, newest_version(curl)) == "8.21+");
}

// SPDX-License-Identifier: Apache-2.0
// Each format that can be named, for a text of each format: what is read, or which format the error
// names.
#include "sources/given_format.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "sources/amount.hpp"
#include "sources/read_source.hpp"

using namespace proxyenv;
using namespace proxyenv::sources;
using namespace std::literals;

namespace {

struct Row {
  std::string_view is;  // the format that the text has
  std::string_view name;
  std::string_view text;
  // The formats that read its proxy variable, too; each other one is an error that names `is`.
  std::string_view also_read_by;
};

const Row kRows[] = {
    {"docker", "x", "# c\nHTTP_PROXY=http://p:1\nA=b c\n",
     " compose systemd environment-d pam shell env cmd "},
    {"compose", ".env", "HTTP_PROXY = http://p:1\nA='b'\n", " systemd environment-d "},
    {"systemd", "x", "HTTP_PROXY=http://p:1\nA=b \\\n c\n",
     " docker environment-d pam shell env compose cmd "},
    {"systemd-unit", "x", "[Service]\nEnvironment=HTTP_PROXY=http://p:1\n", ""},
    {"environment-d", "environment.d/x.conf", "A=x\nHTTP_PROXY=${A}\n",
     " docker compose systemd pam shell env cmd "},
    {"pam", "/etc/environment", "HTTP_PROXY=\"http://p:1\"\n",
     " docker compose systemd environment-d shell env cmd "},
    {"shell", "x", "export HTTP_PROXY=http://p:1\nif true; then echo; fi\n", " pam "},
    {"env", "-", "HTTP_PROXY=http://p:1\nA=b\n",
     " docker compose systemd environment-d pam shell cmd "},
    {"quoted", "x", "'HTTP_PROXY=http://p:1'\n", ""},
    {"block", "x", "HTTP_PROXY=http://p:1\0A=b\0"sv, ""},
    {"json", "x", "{\"Env\": [\"HTTP_PROXY=http://p:1\"]}\n", ""},
    {"powershell", "x", "$env:HTTP_PROXY = 'http://p:1'\n", ""},
    {"cmd", "x", "@echo off\nset HTTP_PROXY=http://p:1\n", ""},
    {"dockerfile", "x", "FROM a\nENV HTTP_PROXY=http://p:1\n", ""},
    {"compose-file", "x", "services:\n  a:\n    environment:\n      HTTP_PROXY: http://p:1\n", ""},
};

}  // namespace

TEST_CASE("a format that the text has not is an error, which names the one that it has") {
  for (const Row& row : kRows) {
    for (const FormatRow& given : kFormats) {
      if (given.in_companion) continue;
      CAPTURE(row.is);
      CAPTURE(given.name);
      const auto read = read_in_given_format({row.name, row.text}, given.format);
      const bool reads =
          given.name == row.is ||
          row.also_read_by.find(" " + std::string(given.name) + " ") != std::string_view::npos;
      CHECK(read.has_value() == reads);
      if (read) {
        const AmountRead amount = AmountRead() + read->environments.front();
        CHECK(amount.proxy_variables + amount.unknown_values == 1);
      } else {
        CHECK(read.error().message.ends_with(": --env-format " + std::string(row.is)));
        CHECK(read.error().message.find('\n') == std::string::npos);
      }
    }
  }
}

TEST_CASE("a slip in one line keeps its reason, and a text of no proxy variable is read as asked") {
  const auto slip = read_in_given_format({"x", "A=1\n$env:B = 'x'\n"}, Format::docker_env_file);
  REQUIRE_FALSE(slip);
  CHECK(slip.error().message ==
        "line 2 is not NAME=VALUE: there is a blank in the name; it looks like PowerShell: "
        "--env-format powershell");
  CHECK(read_in_given_format({"x", "A=1\nexport B=2\n"}, Format::systemd_file).has_value());
  CHECK(
      read_in_given_format({"x", "the text\n"}, Format::powershell).error().message ==
      "nothing in it was recognized as PowerShell; another format can be given with --env-format");
}

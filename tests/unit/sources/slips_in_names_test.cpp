// SPDX-License-Identifier: Apache-2.0
// A slip in a name is told in every format in which such a name can stand: by the reader, or as a
// name that is like one.
#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>

#include "core/near_names.hpp"
#include "sources/read_source.hpp"

using namespace proxyenv;
using namespace proxyenv::sources;

namespace {

struct Row {
  Format format;
  std::string_view text;  // `@` is the name
};

const Row kRows[] = {
    {Format::docker_env_file, "A=1\n@=x\n"},
    {Format::compose_env, "A=1\n@=x\n"},
    {Format::systemd_file, "A=1\n@=x\n"},
    {Format::systemd_unit, "[Service]\nEnvironment=\"@=x\"\n"},
    {Format::environment_d, "A=1\n@=x\n"},
    {Format::pam_environment, "A=1\n@=x\n"},
    {Format::shell_file, "A=1\n@=x\n"},
    {Format::shell_file, "export A=1\nexport @=x\n"},
    {Format::printed_env, "A=1\n@=x\n"},
    {Format::quoted_entries, "'A=1'\n'@=x'\n"},
    {Format::json, "[\"A=1\",\n\"@=x\"]\n"},
    {Format::json, "{\"A\": \"1\",\n\"@\": \"x\"}\n"},
    {Format::powershell, "$env:A = '1'\n$env:@ = 'x'\n"},
    {Format::powershell, "$env:A = '1'\n${env:@} = 'x'\n"},
    {Format::powershell, "$env:A = '1'\n[Environment]::SetEnvironmentVariable('@', 'x')\n"},
    {Format::cmd_file, "set A=1\nset @=x\n"},
    {Format::dockerfile, "FROM a\nENV \"@\"=x\n"},
};

const std::string_view kSlips[] = {
    "HTTP_PROXY ",
    "HTTP_PROXY\xc2\xa0",
    "\xe2\x80\x8bHTTP_PROXY",
    "\xd0\x9dTTP_PROXY",
    "\xef\xbc\xa8\xef\xbc\xb4\xef\xbc\xb4\xef\xbc\xb0_PROXY",
    "HTTP-PROXY",
    "HTTP.PROXY",
};

// Some readers take blanks away: then it is no slip.
bool is_told(const SourceEnvironment& environment) {
  if (environment.environment.find("HTTP_PROXY")) return true;
  const bool is_near = !examine_names(environment.environment, {}).empty();
  return is_near || std::any_of(environment.remarks.begin(), environment.remarks.end(),
                                [](const PlacedFinding& remark) { return remark.line == 2; });
}

}  // namespace

TEST_CASE("a slip in a name is told in every format") {
  for (const Row& row : kRows) {
    for (const std::string_view slip : kSlips) {
      std::string text(row.text);
      text.replace(text.find('@'), 1, slip);
      CAPTURE(row_of(row.format).name);
      CAPTURE(text);
      const auto read = read_source({"x", text}, row.format);
      if (!read) continue;  // the program refuses the text, and so does the reader
      CHECK(std::any_of(read->environments.begin(), read->environments.end(), is_told));
    }
  }
}

TEST_CASE("options and settings of other programs are no slips") {
  const auto read = read_source({"x",
                                 "export A=1\ngit -c http.proxy=x clone y\nnpm --https-proxy=x "
                                 "i\nnpm config set https-proxy=x\n"},
                                Format::shell_file);
  REQUIRE(read.has_value());
  CHECK(read->environments.front().remarks.empty());
}

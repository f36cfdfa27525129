// SPDX-License-Identifier: Apache-2.0
// No false green: whatever stands in a text, in whatever format it is read, a line that sets a
// proxy variable is read or told. The texts are put together from pieces of all syntaxes.
#include "support/untold_lines.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <ostream>
#include <random>
#include <string>
#include <string_view>

#include "sources/format.hpp"
#include "sources/read_source.hpp"

using namespace proxyenv;
using namespace proxyenv::sources;
using proxyenv::testing::untold_line;

namespace {

// `@` is the name of a proxy variable, `~` another one, `*` an at sign.
constexpr std::array<std::string_view, 96> kPieces = {
    "@=http://p:1",
    "@=\"http://p:1\"",
    "@='http://p:1' ~=http://p:2",
    "  @=http://p:1",
    "@ = http://p:1",
    "@ =http://p:1",
    "@: http://p:1",
    "@+=http://p:1",
    "A=1 @=http://p:1",
    "A=\"1",
    "A='1",
    "A=1\\",
    "A=1 \\",
    "A=\"x @=http://p:1\"",
    "#@=http://p:1",
    "# @=http://p:1",
    ";@=http://p:1",
    "export @=http://p:1",
    "export A=1 @=http://p:1",
    "export @=http://p:1; export ~=http://p:2",
    "export @=http://p:1 && export ~=http://p:2",
    "export \"@=http://p:1\"",
    "export ${p}_proxy=http://p:1",
    "for p in @ ~; do export $p=http://p:1; done",
    "for p in http https; do export ${p}_proxy=http://p:1; done",
    "if true; then export @=http://p:1; fi",
    "declare -x @=\"http://p:1\"",
    "declare -A m=([@]=http://p:1)",
    "typeset -x @=http://p:1",
    "readonly @=http://p:1",
    "local @=http://p:1",
    "env @=http://p:1 curl x",
    "@=http://p:1 curl x",
    "sudo @=http://p:1 curl x",
    "alias proxy='export @=http://p:1'",
    "proxy() { export @=http://p:1; }",
    "eval \"export @=http://p:1\"",
    ". ./@=x",
    "echo @=http://p:1 >> /etc/environment",
    "cat <<EOF",
    "EOF",
    "setenv @ http://p:1",
    "set -gx @ http://p:1",
    "set @ http://p:1",
    "set @=http://p:1",
    "*set @=http://p:1",
    "set \"@=http://p:1\"",
    "set A=1& set @=http://p:1",
    "set A=1 && set @=http://p:1",
    "set A=1 | set @=http://p:1",
    "(set @=http://p:1)",
    "if defined X set @=http://p:1",
    "if not defined @ (",
    ")",
    "set /p @=Proxy",
    "set /a @=1",
    "set @=%X%",
    "set ^",
    "setx @ http://p:1",
    "setx /M @ \"http://p:1\"",
    "call set @=http://p:1",
    "cmd /c \"set @=http://p:1\"",
    "$env:@ = 'http://p:1'",
    "$env:@='http://p:1'; $env:~='http://p:2'",
    "$env:@ += 'http://p:1'",
    "${env:@} = 'http://p:1'",
    "$env:@ = 'a','b'",
    "$env:@ = `",
    "[Environment]::SetEnvironmentVariable('@', 'http://p:1')",
    "Set-Item env:@ 'http://p:1'",
    "Set-Item -Path 'env:@' -Value 'http://p:1'",
    "'http://p:1' | Set-Item env:@",
    "if ($x) { $env:@ = 'http://p:1' }",
    "$x = *\"",
    "\"*",
    "<#",
    "#>",
    "$h = *{ @ = 'http://p:1' }",
    "[Service]",
    "[Install]",
    "Environment=@=http://p:1",
    "Environment=A=1 @=http://p:1",
    "Environment=\"A=1 @=http://p:1",
    "Environment=A=\\q @=http://p:1",
    "ExecStart=/usr/bin/env @=http://p:1 x",
    "PassEnvironment=@",
    "environment=@=http://p:1",
    "FROM a",
    "ENV @=http://p:1",
    "ENV @ http://p:1",
    "ENVV @=http://p:1",
    "ARG @=http://p:1",
    "RUN export @=http://p:1",
    "RUN echo @=http://p:1 >> /etc/environment",
    "ONBUILD ENV @=http://p:1",
    "- @=http://p:1",
};

constexpr std::array<std::string_view, 8> kNames = {"http_proxy",    "HTTP_PROXY", "HTTPS_PROXY",
                                                    "https_proxy",   "no_proxy",   "ALL_PROXY",
                                                    "no_grpc_proxy", "Http_Proxy"};

using Generator = std::minstd_rand;

template <std::size_t N>
std::string_view one_of(const std::array<std::string_view, N>& all, Generator& generator) {
  return all[generator() % N];
}

std::string text_of(Generator& generator) {
  std::string text;
  const std::size_t lines = 1 + generator() % 5;
  for (std::size_t i = 0; i < lines; ++i) {
    const std::string_view first = one_of(kNames, generator);
    const std::string_view second = one_of(kNames, generator);
    for (const char c : one_of(kPieces, generator)) {
      if (c == '@') {
        text.append(first);
      } else if (c == '~') {
        text.append(second);
      } else if (c == '*') {
        text.push_back('@');
      } else {
        text.push_back(c);
      }
    }
    text.append("\n");
  }
  return text;
}

void check(std::string_view text, const Result<Source>& read, std::string_view format) {
  if (!read) return;
  const std::size_t line = untold_line(text, *read, false);
  if (line == 0) return;
  CAPTURE(text);
  CAPTURE(format);
  CAPTURE(line);
  FAIL_CHECK("nothing is said of this line");
}

}  // namespace

TEST_CASE("a line that sets a proxy variable is read or told, in every format") {
  constexpr int kTexts = 4000;
  Generator generator(20261128);
  for (int i = 0; i < kTexts; ++i) {
    const std::string text = text_of(generator);
    check(text, read_source({"x", text}), "told by the text");
    for (const FormatRow& row : kFormats) {
      if (!row.in_companion) check(text, read_source({"x", text}, row.format), row.name);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
#include "sources/compose_env.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;
using namespace proxyenv::sources;

namespace {

std::optional<std::string> shell(std::string_view name) {
  if (name == "SHELL_SET") return "from the shell";
  if (name == "SHELL_EMPTY") return "";
  return std::nullopt;
}

// "A=[x] B=[y]" or "error: ...".
std::string parsed(std::string_view text) {
  const auto env = parse_compose_env(text, shell);
  if (!env) return "error: " + env.error().message;
  std::string shown;
  for (const ComposeVariable& variable : env->variables()) {
    shown.append(shown.empty() ? "" : " ").append(variable.name);
    shown.append("=[").append(variable.value).append("]");
  }
  return shown;
}

}  // namespace

TEST_CASE("a .env file is read as Compose reads it") {
  struct Row {
    std::string_view text;
    std::string_view result;
    std::string_view why;
  };
  const Row rows[] = {
      {"", "", "nothing"},
      {"A=x", "A=[x]", "no line end at the end"},
      {"A=x\nB=y\n", "A=[x] B=[y]", "two"},
      {"A=x\r\nB=y\r\n", "A=[x] B=[y]", "CRLF"},
      {"\xef\xbb\xbf"
       "A=x\n",
       "A=[x]", "byte order mark"},
      {"A = x\n", "A=[x]", "blanks round the ="},
      {"  A=x  \n", "A=[x]", "blanks round the line"},
      {"A: x\n", "A=[x]", "NAME: value"},
      {"A:x=y\n", "A=[x=y]", "the first of = and : ends the name"},
      {"A=x=y:z\n", "A=[x=y:z]", "the others belong to the value"},
      {"export A=x\n", "A=[x]", "export"},
      {"export\tA=x\n", "A=[x]", "export and a tab"},
      {"exported=x\n", "exported=[x]", "a name that begins with export"},
      {"A=x # y\n", "A=[x]", "a comment behind a blank"},
      {"A=x# y\n", "A=[x# y]", "no blank: no comment"},
      {"A=http://h/#f\n", "A=[http://h/#f]", "a fragment"},
      {"# A=x\n\n  # B=y\nC=z\n", "C=[z]", "comments and empty lines"},
      {"A=\nB=y\n", "A=[] B=[y]", "an empty value ends at its line"},
      {"A= # y\n", "A=[# y]", "blanks go before the comment is looked for"},
      {"A=x\nA=y\n", "A=[y]", "the last duplicate wins"},
      {"A=\"x y\"\n", "A=[x y]", "double quotes"},
      {"A='x y'\n", "A=[x y]", "single quotes"},
      {"A=\"x # y\" # z\n", "A=[x # y]", "a comment behind quotes"},
      {"A=\"x\ny\"\nB=z\n", "A=[x\ny] B=[z]", "a value of two lines"},
      {"A=\"x\\ny\\\"\\\\\"\n", "A=[x\ny\"\\]", "escapes in double quotes"},
      {"A='x\\ny'\n", "A=[x\\ny]", "none in single quotes"},
      {"A='x\\'y'\n", "A=[x'y]", "but for the quote itself"},
      {"A=it's\n", "A=[it's]", "a quote inside is none"},
      {"A=x\nB=${A}y\n", "A=[x] B=[xy]", "a reference to what stands above"},
      {"A=x\nB='${A}'\n", "A=[x] B=[${A}]", "none in single quotes"},
      {"A=x\nB=\"\\${A}\"\n", "A=[x] B=[${A}]", "escaped"},
      {"SHELL_SET=x\nB=$SHELL_SET\n", "SHELL_SET=[x] B=[from the shell]", "the shell wins"},
      {"B=${SHELL_EMPTY:-y}${SHELL_EMPTY-z}\n", "B=[y]", "the shell's empty value"},
      {"B=${NOT_SET:-a${ALSO_NOT:-b}}\n", "B=[ab]", "nested defaults"},
      {"SHELL_SET\nNOT_SET\nC=z\n", "SHELL_SET=[from the shell] C=[z]", "names alone"},
      {"A-b.c[0]=x\n", "A-b.c[0]=[x]", "characters that Compose takes in names"},
      {"A B=x\n", "error: line 1 has a blank in its name, which Compose refuses",
       "blank in a name"},
      {"\n\nA B=x\n", "error: line 3 has a blank in its name, which Compose refuses", "its line"},
      {"A=x\n=y\n", "error: line 2 has no name in front of its `=`", "no name"},
      {"A%=x\n", "error: line 1 has a character that no name has in front of its `=`", "no name"},
      {"A=\"s3cret\nB=y\n", "error: line 1 (A): a quote is opened there and never closed", "quote"},
      {"A='s3cret\n", "error: line 1 (A): a quote is opened there and never closed", "quote"},
      {"A=x$\n", "A=[x$]", "a lone $"},
      {"A=x$$y\n", "A=[x$y]", "an escaped one"},
      {"A=pa${ss\n", "error: line 1 (A): a `${` stands there that is never closed", "no brace"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(parsed(row.text) == row.result);
  }
}

TEST_CASE("a .env file whose references double with each line ends in an error") {
  std::string text = "A0=xxxxxxxxxx\n";
  for (int i = 1; i < 40; ++i) {
    const std::string last = "${A" + std::to_string(i - 1) + "}";
    text.append("A").append(std::to_string(i)).append("=").append(last).append(last).append("\n");
  }
  CHECK(parsed(text).starts_with("error: line 15 (A14): its references make it longer"));
  // Many values, each of which is long enough.
  text = "A=" + std::string(100 << 10U, 'x') + "\n";
  for (int i = 0; i < 100; ++i) text.append("B").append(std::to_string(i)).append("=$A\n");
  CHECK(parsed(text).starts_with("error: line 62 (B60): with it the values are longer"));
}

TEST_CASE("a value that lost a part to a `$` is told, by way of others too") {
  const auto env = parse_compose_env(
      "A=http://u:p$word@h\nB='p$word'\nC=\"p\\$word\"\nD=${A}\nE=${B}\nF=$D\nA=${X:-x}\n", shell);
  REQUIRE(env);
  std::string lost;
  for (const ComposeVariable& variable : env->variables()) {
    if (variable.lost_name) lost.append(variable.name);
  }
  CHECK(lost == "DF");
  CHECK(env->find("D") == "http://u:p@h");
  CHECK(env->find("E") == "p$word");
}

TEST_CASE("variables of a .env file know their lines") {
  const auto env = parse_compose_env("A=\"x\ny\"\n\n# c\nB=z\nA=w\n", shell);
  REQUIRE(env);
  REQUIRE(env->variables().size() == 2);
  CHECK(env->variables()[0].line == 6);
  CHECK(env->variables()[1].line == 5);
  CHECK(env->find("B") == "z");
  CHECK(env->find("C") == std::nullopt);
}

// SPDX-License-Identifier: Apache-2.0
// scripts/compare-documents asks buildah about more of these.
#include "sources/dockerfile.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "support/shown_source.hpp"

using namespace proxyenv;
using proxyenv::testing::shown_source;

namespace {

struct Row {
  std::string_view what;
  std::string_view text;
  std::string_view result;
};

void check(const Row& row) {
  CAPTURE(row.what);
  CAPTURE(row.text);
  CHECK(shown_source(sources::read_dockerfile(row.text)) == row.result);
}

}  // namespace

TEST_CASE("ENV of a Dockerfile") {
  const Row rows[] = {
      {"NAME=VALUE", "FROM a\nENV HTTPS_PROXY=http://p:1 B=2\n",
       "stage 0: HTTPS_PROXY=http://p:1@2 B=2@2\n"},
      {"the old form", "FROM a\nENV A  b = c\n", "stage 0: A=b = c@2\n"},
      {"quotes", "FROM a\nENV A=\"x y\" B='$A' C=\\\"q\\\"\n",
       "stage 0: A=x y@2 B=$A@2 C=\"q\"@2\n"},
      {"each variable has its line", "FROM a\nENV A=1 \\\n  # note\n\n  B=2 \\\n  C=3\nENV D=4\n",
       "stage 0: A=1@2 B=2@5 C=3@6 D=4@7\n"},
      {"two escapes at the end of a line are no continuation", "FROM a\nENV A=b\\\\\nENV C=d\n",
       "stage 0: A=b\\@2 C=d@3\n"},
      {"another escape character", "# escape=`\nFROM a\nENV A=c:\\d `\n B=`\"\n",
       "stage 0: A=c:\\d@3 B=\"@4\n"},
      {"a directive behind an empty line is none", "\n# escape=`\nFROM a\nENV A=1 \\\n B=2\n",
       "stage 0: A=1@4 B=2@5\n"},
      {"set again", "FROM a\nENV A=1 B=2\nENV A=3\n", "stage 0: A=3@3 B=2@2\n"},
      {"a reference looks before its instruction", "FROM scratch\nENV A=1\nENV A=2 B=$A\n",
       "stage 0: A=2@3 B=1@3\n"},
      {"defaults", "FROM scratch\nENV E=\nENV A=${E:-x} B=${E-y} C=${N:-${M:-z}} D=${E:+w}\n",
       "stage 0: E=@2 A=x@3 B=@3 C=z@3 D=@3\n"},
      {"a base of nothing has no variables", "FROM scratch\nENV A=x$NO_PROXY\n",
       "stage 0: A=x@2\n"},
      {"FROM", "FROM a+http_proxy=x AS b\nFROM a NO_PROXY=y\n",
       "stage b: | line_not_read@1\nstage 1: | line_not_read@2\n"},
      {"FROM that refers to one", "ARG http_proxy\nFROM ${http_proxy:-a}\nENV A=1\n",
       "stage 0: A=1@3 | value_not_known http_proxy@1\n"},
      {"a here-document", "FROM a\nRUN cat <<EOF\nENV A=no\nEOF\nENV B=2\n", "stage 0: B=2@5\n"},
      {"two of them, one with tabs", "FROM a\nCOPY <<A <<-\"B\" /x/\nB\nA\nENV X=1\n\tB\nENV Y=2\n",
       "stage 0: Y=2@7\n"},
      {"a here-string is none", "FROM a\nRUN cat <<<x\nENV B=2\n", "stage 0: B=2@3\n"},
      {"one in quotes is none", "FROM a\nRUN echo '<<EOF'\nENV B=2\n", "stage 0: B=2@3\n"},
      {"a shift is none that ENV takes", "FROM a\nENV A=1<<2\nENV B=2\n",
       "stage 0: A=1<<2@2 B=2@3\n"},
      {"no variable", "FROM a\nRUN true\n", "stage 0:\n"},
      {"carriage returns and a byte order mark",
       "\xef\xbb\xbf"
       "FROM a\r\nENV A=1\r\n",
       "stage 0: A=1@2\n"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("stages of a Dockerfile") {
  const Row rows[] = {
      {"one from another", "FROM a AS base\nENV A=1\nFROM base AS last\nENV B=2\n",
       "stage base: A=1@2\nstage last: A=1@2 B=2@4\n"},
      {"names in another case, flags", "FROM --platform=x a as Base\nENV A=1\nFROM BASE\nENV B=2\n",
       "stage Base: A=1@2\nstage 1: A=1@2 B=2@4\n"},
      {"others do not inherit", "FROM a AS x\nENV A=1\nFROM a\nENV B=2\n",
       "stage x: A=1@2\nstage 1: B=2@4\n"},
      {"those without a variable are left out", "FROM a AS x\nFROM b AS y\nENV A=1\n",
       "stage y: A=1@3\n"},
      {"the image is an argument", "ARG I=base\nFROM a AS base\nENV A=1\nFROM ${I}\nENV B=2\n",
       "stage base: A=1@3\nstage 1: A=1@3 B=2@5\n"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("ARG of a Dockerfile") {
  const Row rows[] = {
      {"a default", "FROM a\nARG P=http://p:1\nENV HTTPS_PROXY=$P\n",
       "stage 0: HTTPS_PROXY=http://p:1@3\n"},
      {"a proxy variable is seen by RUN alone", "FROM a\nARG HTTPS_PROXY=http://p:1\nENV A=1\n",
       "stage 0: A=1@3\nstage 0, build: HTTPS_PROXY=http://p:1@2 A=1@3\n"},
      {"ENV wins", "FROM a\nENV no_proxy=env\nARG no_proxy=arg\n",
       "stage 0: no_proxy=env@2\nstage 0, build: no_proxy=env@2\n"},
      {"no default", "FROM a\nARG HTTPS_PROXY\nENV https_proxy=$HTTPS_PROXY\n",
       "stage 0: | value_not_known https_proxy@3\n"
       "stage 0, build: | value_not_known HTTPS_PROXY@2 | value_not_known https_proxy@3\n"},
      {"no default, and none in the reference", "FROM a\nARG P\nENV A=$P NO_PROXY=x\n",
       "stage 0: NO_PROXY=x@3\n"},
      {"in front of FROM it is not seen below", "ARG P=1\nFROM scratch\nENV A=x$P\n",
       "stage 0: A=x@3\n"},
      {"unless it is taken over", "ARG P=1\nFROM scratch\nARG P\nENV A=x$P\n", "stage 0: A=x1@4\n"},
      {"what a base image sets is not known", "FROM a\nENV NO_PROXY=$NO_PROXY,b A=$B\n",
       "stage 0: | value_not_known NO_PROXY@2\n"},
      {"patterns are not known", "FROM scratch\nENV P=a\nENV http_proxy=${P#a}\n",
       "stage 0: P=a@2 | value_not_known http_proxy@3\n"},
      {"ONBUILD", "FROM a\nONBUILD ENV HTTPS_PROXY=x\n",
       "stage 0: | value_not_known HTTPS_PROXY@2\n"},
      {"ONBUILD of something else", "FROM a\nONBUILD ENV A=x\nONBUILD RUN x\n", "stage 0:\n"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("what names a proxy variable in a Dockerfile and sets none is told") {
  const Row rows[] = {
      {"RUN", "FROM a\nRUN export HTTP_PROXY=x && y\n",
       "stage 0: | value_not_known HTTP_PROXY@2\n"},
      {"RUN in many lines", "FROM a\nRUN x && \\\n  # c\n  http_proxy=y z\n",
       "stage 0: | value_not_known http_proxy@4\n"},
      {"RUN that refers to one, or sets something else",
       "FROM a\nRUN echo $HTTP_PROXY && npm config set https_proxy x\nENV A=1\n",
       "stage 0: A=1@3\n"},
      {"RUN of a stage is not the next one's", "FROM a AS x\nRUN http_proxy=y z\nFROM x\nENV A=1\n",
       "stage x: | value_not_known http_proxy@2\nstage 1: A=1@4\n"},
      {"setx", "FROM a\nRUN setx /M HTTP_PROXY x\n", "stage 0: | line_not_read@2\n"},
      {"CMD", "FROM a\nCMD [\"env\", \"HTTP_PROXY=x\", \"y\"]\n", "stage 0: | line_not_read@2\n"},
      {"a here-document", "FROM a\nCOPY <<E /f\nexport HTTP_PROXY=x\nE\nRUN <<E\nNO_PROXY=x y\nE\n",
       "stage 0: | line_not_read@3 | value_not_known NO_PROXY@6\n"},
      {"no instruction", "FROM a\nENVV HTTP_PROXY=x\nHTTPS_PROXY=y\nexport NO_PROXY x\n",
       "stage 0: | line_not_read@2 | line_not_read@3 | line_not_read@4\n"},
      {"in front of FROM", "HTTP_PROXY=x\nFROM a\nENV A=1\n", "stage 0: A=1@3 | line_not_read@1\n"},
      {"the old form takes the whole line", "FROM a\nENV A b HTTP_PROXY=x\n",
       "stage 0: A=b HTTP_PROXY=x@2 | line_not_read@2\n"},
      {"an ARG in front of FROM", "ARG HTTP_PROXY=x\nFROM a\nENV A=1\nFROM a\nENV B=2\n",
       "stage 0: A=1@3 | line_not_read HTTP_PROXY@1\nstage 1: B=2@5\n"},
      {"an ARG in front of FROM without a value", "ARG HTTP_PROXY\nFROM a\nENV A=1\n",
       "stage 0: A=1@3 | value_not_known HTTP_PROXY@1\n"},
      {"one that a stage takes over", "ARG HTTP_PROXY=x\nFROM a\nFROM b\nARG HTTP_PROXY\n",
       "stage 1, build: HTTP_PROXY=x@1\n"},
      {"ONBUILD of several, and of ARG",
       "FROM a\nONBUILD ENV A=1 HTTP_PROXY=x\nONBUILD ARG NO_PROXY\n",
       "stage 0: | value_not_known HTTP_PROXY@2 | value_not_known NO_PROXY@3\n"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("what stands behind a dollar may be a piece of a password") {
  const auto message = [](std::string_view value) {
    const auto read = sources::read_dockerfile("FROM a\nENV HTTPS_PROXY=" + std::string(value));
    REQUIRE(read);
    return read->environments.front().remarks.front().finding.message;
  };
  CHECK(message("http://u:a$secret@p:1") ==
        "HTTPS_PROXY is made from a variable, whose value is not in the Dockerfile");
  CHECK(message("http://u:a$secret") ==
        "HTTPS_PROXY is made from a variable, whose value is not in the Dockerfile");
  CHECK(message("$PROXY") ==
        "HTTPS_PROXY is made from $PROXY, whose value is not in the Dockerfile");
  CHECK(message("${PROXY}") ==
        "HTTPS_PROXY is made from $PROXY, whose value is not in the Dockerfile");
}

TEST_CASE("a Dockerfile that Docker refuses") {
  const Row rows[] = {
      {"nothing", "", "error: there is no FROM, with which each Dockerfile begins\n"},
      {"no FROM", "# x\nRUN y\n", "error: there is no FROM, with which each Dockerfile begins\n"},
      {"ENV in front of it", "ENV A=1\nFROM a\n",
       "error: line 1: ENV stands before the first FROM\n"},
      {"no equals sign", "FROM a\nENV A=1 B\n", "error: line 2: ENV has a word without `=`\n"},
      {"no value", "FROM a\nENV A\n", "error: line 2: ENV has a name without a value\n"},
      {"nothing behind ENV", "FROM a\nENV\n", "error: line 2: ENV has no variable\n"},
      {"no name", "FROM a\nENV =x\n", "error: line 2: a variable without a name\n"},
      {"a quote", "FROM a\n\nENV A=\"x\n",
       "error: line 3: a quote is opened there and never closed\n"},
      {"a reference", "FROM a\nENV A=${x\n", "error: line 2: a ${...} that Docker does not take\n"},
      {"a required variable", "FROM scratch\nENV A=${x:?no}\n",
       "error: line 2: the variable x is required there and not set\n"},
      {"one in a password", "FROM scratch\nENV A=http://u:p${x:?no}@h\n",
       "error: line 2: a variable is required there and not set\n"},
      {"a here-document without an end", "FROM a\nRUN <<EOF\nENV A=1\n",
       "error: line 2 opens a here-document that has no end\n"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("a small Dockerfile does not become a large one") {
  std::string doubling = "FROM scratch\nENV A=0123456789\n";
  for (int i = 0; i < 30; ++i) doubling += "ENV A=$A$A\n";
  const auto doubled = sources::read_dockerfile(doubling);
  REQUIRE(!doubled);
  CHECK(doubled.error().message == "line 16: its references make it too long");

  std::string stages = "FROM scratch AS a\nENV A=" + std::string(100000, 'x') + "\n";
  for (int i = 0; i < 2000; ++i) stages += "FROM a\n";
  const auto copied = sources::read_dockerfile(stages);
  REQUIRE(!copied);
  CHECK(copied.error().message.find("longer than can be looked at") != std::string::npos);

  const auto nested = sources::read_dockerfile("FROM scratch\nENV A=" + [] {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "${x:-";
    return text + std::string(100, '}');
  }() + "\n");
  REQUIRE(!nested);
  CHECK(nested.error().message == "line 2: a ${...} is nested too deeply");
}

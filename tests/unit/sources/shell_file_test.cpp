// SPDX-License-Identifier: Apache-2.0
#include "sources/shell_file.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "unit/sources/source_form.hpp"

using namespace proxyenv;
using namespace proxyenv::sources;
using proxyenv::testing::form_of;

TEST_CASE("text for a shell is read without running it") {
  struct Row {
    std::string_view text;
    std::string_view form;
  };
  const Row rows[] = {
      {"export A=1\nexport B=2 C=3\n", "A=1|B=2|C=3"},
      {"export A='x y' B=\"x y\" C=x\\ y D=$'x\\ty\\x41\\u00e9'\n",
       "A=x y|B=x y|C=x y|D=x?yA\xc3\xa9"},
      {"export A=a'b'\"c\"\n", "A=abc"},
      {"export A=\"a\\\"b\\$c\\n\\\\\"\n", "A=a\"b$c\\n\\"},
      {"export A=x # c\nexport B=x#y\n", "A=x|B=x#y"},
      {"# export A=1\n  export B=2\n", "B=2"},
      {"export A=\\\nx\n", "A=x"},
      {"export A=\"x\ny\"\n", "A=x\\ny"},
      {"export A=1; export B=2 && export C=3\n", "A=1|B=2|C=3"},
      {"A=1\nB=2\n", "A=1|B=2"},
      {"A=1\nexport A\n", "A=1"},
      {"export B=1\nHTTP_PROXY=1\n", "B=1 !line_not_read:HTTP_PROXY@2"},
      {"export B=1\nA=1\n", "B=1"},
      {"set -a\nA=1\nset +a\nexport B=2\n", "A=1|B=2"},
      {"export A=1\nunset A\n", ""},
      {"export A=x\nexport B=$A C=${A}y D=\"$A\" E='$A'\n", "A=x|B=x|C=xy|D=x|E=$A"},
      {"A=x B=$A\nexport A=y B=$A\n", "A=y|B=x"},
      {"export HTTP_PROXY=$X\n", "!value_not_known:HTTP_PROXY@1"},
      {"export HTTP_PROXY=$(cat p) A=1\n", "A=1 !value_not_known:HTTP_PROXY@1"},
      {"export HTTP_PROXY=`cat p` A=1\n", "A=1 !value_not_known:HTTP_PROXY@1"},
      {"export HTTP_PROXY=${X:-http://p:1}\n", "!value_not_known:HTTP_PROXY@1"},
      {"export HTTP_PROXY=~/x\n", "!value_not_known:HTTP_PROXY@1"},
      {"export HTTP_PROXY\n", "!value_not_known:HTTP_PROXY@1"},
      {"export HTTP_PROXY=\"$(echo \"a b)\" '(')\" A=1\n", "A=1 !value_not_known:HTTP_PROXY@1"},
      {"export A=a$ B=$% C=\"$\"\n", "A=a$|B=$%|C=$"},
      {"export A=1\nexport A+=2\n", "A=12"},
      {"declare -x A=\"1\"\ndeclare -rx B=2\ndeclare C=3\n", "A=1|B=2"},
      {"declare -x HTTP_PROXY\ndeclare -ax L=([0]=\"HTTPS_PROXY=1\")\n",
       "!value_not_known:HTTP_PROXY@1"},
      {"typeset -x A=1\nreadonly B=2\nlocal C=3\n", "A=1"},
      {"setenv A x\nsetenv B 'y z'\n", "A=x|B=y z"},
      {"set -gx A x\nset -x B \"y\"\nset C z\n", "A=x|B=y"},
      {"if true; then\n  export HTTP_PROXY=x\nfi\nexport A=1\n",
       "HTTP_PROXY=x|A=1 !other_reading:HTTP_PROXY@2"},
      {"on() {\n  export http_proxy=x\n}\noff() { unset http_proxy; }\n",
       "http_proxy=x !other_reading:http_proxy@2"},
      {"f() { :; }\nexport HTTP_PROXY=x\n", "HTTP_PROXY=x"},
      {"case $x in a) export HTTP_PROXY=x;; esac\nexport HTTPS_PROXY=y\n",
       "HTTP_PROXY=x|HTTPS_PROXY=y !other_reading:HTTP_PROXY@1"},
      {"HTTP_PROXY=x curl a\nexport A=1\n", "A=1 !line_not_read:HTTP_PROXY@1"},
      {"alias p='export http_proxy=x'\nexport A=1\n", "A=1 !line_not_read:@1"},
      {"echo \"http_proxy=$http_proxy\"\nexport A=1\n", "A=1"},
      {"cat <<EOF > f\nexport HTTP_PROXY=x\nEOF\nexport A=1\n", "A=1"},
      {"cat <<-'E F'\n\texport HTTP_PROXY=x\n\tE F\nexport A=1\n", "A=1"},
      {"cat <<< x\nexport A=1\n", "A=1"},
      {"export A=1 > /dev/null 2>&1\n", "A=1"},
      {"IFS=$' \\t\\n'\nA=1\nL=()\nM=([0]=\"a b\" [1]='c)')\nB=2\n", "IFS= ?\\n|A=1|B=2"},
      {"f () \n{ \n    HTTP_PROXY=1 x;\n    echo a\n}\nA=1\n", "A=1 !line_not_read:HTTP_PROXY@3"},
      {"'A=1'\nexport B=2\n", "B=2"},
      {"A B=1\nexport C=2\n", "C=2"},
      {"export HTTP_PROXY := x\n", "!line_not_read:@1 !value_not_known:HTTP_PROXY@1"},
      {"export HTTP_PROXY ?= x\n", "!line_not_read:@1 !value_not_known:HTTP_PROXY@1"},
      {"HTTP_PROXY := x\nexport C=2\n", "C=2 !line_not_read:@1"},
      {"HTTP_PROXY = x\nexport C=2\n", "C=2 !line_not_read:@1"},
      {"export HTTP_PROXY = x\n", "!line_not_read:@1 !value_not_known:HTTP_PROXY@1"},
      {"export HTTP-PROXY=x A=1\nHTTP.PROXY=x\nmy-proxy=x\n",
       "A=1 !line_not_read:@1 !line_not_read:@2"},
      {"export \xd0\x9dTTP_PROXY=x A=1\n\xd0\x9dTTP_PROXY=x\n",
       "A=1 !line_not_read:@1 !line_not_read:@2"},
      {"export ${p}_proxy=x\nexport {http,https}_proxy=x\nexport $n=y\nexport A=1\n",
       "A=1 !line_not_read:@1 !line_not_read:@2 !value_not_known:@3"},
      {"A=1 B=2\nexport A B\nexport -n A\n", "B=2"},
      {"export $(cat f) A=1\n", "A=1 !value_not_known:@1"},
      {". ./f\nsource f\nexport A=1\n", "A=1 !value_not_known:@1"},
      {"eval \"$(ssh-agent)\"\nexport A=1\n", "A=1 !value_not_known:@1"},
      {"eval \"export http_proxy=x\"\nexport A=1\n", "A=1 !line_not_read:@1"},
      {"function f {\n export HTTP_PROXY=x\n}\nexport NO_PROXY=y\n",
       "HTTP_PROXY=x|NO_PROXY=y !other_reading:HTTP_PROXY@2"},
      {"function f()\n{\n export HTTP_PROXY=x\n}\nexport NO_PROXY=y\n",
       "HTTP_PROXY=x|NO_PROXY=y !other_reading:HTTP_PROXY@3"},
      {"function f\n set -gx HTTP_PROXY x\nend\nset -gx NO_PROXY y z\n",
       "HTTP_PROXY=x|NO_PROXY=y z !other_reading:HTTP_PROXY@2"},
      {"set -gx A x\nset -gx B y\nset -e A\nset -gx B\n", "B="},
      {"setenv A x\nsetenv B y\nunsetenv A\n", "B=y"},
      {"export 1A=x B=1\n", "B=1"},
      {"export A=1\r\n", "A=1\\r"},
      {"export A='s3cret\nB=1\n", "error: line 1: a quote is opened there and never closed"},
      {"A=1\nexport B=\"s3cret\n", "error: line 2: a quote is opened there and never closed"},
      {"export A=$(s3cret\n", "error: line 1: a `$(` is opened there and never closed"},
      {"export A=${s3cret\n", "error: line 1: a `${` is opened there and never closed"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(form_of(read_shell_file(row.text)) == row.form);
  }
}

TEST_CASE("shell text whose references double with each line ends in an error") {
  std::string text = "A0=xxxxxxxxxx\n";
  for (int i = 1; i < 40; ++i) {
    const std::string last = "${A" + std::to_string(i - 1) + "}";
    text.append("A").append(std::to_string(i)).append("=").append(last).append(last).append("\n");
  }
  CHECK(form_of(read_shell_file(text)).find("longer than") != std::string::npos);
}

// SPDX-License-Identifier: Apache-2.0
// How each format of lines is read, hit and near miss together. scripts/compare-sources asks the
// programs themselves.
#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "sources/cmd_file.hpp"
#include "sources/pam_environment.hpp"
#include "sources/powershell.hpp"
#include "sources/printed_env.hpp"
#include "sources/systemd_file.hpp"
#include "sources/systemd_unit.hpp"
#include "unit/sources/source_form.hpp"

using namespace proxyenv;
using namespace proxyenv::sources;
using proxyenv::testing::form_of;

namespace {

struct Row {
  std::string_view text;
  std::string_view form;
};

template <std::size_t N>
void check(Result<SourceEnvironment> (*read)(std::string_view), const Row (&rows)[N]) {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(form_of(read(row.text)) == row.form);
  }
}

}  // namespace

TEST_CASE("what env prints is read with values of several lines") {
  const Row rows[] = {
      {"", ""},
      {"A=1\nB=2\n", "A=1|B=2"},
      {"A=1\n\nB=2\n", "A=1\\n|B=2"},
      {"A=1\n2\n3\nB=4\n", "A=1\\n2\\n3|B=4"},
      {"A=1\n\n\n", "A=1"},
      {"A=\nB=2\n", "A=|B=2"},
      {"A=1\r\nB=\"2\"\n", "A=1\\r|B=\"2\""},
      {"BASH_FUNC_f%%=() {  echo a\n}\nB=2\n", "BASH_FUNC_f%%=() {  echo a\\n}|B=2"},
      {"K=-----BEGIN A-----\nx=\n-----END A-----\nB=2\n",
       "K=-----BEGIN A-----\\nx=\\n-----END A-----|B=2"},
      {"K=-----BEGIN A-----\nx\n-----END A-----\nx=1\n",
       "K=-----BEGIN A-----\\nx\\n-----END A-----|x=1"},
      {"A=1\n  HTTPS_PROXY=x\n", "A=1\\n  HTTPS_PROXY=x !line_not_read:@2"},
      {"A=1\n  b=x\n", "A=1\\n  b=x"},
      {"A=1\nHTTPS_PROXY =x\n", "A=1\\nHTTPS_PROXY =x !line_not_read:@2"},
  };
  check(read_printed_env, rows);
}

TEST_CASE("entries in quotes are read without them") {
  const Row rows[] = {
      {"'A=1'\n\"B=2\",\n  'C=3'  \n", "A=1|B=2|C=3"},
      {"'A='\n", "A="},
      {"'A=it''s'\n", "A=it''s"},
      {"'A=1\"\nHTTPS_PROXY=x\n", "!line_not_read:@2"},
  };
  check(read_quoted_entries, rows);
}

TEST_CASE("a file for systemd is read as systemd reads it") {
  const Row rows[] = {
      {"A=1\nB=2\n", "A=1|B=2"},
      {"A=1\r\nB=2\r\n", "A=1|B=2"},
      {"A=\"x y\" z\n", "A=x yz"},
      {"A='a'b\n", "A=ab"},
      {"A=a'b'\n", "A=a'b'"},
      {"A='a\nb'\n", "A=a\\nb"},
      {"A=\"a\\\"b\\nc\\$d\"\n", "A=a\"b\\nc$d"},
      {"A=a\\nb\\\\c\n", "A=anb\\c"},
      {"A=a \\\n  b\n", "A=a   b"},
      {"A=\"a\\\nb\"\n", "A=ab"},
      {"  A  =  a  \n", "A=a"},
      {"A=a\\ \n", "A=a "},
      {"A=\"a \" \n", "A=a "},
      {"A=a # b\n", "A=a # b"},
      {"# A=1\n; B=2\n#c \\\nD=1\n", "D=1"},
      {"A=\nB=\"\"\n", "A=|B="},
      {"A=1\nA=2\n", "A=2"},
      {"A=\"x\nB=1", "A=x\\nB=1"},
      {"export HTTPS_PROXY=x\nA=1\n", "A=1 !line_not_read:@1"},
      {"export A=x\n", ""},
      {"HTTPS_PROXY\nA=1\n", "A=1 !line_not_read:@1"},
      {"A-b=1\n", ""},
      {"A=$HOME\n", "A=$HOME"},
      {"A=\xff\n", "error: it is not UTF-8, which systemd refuses"},
  };
  check(read_systemd_file, rows);
}

TEST_CASE("a file of environment.d has references in its values") {
  const Row rows[] = {
      {"A=x\nB=$A\nC=${A}y\nD=\"$A\" \nE='$A'\n", "A=x|B=x|C=xy|D=x|E=x"},
      {"A=x\nB=${A:-y}\nC=${A:+z$A}\nD=${A:+}\n", "A=x|B=x|C=zx|D="},
      {"HTTP_PROXY=${X:-http://p:1}\nA=$X\nNO_PROXY=a,$NO_PROXY\n",
       "!value_not_known:HTTP_PROXY@1 !value_not_known:NO_PROXY@3"},
      {"A=a$$b\nB=a$-\nC=$\nD=${A\nE=a$1b\n", "A=a$b|B=a$-|C=$|D=${A"},
      {"A=x\nB=$A$A-$A\nC=${A}${A}\n", "A=x|B=xx-x|C=xx"},
      {"A=${A:?x}\n", "A=${A:?x}"},
      {"A=x\nA=\nHTTP_PROXY=\nB=${C:+y}\n", "A=x !line_not_read:@3"},
      {"A-b=$X\nHTTP-PROXY=x\nexport HTTP_PROXY=x\n", "!line_not_read:@2 !line_not_read:@3"},
  };
  check(read_environment_d, rows);
}

TEST_CASE("Environment= of a unit file is read as systemd reads it") {
  const Row rows[] = {
      {"[Service]\nEnvironment=A=1 B=2\n", "A=1|B=2"},
      {"Environment=\"A=x y\" B='z'\n", "A=x y|B=z"},
      {"Environment=A=\"x y\"z\n", "A=x yz"},
      {"Environment = A=1\n", "A=1"},
      {"Environment=A=1\nEnvironment=B=2\nEnvironment=A=3\n", "A=3|B=2"},
      {"Environment=A=1\nEnvironment=\nEnvironment=B=2\n", "B=2"},
      {"Environment=A=1 \\\n  B=2 \\\n# c\n  C=3\n", "A=1|B=2|C=3"},
      {"#Environment=A=1\n;Environment=B=1\nEnvironment=C=1\n", "C=1"},
      {"Environment=A=a%%40b B=%- C=%\n", "A=a%40b|B=%-|C=%"},
      {"[Service]\nEnvironment=HTTP_PROXY=%n A=%h\n", "!value_not_known:HTTP_PROXY@2"},
      {"[Service]\nEnvironment=HTTP_PROXY=http://u:a%40b@p:1 A=1\n", "A=1 !line_not_read:@2"},
      {"Environment=HTTP_PROXY=x\n", "HTTP_PROXY=x !other_reading:HTTP_PROXY@1"},
      {"Environment=HTTP_PROXY=x\n[Service]\nEnvironment=A=1\n", "A=1 !line_not_read:@1"},
      {"[Install]\nEnvironment=HTTP_PROXY=x\n[Socket]\nEnvironment=A=1\n", "A=1 !line_not_read:@2"},
      {"[Unit]\nEnvironment=A=1 \\\n HTTP_PROXY=x\n", "!line_not_read:@3"},
      {"[Manager]\nDefaultEnvironment=A=1\n[Service]\nDefaultEnvironment=HTTP_PROXY=x\n",
       "A=1 !line_not_read:@4"},
      {"[Service]\nUnsetEnvironment=A B=2 C=4\nEnvironment=A=1 B=2 C=3\n", "C=3"},
      {"[Service]\nUnsetEnvironment=A\nUnsetEnvironment=\nEnvironment=A=1\n", "A=1"},
      {"[Container]\nEnvironment=A=1 \\\n# c\n  HTTP_PROXY=%n\n",
       "A=1 !value_not_known:HTTP_PROXY@4"},
      {"Environment=A=\\x41\\n\\102\\s\n", "A=A\\nB "},
      {"Environment=\"HTTP_PROXY=x\n", "!line_not_read:@1"},
      {"Environment=A=1 HTTP_PROXY=\\q\n", "A=1 !line_not_read:@1"},
      {"Environment=HTTP_PROXY A=1\n", "A=1 !line_not_read:@1"},
      {"EnvironmentFile=-/etc/default/x\n", "!value_not_known:@1"},
      {"PassEnvironment=HTTP_PROXY HOME\n", "!value_not_known:HTTP_PROXY@1"},
      {"[Service]\nPassEnvironment=HTTP_PROXY\nEnvironment=HTTP_PROXY=x\n", "HTTP_PROXY=x"},
      {"Environment=A=1 B=2\nUnsetEnvironment=A\n", "B=2"},
      {"ExecStart=/bin/sh -c 'A=1'\nEnvironment=B=2\n", "B=2"},
  };
  check(read_systemd_unit, rows);
}

TEST_CASE("/etc/environment is read as pam_env reads it") {
  const Row rows[] = {
      {"A=1\nB=2\n", "A=1|B=2"},  {"A=\"x y\"\nB='z'\n", "A=x y|B=z"},
      {"A='x'y\n", "A=x'y"},      {"A=\"a\"b\"\n", "A=a\"b"},
      {"A=\"x\" \n", "A=x\" "},   {"A=a # b\n", "A=a "},
      {"A=\"x#y\"\n", "A=x"},     {"export A=1\n", "A=1"},
      {"  A=1 \n", "A=1 "},       {"A=x\\\ny=2\n", "A=xy=2"},
      {"A=x\\\n  y\n", "A=x  y"}, {"A=x \\ \n\n# c\ny\n", "A=x y"},
      {"A=1\r\n", "A=1\\r"},      {"A=1\nA=2\n", "A=2"},
      {"A=1\nA\n", ""},           {"HTTP_PROXY =1\nB=2\n", "B=2 !line_not_read:@1"},
      {"A-b=1\n=x\nC=\n", "C="},  {"A=1\nHTTP_PROXY=x\\\n", "A=1 !line_not_read:@2"},
  };
  check(read_pam_environment, rows);
}

TEST_CASE("PowerShell's forms of setting a variable are read") {
  const Row rows[] = {
      {"$env:A = \"x\"\n$Env:B='y'\n", "A=x|B=y"},
      {"${env:A} = 'x'\n", "A=x"},
      {"$env:A = \"x\"; # c\n", "A=x"},
      {"$env:A = 'it''s'\n", "A=it's"},
      {"$env:A = \"a`\"b`$c`n\"\n", "A=a\"b$c\\n"},
      {"$env:HTTP_PROXY = $x\n", "!value_not_known:HTTP_PROXY@1"},
      {"$env:HTTP_PROXY = \"http://$h\"\n", "!value_not_known:HTTP_PROXY@1"},
      {"$env:A = 'x'\n$env:B = $env:A\n$env:C = \"$env:A/y\"\n", "A=x|B=x|C=x/y"},
      {"$env:A = 'x'\n$env:A = $null\n$env:B = 'y'\n$env:B = ''\n", ""},
      {"[Environment]::SetEnvironmentVariable(\"A\", \"x\", \"User\")\n", "A=x"},
      {"[System.Environment]::SetEnvironmentVariable('A','x')\n", "A=x"},
      {"Set-Item env:A \"x\"\nSet-Item -Path Env:B -Value 'y'\nset-item env:\\C z\n",
       "A=x|B=y|C=z"},
      {"$env:A = 'x'\nRemove-Item Env:A\n", ""},
      {"$env:A = 'x'; $env:B = 'y'\n$env:C = 'z'; git pull\n", "A=x|B=y|C=z"},
      {"<# $env:HTTP_PROXY = 'x'\n $env:NO_PROXY = 'x' #>\n$env:A = 'x' # $env:HTTP_PROXY=1\n",
       "A=x"},
      {"$env:A = 'x'\n$env:A += ',y'\n$env:HTTP_PROXY += 'y'\n",
       "A=x,y !value_not_known:HTTP_PROXY@3"},
      {"$env:HTTP_PROXY = 'a','b'\n$env:NO_PROXY = http://p:1\n$env:A = 1\n",
       "A=1 !value_not_known:HTTP_PROXY@1 !value_not_known:NO_PROXY@2"},
      {"$env:A = @'\nx\n'@\n$env:B = @\"\nx$y\n\"@\n", "A=x"},
      {"$env:A = `\n  'x'\nSet-Item `\n  -Value 'y' `\n  -Path env:HTTP_PROXY\n",
       "A=x|HTTP_PROXY=y"},
      {"'x' | Set-Item env:HTTP_PROXY\n", "!value_not_known:HTTP_PROXY@1"},
      {"[Environment]::SetEnvironmentVariable(\n 'HTTP_PROXY',\n 'x')\n", "HTTP_PROXY=x"},
      {"New-Item -Path Env: -Name A -Value x\nsi env:B y -Force\nri env:B\n", "A=x"},
      {"foreach ($v in 'A') { Set-Item \"env:$v\" 'x' }\n", "!value_not_known:@1"},
      {"Write-Host \"HTTP_PROXY=$env:HTTP_PROXY\"\n$env:A = 'x'\n", "A=x"},
      {"Set-Content f HTTP_PROXY=x\n$env:A = 'x'\n", "A=x !line_not_read:@1"},
      {"Name       Value\n----       -----\nHTTP_PROXY http://p\n           .corp:1\nA          "
       "1\n",
       "A=1 !value_not_known:HTTP_PROXY@3"},
      {"# $env:A = 'x'\nif ($x) { $env:HTTP_PROXY = 'y' }\n",
       "HTTP_PROXY=y !other_reading:HTTP_PROXY@2"},
      {"Name                           Value\n----                           -----\n"
       "HTTP_PROXY                     http://p:1\nA                              x y\n",
       "HTTP_PROXY=http://p:1|A=x y"},
      {"Name       Value\n----       -----\nHTTP_PROXY http://p...\nA          1\n",
       "A=1 !value_not_known:HTTP_PROXY@3"},
      {"Name  : HTTP_PROXY\nValue : http://p:1\n\nName  : A\nValue :\n",
       "HTTP_PROXY=http://p:1|A="},
  };
  check(read_powershell, rows);
}

TEST_CASE("cmd's set is read, and what it prints") {
  const Row rows[] = {
      {"set A=x\n@SET B=y\n", "A=x|B=y"},
      {"set A=x \r\n", "A=x "},
      {"set \"A=x\" \nset \"B=a\"b\"\n", "A=x|B=a\"b"},
      {"set A=\"x\"\n", "A=\"x\""},
      {"set A=x&& set B=y\n", "A=x|B=y"},
      {"set A=a^&b\n", "A=a&b"},
      {"set A=x\nset B=%A%/y\n", "A=x|B=x/y"},
      {"set HTTP_PROXY=%X%\n", "!value_not_known:HTTP_PROXY@1"},
      {"set A=a%%40b\n", "A=a%40b"},
      {"set A=x\nset A=\n", ""},
      {"set /p HTTP_PROXY=Proxy?\n", "!value_not_known:HTTP_PROXY@1"},
      {"setx A x\nsetx B \"y z\" /M\n", "A=x|B=y z"},
      {"setx A x >nul\nsetx /M B \"\"\nsetx HTTP_PROXY /k x\n",
       "A=x !value_not_known:HTTP_PROXY@3"},
      {"rem set A=x\n:: set B=y\nset C=z & rem & set D=w\n", "C=z "},
      {"(set A=x)\n@(set B=y)\nset C=f(x)\n", "A=x|B=y|C=f(x)"},
      {"if \"%1\"==\"on\" (\n set HTTP_PROXY=x\n) else (\n set HTTP_PROXY=\n)\nset NO_PROXY=y\n",
       "HTTP_PROXY=x|NO_PROXY=y !other_reading:HTTP_PROXY@2"},
      {"for %%p in (http https) do set %%p_proxy=x\nset %n%=y\n",
       "!line_not_read:@1 !value_not_known:@2"},
      {"set HTTP_PROXY=http://u:a%40b@p:1\nset NO_PROXY=%~dp0\nset A=100%\n",
       "A=100% !value_not_known:HTTP_PROXY@1 !value_not_known:NO_PROXY@2"},
      {"setlocal EnableDelayedExpansion\nset HTTP_PROXY=!X!\nset A=x\n",
       "A=x !value_not_known:HTTP_PROXY@2"},
      {"echo x | set HTTP_PROXY=y\nset A=x || set B=y\n", "A=x |B=y !line_not_read:@1"},
      {"call set A=x\nset HTTP_PROXY=http://^\np:1\nset ^\n NO_PROXY=y\n",
       "A=x|HTTP_PROXY=http://p:1|NO_PROXY=y"},
      {"set A=x\nHTTP_PROXY=y\n", "A=x !line_not_read:@2"},
      {"A=x\nProgramFiles(x86)=C:\\P\nB=%A%\n", "A=x|ProgramFiles(x86)=C:\\P|B=%A%"},
      {"if defined X set HTTP_PROXY=y\n", "HTTP_PROXY=y !other_reading:HTTP_PROXY@1"},
  };
  check(read_cmd_file, rows);
}

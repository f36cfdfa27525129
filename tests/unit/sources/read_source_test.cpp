// SPDX-License-Identifier: Apache-2.0
#include "sources/read_source.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "unit/sources/source_form.hpp"

using namespace proxyenv;
using namespace proxyenv::sources;
using namespace std::literals;
using proxyenv::testing::form_of;

namespace {

// "FORMAT: ENVIRONMENT", several environments with their names, or "error: ...".
std::string told(std::string_view name, std::string_view text) {
  const auto read = read_source({name, text});
  if (!read) return "error: " + read.error().message;
  std::string form(row_of(read->format).name);
  form.append(":");
  for (const SourceEnvironment& environment : read->environments) {
    if (!environment.name.empty()) form.append(" [").append(environment.name).append("]");
    form.append(" ").append(form_of(environment));
    CHECK(environment.lines.size() == environment.environment.entries().size());
  }
  return form;
}

std::string as_utf16(std::string_view ascii, bool big, bool mark) {
  std::string bytes;
  const auto put = [&](unsigned char high, unsigned char low) {
    bytes.push_back(static_cast<char>(big ? high : low));
    bytes.push_back(static_cast<char>(big ? low : high));
  };
  if (mark) put(0xfe, 0xff);
  for (const char c : ascii) put(0, static_cast<unsigned char>(c));
  return bytes;
}

}  // namespace

TEST_CASE("a format is told apart by the text and its name") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string_view told;
  };
  const Row rows[] = {
      {"x", "A=1\nB=2\n", "docker: A=1|B=2"},
      {"-", "A=1\nB=2\n", "env: A=1|B=2"},
      {"-", "# c\nA=1\n", "docker: A=1"},
      // Names of variables, though such as Java and base64 have stand beside them or look alike.
      {"x", "HTTP_PROXY=\n", "docker: HTTP_PROXY="},
      {"x", "proxies=\n", "docker: proxies="},
      {"x", "http.proxyHost=p\nA=1\n", "docker: http.proxyHost=p|A=1"},
      {"-", "A=1\r\n", "env: A=1\\r"},
      {"x", "A=1\r\n", "docker: A=1"},
      {"x",
       "\xef\xbb\xbf"
       "A=1\n",
       "docker: A=1"},
      {"x", "A=1\0B\0\0=x\0"sv, "block: A=1|B||=x"},
      {"x", "B\0A=1\0C=2\0"sv, "block: B|A=1|C=2"},
      {"x", R"(["HTTPS_PROXY=p:3128"])", "json: HTTPS_PROXY=p:3128"},
      {"x", "'HTTPS_PROXY=S'\n", "quoted: HTTPS_PROXY=S"},
      {"x", "\"HTTPS_PROXY=S\"\n\"A=1\"\n", "quoted: HTTPS_PROXY=S|A=1"},
      {"x", "Environment=HTTPS_PROXY=S\n",
       "systemd-unit: HTTPS_PROXY=S !other_reading:HTTPS_PROXY@1"},
      {"x", "[Service]\nEnvironment=A=1\n", "systemd-unit: A=1"},
      {"a/docker.service", "Environment=A=1\n", "systemd-unit: A=1"},
      {"d/docker.service.d/proxy.conf", "Environment=A=1\n", "systemd-unit: A=1"},
      {".env", "https_proxy=\"S\"\n", "compose: https_proxy=S !other_reading:https_proxy@1"},
      {"a/.env.local", "A: x\n", "compose: A=x"},
      {"/etc/environment", "https_proxy=\"S\"\n", "pam: https_proxy=S"},
      {"x", "https_proxy=\"S\"\n", "docker: https_proxy=\"S\" !other_reading:https_proxy@1"},
      {"-", "https_proxy=\"S\"\n", "env: https_proxy=\"S\" !other_reading:https_proxy@1"},
      {"x", "A=\"S\"\n", "docker: A=\"S\""},
      {"x", "export HTTPS_PROXY=S\n", "shell: HTTPS_PROXY=S"},
      {".bashrc", "HTTPS_PROXY=S\n", "shell: HTTPS_PROXY=S"},
      {"x", "HTTP_PROXY\nA=1\n", "docker: A=1 !value_not_known:HTTP_PROXY@1"},
      {"x", "NO_PROXY=a,\\\nb\n", "systemd: NO_PROXY=a,b !other_reading:NO_PROXY@1"},
      {"x", "NO_PROXY=a,\\\n b,c\nA=1\n", "systemd: NO_PROXY=a, b,c|A=1 !other_reading:NO_PROXY@1"},
      {"-", "K=-----BEGIN X-----\nab\nab==\n-----END X-----\nB=1\n",
       "env: K=-----BEGIN X-----\\nab\\nab==\\n-----END X-----|B=1"},
      {"-", "A=x\n y z\nHTTPS_PROXY=S\n", "env: A=x\\n y z|HTTPS_PROXY=S"},
      {"x", "set HTTPS_PROXY=S\n", "cmd: HTTPS_PROXY=S"},
      {"x", "@echo off\nset \"HTTPS_PROXY=S\"\n", "cmd: HTTPS_PROXY=S"},
      {"x", "A=1\nComSpec=C:\\x\n", "cmd: A=1|ComSpec=C:\\x"},
      {"x", "$env:HTTPS_PROXY = \"S\"\n", "powershell: HTTPS_PROXY=S"},
      {"x", "\nName   Value\n----   -----\nA      1\n", "powershell: A=1"},
      {"x", "declare -x HTTPS_PROXY=\"S\"\n", "shell: HTTPS_PROXY=S"},
      {"x", "A='1'\nB='2'\nC='3'\n", "shell: A=1|B=2|C=3"},
      {"x", "A='1'\nB=2\nC='3'\n", "docker: A='1'|B=2|C='3'"},
      {"x", "set -gx HTTPS_PROXY S\n", "shell: HTTPS_PROXY=S"},
      {"x", "A=\xff\n", "env: A=\xff"},
      {"-", "A=1\nCRON=0 5 * * * x\n@daily y\n0 6 * * * z\nB=2\n",
       "env: A=1|CRON=0 5 * * * x\\n@daily y\\n0 6 * * * z|B=2"},
      {"-", "A=x\n0 5 6 7 8 y\n", "env: A=x\\n0 5 6 7 8 y"},
      {"-", "A=x\n[1]\n", "env: A=x\\n[1]"},
      {"x", "[Container]\nEnvironment=A=1\n", "systemd-unit: A=1"},
      {"x", "A=\uFF1D\n", "docker: A=\uFF1D"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.text);
    CHECK(told(row.name, row.text) == row.told);
  }
}

TEST_CASE("UTF-16 is read in both byte orders, with and without a mark") {
  for (const bool big : {false, true}) {
    for (const bool mark : {false, true}) {
      CAPTURE(big);
      CAPTURE(mark);
      CHECK(told("x", as_utf16("HTTPS_PROXY=S\r\nA=1\r\n", big, mark)) ==
            "docker: HTTPS_PROXY=S|A=1");
    }
  }
  CHECK(told("x",
             "\xff\xfe"
             "A\0=\0\xfc\0\x3d\xd8\x00\xde"s) == "docker: A=\xc3\xbc\xf0\x9f\x98\x80");
  constexpr std::string_view kBroken =
      "error: it looks like UTF-16, and is broken; save it as UTF-8";
  CHECK(told("x",
             "\xff\xfe"
             "A\0=\0x"s) == kBroken);
  CHECK(told("x",
             "\xff\xfe"
             "A\0=\0\x3d\xd8"s) == kBroken);
  CHECK(told("x",
             "\xff\xfe"
             "A\0=\0\x00\xde"s) == kBroken);
}

TEST_CASE("where nothing is read there is an error, which repeats no text") {
  struct Row {
    std::string_view text;
    std::string_view error;
  };
  constexpr std::string_view kHint =
      "; if another program takes it, name the format with --env-format";
  constexpr std::string_view kNoVariable =
      "line 1 has a `=`, but in front of it is no name of a variable";
  const Row rows[] = {
      {"", "it is empty, so nothing was read; did what writes it fail?"},
      {" \n\n", "it holds nothing but blanks: nothing was read"},
      {"# a\n# b\n", "it has no line but empty ones and comments"},
      {"\x7f"
       "ELF\0\0A=1\0\0\0x\0y\0"sv,
       "it is a binary file: nothing was read"},
      {"- HTTPS_PROXY=s3cret\n",
       "line 1 looks like a part of a YAML document; give the whole "
       "document, or write NAME=VALUE"},
      {"HTTPS_PROXY: s3cret\n",
       "line 1 looks like a part of a YAML document; give the whole "
       "document, or write NAME=VALUE"},
      {"ENV HTTPS_PROXY=s3cret\n",
       "line 1 is an instruction of a Dockerfile; give the whole Dockerfile"},
      {"$ export HTTPS_PROXY=s3cret\n",
       "line 1 begins with a prompt; give what stands behind it alone"},
      {"root@web:/# env\nA=1\n", "line 1 begins with a prompt; give what stands behind it alone"},
      {"C:\\Users\\x>set A=s3cret\n",
       "line 1 begins with a prompt; give what stands behind it alone"},
      {"-e HTTPS_PROXY=s3cret\n", "line 1 is an option of `docker run`; give NAME=VALUE alone"},
      {"http://u:s3cret@p:3128\n", "line 1 is a value without a name; write NAME=VALUE"},
      {"A = s3cret\n",
       "line 1 has a blank beside its `=`: docker's --env-file and shells refuse that, and "
       "Compose's .env takes it (--env-format compose)"},
      {"[global]\nproxy = http://u:s3cret@p:1\n",
       "line 1 is a section of a file of settings, which sets no variables; give NAME=VALUE lines"},
      {"[program:web]\nenvironment=A=s3cret\n",
       "line 1 is a section of a file of settings, which sets no variables; give NAME=VALUE lines"},
      {"HTTP_PROXY=\"http://p:1\"\n0 5 * * mon-fri root s3cret\n",
       "line 2 is a schedule of a crontab, which is not read; give its variables as NAME=VALUE "
       "lines"},
      {"A=b\n@reboot s3cret\n",
       "line 2 is a schedule of a crontab, which is not read; give its variables as NAME=VALUE "
       "lines"},
      {"HTTP_PROXY\uFF1Ahttp://u:s3cret@p:1\n",
       "line 1 has a full-width sign where `=` belongs; write NAME=VALUE"},
      {"A=1\n# c\nHTTP_PROXY \uFF1D http://p:1\n",
       "line 3 has a full-width sign where `=` belongs; write NAME=VALUE"},
      {"the s3cret\n", "line 1 is not NAME=VALUE: it has no `=`"},
      {"\n=s3cret\n", "line 2 has no name in front of its `=`"},
      {"A=1\n=s3cret\n", "line 2 has no name in front of its `=`"},
      {"A=1\n# c\nthe s3cret\n", "line 3 is not NAME=VALUE: it has no `=`"},
      {"aGVsbG8gd29ybGQ=\n", kNoVariable},
      {"http://a.test/?b=c\n", kNoVariable},
      {"<html>a=b</html>\n", kNoVariable},
      {"http.proxyHost=p\nhttp.proxyPort=1\n", kNoVariable},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto read = read_source({"x", row.text});
    REQUIRE_FALSE(read.has_value());
    const bool has_line = row.error.starts_with("line ");
    CHECK(read.error().message == std::string(row.error) + std::string(has_line ? kHint : ""));
  }
  CHECK(told("x", "HOME\nPATH\n") ==
        "error: nothing in it was recognized as docker's --env-file; another "
        "format can be given with --env-format");
}

TEST_CASE("a remark says which reading was taken, what others see, and no secret") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string_view message;
  };
  const Row rows[] = {
      {".env", "https_proxy=\"http://p:3128\"\n",
       "https_proxy is read as Compose's .env; for docker's --env-file its quotes stay"},
      {"x", "https_proxy='http://p:3128'\n",
       "https_proxy is read as docker's --env-file; for Compose, systemd, PAM "
       "and a shell its quotes go: `http://p:3128`"},
      {"x", "https_proxy='http://u:s3cret@p:3128'\n",
       "https_proxy is read as docker's --env-file; for Compose, systemd, PAM "
       "and a shell its quotes go"},
      {"x", "https_proxy=http://p:3128 # s3cret@x\n",
       "https_proxy is read as docker's --env-file; for Compose and a shell it "
       "ends earlier; for PAM it ends earlier"},
      {"x", "no_proxy=\"a,b\"\n",
       "no_proxy is read as docker's --env-file; for Compose, systemd, PAM and "
       "a "
       "shell its quotes go: `a,b`"},
      {"x", "https_proxy=http://p:3128\r\n",
       "https_proxy is read as docker's --env-file; for PAM and a shell a "
       "carriage return stays at its end"},
      {".env", "https_proxy=http://p:3128 # c\n",
       "https_proxy is read as Compose's .env; for docker's --env-file and systemd what stands "
       "behind it belongs to it; for PAM blanks stay at its end"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto read = read_source({row.name, row.text});
    REQUIRE(read.has_value());
    const auto& remarks = read->environments.front().remarks;
    REQUIRE(remarks.size() == 1);
    CHECK(remarks.front().finding.message == row.message);
  }
}

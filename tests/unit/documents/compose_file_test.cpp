// SPDX-License-Identifier: Apache-2.0
// scripts/compare-documents asks Docker Compose about more of these.
#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <ostream>
#include <string>
#include <string_view>

#include "documents/read_document.hpp"
#include "support/shown_source.hpp"

using namespace proxyenv;
using proxyenv::testing::shown_source;

namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

Result<sources::Source> source_of(const std::string& text, const Texts& files,
                                  const Texts& shell = {}) {
  const documents::Surroundings surroundings = {
      [&](const std::string& path) -> Result<std::string> {
        const auto file = files.find(path);
        if (file == files.end()) return fail("No such file or directory", ENOENT);
        if (file->second == "unreadable") return fail("Permission denied", EACCES);
        return file->second;
      },
      [&](std::string_view name) -> std::optional<std::string> {
        const auto variable = shell.find(name);
        return variable == shell.end() ? std::nullopt : std::optional(variable->second);
      }};
  return documents::read_document({"compose.yaml", text}, sources::Format::compose_file,
                                  surroundings);
}

std::string read(const std::string& text, const Texts& files = {}, const Texts& shell = {}) {
  return shown_source(source_of(text, files, shell));
}

// "service a: HTTP_PROXY at a.env:2": where values stand that another file holds.
std::string places_in(const std::string& text, const Texts& files) {
  const auto source = source_of(text, files);
  std::string shown;
  for (const sources::SourceEnvironment& environment : source->environments) {
    for (const auto& [name, place] : environment.elsewhere) {
      shown.append(environment.name).append(": ").append(name).append(" at ");
      shown.append(place.file).append(":").append(std::to_string(place.line)).append("\n");
    }
  }
  return shown;
}

// The remarks, each with its line and what it says.
std::string remarks_in(const std::string& text, const Texts& files) {
  const auto source = source_of(text, files);
  if (!source) return "error: " + source.error().message;
  std::string shown;
  for (const sources::SourceEnvironment& environment : source->environments) {
    for (const sources::PlacedFinding& remark : environment.remarks) {
      shown.append(std::to_string(remark.line)).append(": ");
      shown.append(remark.finding.message).append("\n");
    }
  }
  return shown;
}

const std::string kService = "services:\n  a:\n    environment:\n";

}  // namespace

TEST_CASE("the environment of a Compose service, with its lines") {
  struct Row {
    std::string_view what;
    std::string text;
    std::string_view result;
  };
  const Row rows[] = {
      {"a map", kService + "      HTTPS_PROXY: http://p:1\n      B: 'x'\n",
       "service a: HTTPS_PROXY=http://p:1@4 B=x@5\n"},
      {"a list", kService + "    - HTTPS_PROXY=\"http://p:1\"\n    - B=\n",
       "service a: HTTPS_PROXY=\"http://p:1\"@4 B=@5\n"},
      {"an anchor",
       "x-e: &e\n  A: 1\nservices:\n  a:\n    environment:\n      <<: *e\n      B: 2\n",
       "service a: B=2@7 A=1@2\n"},
      {"several services, one without variables",
       kService + "      A: 1\n  b:\n    image: x\n  c:\n    environment: [C=3]\n",
       "service a: A=1@4\nservice c: C=3@8\n"},
      {"none has a variable", "services:\n  a:\n    image: x\n  b:\n", "service a:\nservice b:\n"},
      {"build arguments", "services:\n  a:\n    build:\n      args:\n        HTTP_PROXY: x\n",
       "service a, build: HTTP_PROXY=x@5\n"},
      {"a value that is no text", kService + "      HTTPS_PROXY: [x]\n      B: {}\n",
       "service a: | value_not_known HTTPS_PROXY@4\n"},
      {"an item that is a map", kService + "    - NO_PROXY: x\n",
       "service a: | line_not_read NO_PROXY@4\n"},
      {"environment is a text", "services:\n  a:\n    environment: A=b\n",
       "service a: | line_not_read@3\n"},
      {"a name that stands twice", kService + "      no_proxy: a\n      no_proxy: b\n",
       "service a: no_proxy=b@5 | line_not_read no_proxy@5\n"},
      {"only an include of what is not there", "include: [x.yaml]\n",
       "include: | file_not_read@1\n"},
      {"and with a service", "include: [x.yaml, {}]\n" + kService + "      A: 1\n",
       "service a: A=1@5\ninclude: | file_not_read@1\ninclude: | file_not_read@1\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(read(row.text) == row.result);
  }
}

TEST_CASE("what the shell and .env give to a Compose file") {
  const Texts files = {{".env", "P=http://file:1\nQ=$P\n"}};
  const Texts shell = {{"S", "http://shell:1"}, {"HTTPS_PROXY", "http://shell:2"}};
  struct Row {
    std::string_view line;
    std::string_view result;
  };
  const Row rows[] = {
      {"HTTPS_PROXY: ${S}", "service a: HTTPS_PROXY=http://shell:1@4\n"},
      {"HTTPS_PROXY: $Q", "service a: HTTPS_PROXY=http://file:1@4\n"},
      {"HTTPS_PROXY: ${NO:-x}", "service a: HTTPS_PROXY=x@4\n"},
      {"HTTPS_PROXY: a${NO}b", "service a: HTTPS_PROXY=ab@4 | value_not_known HTTPS_PROXY@4\n"},
      {"OTHER: a${NO}b", "service a: OTHER=ab@4\n"},
      {"HTTPS_PROXY: ${NO:?x}", "service a: | value_not_known HTTPS_PROXY@4\n"},
      {"HTTPS_PROXY:", "service a: HTTPS_PROXY=http://shell:2@4 | value_not_known HTTPS_PROXY@4\n"},
      {"http_proxy: ~", "service a: | value_not_known http_proxy@4\n"},
      {"OTHER:", "service a:\n"},
      {"A: a$$b", "service a: A=a$b@4\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(read(kService + "      " + std::string(row.line) + "\n", files, shell) == row.result);
  }
  CHECK(read(kService + "    - HTTPS_PROXY\n", files, shell) ==
        "service a: HTTPS_PROXY=http://shell:2@4 | value_not_known HTTPS_PROXY@4\n");
  CHECK(read(kService, {{".env", "A='\n"}}) ==
        "error: .env beside it, which Compose reads first: line 1 (A): a quote is opened there and "
        "never closed\n");
}

TEST_CASE("env_file of a Compose service") {
  const Texts files = {{"e.env", "A=\"1\" # x\nB=1\nHTTPS_PROXY\n"},
                       {"f.env", "B=2\nC=$A\n"},
                       {"g.env", "no_proxy=a,$NOWHERE\n"},
                       {"bad.env", "A='1\n"},
                       {"closed.env", "unreadable"},
                       {"raw.env", "A=\"1\" # x\n"}};
  struct Row {
    std::string_view written;
    std::string_view result;
  };
  const Row rows[] = {
      {"e.env", "service a: A=1@3 B=1@3 | value_not_known HTTPS_PROXY@3\n"},
      {"[e.env, f.env]", "service a: A=1@3 B=2@3 C=1@3 | value_not_known HTTPS_PROXY@3\n"},
      {"g.env", "service a: no_proxy=a,@3 | value_not_known no_proxy@3\n"},
      {"{path: x}", "service a: | line_not_read@3\n"},
      {"[{required: false}]", "service a: | line_not_read@3\n"},
      {"[{path: e.env, format: new}]", "service a: | line_not_read@3\n"},
      {"[{path: f.env}, {path: no.env, required: false}]", "service a: B=2@3 C=@3\n"},
      {"[{path: raw.env, format: raw}]", "service a: A=\"1\" # x@3\n"},
      {"no.env", "service a: | file_not_read@3\n"},
      {"bad.env", "service a: | file_not_read@3\n"},
      {"closed.env", "service a: | file_not_read@3\n"},
      {"\"${X:?}\"", "service a: | line_not_read@3\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.written);
    CHECK(read("services:\n  a:\n    env_file: " + std::string(row.written) + "\n", files) ==
          row.result);
  }
  CHECK(read("services:\n  a:\n    env_file: f.env\n    environment:\n      B: 3\n", files) ==
        "service a: B=3@5 C=@3\n");
}

TEST_CASE("services that extend others") {
  const Texts files = {
      {"sub/o.yaml", "services:\n  b:\n    env_file: o.env\n    environment: [A=1, B=1]\n"},
      {"sub/o.env", "O=1\n"}};
  CHECK(read("services:\n  b:\n    environment: {A: 1}\n  a:\n    extends: b\n    environment:\n"
             "      B: 2\n") == "service b: A=1@3\nservice a: A=1@3 B=2@7\n");
  CHECK(read("services:\n  a:\n    extends: {file: sub/o.yaml, service: b}\n    environment:\n"
             "      B: 2\n",
             files) == "service a: O=1@3 A=1@3 B=2@5\n");
  CHECK(read("services:\n  a:\n    extends: {file: bad.yaml, service: b}\n",
             {{"bad.yaml", "services:\n  b:\n    environment:\n      HTTP_PROXY: ${X}\n"}}) ==
        "service a: HTTP_PROXY=@3 | value_not_known HTTP_PROXY@3\n");
  for (const std::string_view circle : {"extends: a", "extends: {service: no}",
                                        "extends: {file: no.yaml, service: x}", "extends: {}"}) {
    CAPTURE(circle);
    CHECK(read("services:\n  a:\n    " + std::string(circle) + "\n", files) ==
          "service a: | line_not_read@2\n");
  }
}

TEST_CASE("the place of a value that a service takes over from another file") {
  const Texts files = {
      {"sub/o.yaml",
       "services:\n  b:\n    extends: {file: deep/p.yaml, service: c}\n    env_file: o.env\n"
       "    environment: {http_proxy: x}\n    build:\n      args: [ftp_proxy=x]\n"},
      {"sub/o.env", "\nHTTPS_PROXY=x\nhttp_proxy=y\n"},
      {"sub/deep/p.yaml",
       "\nservices:\n  d: {environment: {no_proxy: x}}\n  c:\n    extends: d\n"
       "    environment: [HTTP_PROXY=x, no_grpc_proxy=x]\n"},
  };
  const std::string own = "services:\n  a:\n    extends: {file: sub/o.yaml, service: b}\n";
  const std::string places =
      "service a: HTTPS_PROXY at sub/o.env:2\nservice a: HTTP_PROXY at sub/deep/p.yaml:6\n"
      "service a: http_proxy at sub/o.yaml:5\nservice a: no_grpc_proxy at sub/deep/p.yaml:6\n"
      "service a: no_proxy at sub/deep/p.yaml:3\n";
  const std::string build = "service a, build: ftp_proxy at sub/o.yaml:7\n";
  CHECK(places_in(own, files) == places + build);
  CHECK(places_in(own + "    environment: {HTTP_PROXY: z}\n", files) ==
        "service a: HTTPS_PROXY at sub/o.env:2\nservice a: http_proxy at sub/o.yaml:5\n"
        "service a: no_grpc_proxy at sub/deep/p.yaml:6\n"
        "service a: no_proxy at sub/deep/p.yaml:3\n" +
            build);
  // Near misses: a service of the same file, and a path that may hold a password.
  CHECK(
      places_in("services:\n  b: {environment: {http_proxy: x}}\n  a: {extends: b}\n", {}).empty());
  const std::string secret = "http://user:password@host/o.yaml";
  CHECK(places_in("services:\n  a:\n    extends: {file: \"" + secret + "\", service: b}\n",
                  {{secret, "services:\n  b:\n    environment: {http_proxy: x}\n"}})
            .empty());
  // The lines of this file end where those of the others begin.
  CHECK(read("services: {a: {extends: {file: s, service: b}, environment: {A: 1}}}",
             {{"s", "services: {b: {environment: {B: 2}}}"}}) == "service a: B=2@1 A=1@1\n");
}

TEST_CASE("included files") {
  const Texts files = {
      {"s/o.yaml",
       "services:\n  b:\n    env_file: e.env\n    environment: {B: $P}\nx-a: {no_proxy: y}\n"},
      {"s/e.env", "E=1\n"},
      {"s/.env", "P=inner\n"},
      {"circle.yaml", "include: [circle.yaml]\n"}};
  CHECK(read("include:\n- s/o.yaml\n" + kService + "      A: 1\n", files) ==
        "service a: A=1@6\nservice b: E=1@2 B=inner@2 | line_not_read no_proxy@2\n");
  CHECK(read("include: [circle.yaml]\n", files) == "include: | file_not_read@1\n");
  const documents::Surroundings all = {
      [](const std::string&) -> Result<std::string> {
        return std::string("include: [a, b, c, d]\n");
      },
      [](std::string_view) -> std::optional<std::string> { return std::nullopt; }};
  const auto many =
      documents::read_document({"-", "include: [a]\n"}, sources::Format::compose_file, all);
  REQUIRE(!many);
}

TEST_CASE("what is said of an included file names it and its own line") {
  struct Row {
    std::string_view what;
    std::string include;
    std::string_view remark;
  };
  const Texts files = {
      {"plain.yaml", "services:\n  a:\n    image: x"},
      {"named.yaml", "services:\n  b:\n    image: x\nx-a: {no_proxy: y}\n"},
      {"sub/base.yaml", "services:\n  c:\n    enviroment: {A: 1}\n"},
      {"extends.yaml", "services:\n  d:\n    extends: {file: sub/base.yaml, service: c}\n"},
      {"outer.yaml", "\ninclude: [named.yaml]\n"},
      {"broken.yaml", "services:\n\ta: 1\n"},
      {"template.yaml", "services:\n{{ x }}\n"},
      {"none.yaml", "volumes: {}\n"},
      {"good.env", "A=1\nB=2\n"},
      {"later.env", "C=${A:?}\n"},
      {"broken.env", "# note\nD='x\n"},
      {"bad/o.yaml", "services: {a: {image: x}}\n"},
      {"bad/.env", "\nD='x\n"}};
  const Row rows[] = {
      {"a file alone", "[named.yaml]", "in named.yaml, line 4: "},
      {"the first of two", "[{path: [named.yaml, plain.yaml]}]", "in named.yaml, line 4: "},
      {"the second of two", "[{path: [plain.yaml, named.yaml]}]", "in named.yaml, line 4: "},
      {"the third", "[{path: [plain.yaml, plain.yaml, named.yaml]}]", "in named.yaml, line 4: "},
      {"one that the second of two extends", "[{path: [plain.yaml, extends.yaml]}]",
       "in extends.yaml, line 3: in sub/base.yaml, line 3: "},
      {"an include of the second of two", "[{path: [plain.yaml, outer.yaml]}]",
       "in outer.yaml, line 2: in named.yaml, line 4: "},
      {"no YAML", "[broken.yaml]", "in broken.yaml, which include names: is no YAML: line 2 "},
      {"no YAML, the second of two", "[{path: [plain.yaml, broken.yaml]}]",
       "in broken.yaml, which include names: is no YAML: line 2 "},
      {"a template, the second of two", "[{path: [plain.yaml, template.yaml]}]",
       "in template.yaml, which include names: is a template, since line 2 holds"},
      {"no services", "[none.yaml]", "in none.yaml, which include names: has no services"},
      {"a file of variables", "[{path: plain.yaml, env_file: broken.env}]",
       "in broken.env, which include names: line 2 "},
      {"the second file of variables", "[{path: plain.yaml, env_file: [good.env, broken.env]}]",
       "in broken.env, which include names: line 2 "},
      {"one that needs those before it", "[{path: plain.yaml, env_file: [good.env, later.env]}]",
       ""},
      {"one that lacks those before it", "[{path: plain.yaml, env_file: [later.env, good.env]}]",
       "in later.env, which include names: line 1 "},
      {".env beside it", "[bad/o.yaml]",
       "in bad/o.yaml, which include names: .env beside it, which Compose reads first: line 2 "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const std::string remarks = remarks_in("name: x\ninclude: " + row.include + "\n", files);
    CAPTURE(remarks);
    CHECK(remarks.empty() == row.remark.empty());
    CHECK(remarks.starts_with(row.remark.empty() ? "" : "2: " + std::string(row.remark)));
    CHECK(std::count(remarks.begin(), remarks.end(), '\n') == (row.remark.empty() ? 0 : 1));
  }
}

TEST_CASE("what is no Compose file") {
  CHECK(read("services:\n") == "error: has no services, which each Compose file has\n");
  CHECK(read("") == "error: has no services, which each Compose file has\n");
  CHECK(read("services: [a]\n") == "error: has no services, which each Compose file has\n");
  CHECK(read("services:\n{{- if .x }}\n  a: 1\n").find("template") != std::string::npos);
  CHECK(read("services:\n\ta: 1\n") == "error: is no YAML: line 2 cannot be read\n");
}

TEST_CASE("the file and the line in which the value of a proxy variable stands") {
  const Texts files = {{"a.env", "# note\nHTTP_PROXY=http://p:1\nOTHER=1\n"},
                       {"b.env", "HTTP_PROXY=http://q:1\n"},
                       {"raw.env", "A=1\n\nno_proxy=x\n"},
                       {"s/o.yaml",
                        "services:\n  b:\n    env_file: e.env\n    environment:\n"
                        "      ALL_PROXY: http://p:1\n"},
                       {"s/e.env", "\nHTTPS_PROXY=http://p:1\n"},
                       {"e.env", "HTTPS_PROXY=http://p:1\n"},
                       {"p.yaml", "services:\n  b:\n    image: x\n\n\n"},
                       {"q.yaml", "services:\n  b:\n    environment: {ALL_PROXY: http://q:1}"},
                       {"user:pw@host.env", "HTTP_PROXY=http://p:1\n"}};
  struct Row {
    std::string_view what;
    std::string text;
    std::string_view places;
  };
  const Row rows[] = {
      {"an env_file", "services:\n  a:\n    env_file: a.env\n",
       "service a: HTTP_PROXY at a.env:2\n"},
      {"the later one of two", "services:\n  a:\n    env_file: [a.env, b.env]\n",
       "service a: HTTP_PROXY at b.env:1\n"},
      {"format: raw", "services:\n  a:\n    env_file: [{path: raw.env, format: raw}]\n",
       "service a: no_proxy at raw.env:3\n"},
      {"one that environment overrides",
       "services:\n  a:\n    env_file: a.env\n    environment: {HTTP_PROXY: http://r:1}\n", ""},
      {"the Compose file itself", kService + "      HTTP_PROXY: http://p:1\n", ""},
      {"an included file, and what that names", "include: [s/o.yaml]\n",
       "service b: ALL_PROXY at s/o.yaml:5\nservice b: HTTPS_PROXY at s/e.env:2\n"},
      {"the second of two included files", "include: [{path: [p.yaml, s/o.yaml]}]\n",
       "service b: ALL_PROXY at s/o.yaml:5\nservice b: HTTPS_PROXY at e.env:1\n"},
      {"the first of two included files", "include: [{path: [s/o.yaml, p.yaml]}]\n",
       "service b: ALL_PROXY at s/o.yaml:5\nservice b: HTTPS_PROXY at s/e.env:2\n"},
      {"one that the second of two overrides", "include: [{path: [s/o.yaml, q.yaml]}]\n",
       "service b: ALL_PROXY at q.yaml:3\nservice b: HTTPS_PROXY at s/e.env:2\n"},
      {"a name that may hold a password", "services:\n  a:\n    env_file: user:pw@host.env\n", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(places_in(row.text, files) == row.places);
  }
}

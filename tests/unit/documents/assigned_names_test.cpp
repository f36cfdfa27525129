// SPDX-License-Identifier: Apache-2.0
#include "documents/assigned_names.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>

using namespace proxyenv;

namespace {

std::string found(std::string_view text) {
  std::string names;
  for (const documents::AssignedName& name : documents::assigned_names(text)) {
    CHECK(text.substr(name.offset, name.name.size()) == name.name);
    names.append(names.empty() ? "" : " ").append(name.name);
    if (name.likeness == documents::Likeness::near) names.append("?");
  }
  return names;
}

}  // namespace

TEST_CASE("names that a text gives a value") {
  struct Row {
    std::string_view text;
    std::string_view names;
  };
  const Row rows[] = {
      {"HTTP_PROXY=x", "HTTP_PROXY"},
      {"Http_Proxy=x", "Http_Proxy"},
      {"export https_proxy=http://p:1\nNO_PROXY=a make", "https_proxy NO_PROXY"},
      {"a; HTTPS_PROXYS=x", "HTTPS_PROXYS?"},
      {"export HTTPS_PROXY", "HTTPS_PROXY"},
      {"docker run -e HTTPS_PROXY -e no_proxy=x --env=ALL_PROXY x",
       "HTTPS_PROXY no_proxy ALL_PROXY"},
      {"--build-arg HTTP_PROXY --set A=1,HTTPS_PROXY=x", "HTTP_PROXY HTTPS_PROXY"},
      {"ENV HTTP_PROXY http://p:1", "HTTP_PROXY"},
      {"ARG https_proxy", "https_proxy"},
      {"set -gx http_proxy x", "http_proxy"},
      {"setx HTTP_PROXY x", "HTTP_PROXY"},
      {"$env:HTTPS_PROXY = \"x\"", "HTTPS_PROXY"},
      {"os.environ['HTTP_PROXY'] = 'x'", "HTTP_PROXY"},
      {"setenv(\"http_proxy\", \"x\", 1)", "http_proxy"},
      {"{\"HTTP_PROXY\": \"x\"}", "HTTP_PROXY"},
      {"a:\n  HTTP_PROXY: x\n  - no_proxy: y\n  NO_PROXY:\n", "HTTP_PROXY no_proxy NO_PROXY"},
      {"echo \"HTTPS_PROXY=x\" >> $GITHUB_ENV", "HTTPS_PROXY"},
      {"sudo HTTPS_PROXY=\\\n  x", "HTTPS_PROXY"},
      {"export\tHTTP_PROXY", "HTTP_PROXY"},
      {"{\"name\":\"HTTP_PROXY\",\"value\":\"x\"}", "HTTP_PROXY"},
      {"- op: add\n  value: {name: no_proxy, value: x}\n- name: HTTP_PROXY\n",
       "no_proxy HTTP_PROXY"},

      {"", ""},
      {"echo $HTTP_PROXY ${HTTPS_PROXY:=x} %HTTP_PROXY%=x", ""},
      {"if $HTTP_PROXY == x", ""},
      {"env.HTTP_PROXY == 'x'", ""},
      {"the HTTP_PROXY that programs read", ""},
      {"${{ secrets.HTTPS_PROXY }}", ""},
      {"MY_HTTP_PROXY_X=1", ""},
      {"httpProxy=x http-proxy=x proxy=x", ""},
      {"WSS_PROXY=x RSYNC_PROXY=y", ""},
      {"see HTTP_PROXY: it is read", ""},
      {"-export HTTP_PROXY x", ""},
      {"rename: HTTP_PROXY", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(found(row.text) == row.names);
  }
}

TEST_CASE("names that are like those of proxy variables") {
  using documents::Likeness;
  struct Row {
    std::string_view name;
    Likeness likeness;
  };
  const Row rows[] = {
      {"HTTP_PROXY", Likeness::same},
      {"Http_Proxy", Likeness::same},
      {"no_grpc_proxy", Likeness::same},
      {"HTTP_PROXYS", Likeness::near},
      {"HTTP_PROXY ", Likeness::near},
      {" https_proxy", Likeness::near},
      {"HTTPPROXY", Likeness::near},
      {"HTTP-PROXY", Likeness::near},
      {"\u041dTTP_PROXY", Likeness::near},  // a Cyrillic letter

      {"", Likeness::none},
      {"httpProxy", Likeness::none},
      {"http-proxy", Likeness::none},
      {"proxy", Likeness::none},
      {"socks_proxy", Likeness::none},
      {"MY_OWN_HTTP_PROXY", Likeness::none},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(documents::likeness_of(row.name) == row.likeness);
  }
}

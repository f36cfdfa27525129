// SPDX-License-Identifier: Apache-2.0
// What the models say of a variable, in the words of sentences.
#include "clients/consequences.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "clients/client_names.hpp"

using namespace proxyenv;

namespace {

// The `why` of each finding of that name and variable: "quotes HTTP_PROXY".
std::string why(const std::vector<std::string>& entries, std::string_view finding) {
  const Environment environment = Environment::own(entries);
  std::string text;
  for (const Finding& it : examine_with_clients(environment)) {
    const std::string name = std::string(row_of(it.kind).name) + " " + std::string(it.variable);
    if (name == finding) text.append(it.why);
  }
  return text;
}

}  // namespace

TEST_CASE("clients are named by as few words as mean them and no others") {
  struct Row {
    std::vector<std::string_view> clients;
    std::string_view words;
  };
  const Row rows[] = {
      {{}, ""},
      {{"curl"}, "curl"},
      {{"wget", "curl"}, "wget and curl"},
      {{"node"}, "Node's http"},
      {{"node-undici"}, "undici"},
      {{"node-fetch", "node-undici"}, "Node's fetch"},
      {{"node", "node-fetch", "node-undici"}, "Node"},
      {{"go"}, "Go"},
      {{"go", "grpc-go"}, "Go"},
      {{"google-genai", "python-httpx"}, "httpx"},
      {{"ruby-open-uri"}, "ruby-open-uri"},
      {{"python-aiohttp", "python-httpx", "python-requests", "python-urllib", "curl"},
       "Python and curl"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.words);
    CHECK(named_in_words(row.clients) == row.words);
  }
}

TEST_CASE("a finding says who fails, who goes direct and who does neither") {
  struct Row {
    std::vector<std::string> entries;
    std::string_view finding;
    std::string_view why;
  };
  const Row rows[] = {
      {{"http_proxy=\"http://p:1\""},
       "quotes http_proxy",
       "httpx, undici, perl-http-tiny, perl-lwp, php-composer and yt-dlp fail, even for exempt "
       "hosts; curl, Python's urllib, Ruby, Bun, BusyBox wget, Python requests, apt, axios, "
       "gaxios, git, npm, websockets, wget, Go, aiohttp and yarn-classic fail; gRPC, .NET, "
       "Chromium, Deno, "
       "Rust's reqwest, VS Code, aria2, ureq, websocket-client, apk-tools, pnpm and rustup go "
       "direct"},
      {{"HTTP_PROXY=http://p:1/x"},
       "path_in_proxy HTTP_PROXY",
       "undici and perl-http-tiny fail, even for exempt hosts; websockets fails; Chromium goes "
       "direct; the others that read it use it"},
      {{"https_proxy=http://p:1\r"},
       "carriage_return https_proxy",
       "httpx and php-composer fail, even for exempt hosts; curl, Python requests, git, wget, "
       "botocore, perl-http-tiny and ruby-open-uri fail; Go, Chromium, Deno, Rust's reqwest, "
       "aria2, "
       "ureq and apk-tools go direct; the others that read it use it"},
      {{"https_proxy=true"},
       "missing_scheme https_proxy",
       "undici, perl-http-tiny, perl-lwp and php-composer fail, even for exempt hosts; aiohttp, "
       "gaxios, npm, websockets, ruby-open-uri and yarn-classic fail; gRPC, VS Code, apt, "
       "websocket-client and "
       "apk-tools go direct; the others that read it use it"},
      // Yarn 1 takes 3128 for the host.
      {{"https_proxy=p:3128"},
       "missing_scheme https_proxy",
       "undici and perl-http-tiny fail, even for exempt hosts; aiohttp, Python requests, apt, "
       "gaxios, npm, websockets, perl-lwp, ruby-open-uri and yarn-classic fail; gRPC, VS Code, "
       "websocket-client and apk-tools go direct; the others that read it use it"},
      {{"https_proxy=http://p:1", "no_proxy=[::1]"},
       "ipv6_brackets_in_list no_proxy",
       "httpx fails"},
      {{"no_proxy=[::1"}, "bad_list_entry no_proxy", "httpx fails"},
      {{"no_proxy=10.0.0.0/33"}, "bad_list_entry no_proxy", "no client reads it"},
      {{"no_proxy=10.0.0/8"},
       "bad_list_entry no_proxy",
       "only Chromium, Python requests and aria2 read it"},
      {{"no_proxy=a..b"}, "bad_list_entry no_proxy", ""},
      {{"no_proxy=::1"}, "ipv6_address_in_list no_proxy", "httpx 0.24 until 0.24.1 fails"},
      {{"no_proxy=10.0.0.1"}, "ipv6_address_in_list no_proxy", ""},
      {{"no_proxy=a;b"}, "list_separators no_proxy", "most clients do not exempt all hosts in it"},
      {{"no_proxy=a, ,b"},
       "blank_list_entry no_proxy",
       "gRPC, perl-http-tiny and perl-lwp exempt every host"},
      {{"no_grpc_proxy=a,"}, "blank_list_entry no_grpc_proxy", "grpc-js exempts every host"},
      {{"no_proxy=a,b\r"},
       "carriage_return no_proxy",
       "curl, apt, git, grpc-js, ureq, websocket-client, wget, perl-http-tiny, perl-lwp and rustup "
       "do not exempt all hosts in it"},
      {{"HTTPS_PROXY=socks5://p:1080"},
       "socks_proxy HTTPS_PROXY",
       "Bun, botocore, perl-lwp and ruby-open-uri fail; ureq and apk-tools go direct; aiohttp, "
       "Chromium, axios, gaxios, grpc-go, websocket-client, Python's urllib, perl-http-tiny and "
       "yarn-classic speak HTTP to it; the others that read it use it"},
      {{"HTTPS_PROXY=https://p:1"},
       "tls_proxy HTTPS_PROXY",
       "yt-dlp fails, even for exempt hosts; perl-http-tiny and ruby-open-uri fail; aiohttp and "
       "apk-tools go direct; Chromium, grpc-go, websocket-client and Python's urllib speak HTTP to "
       "it; the "
       "others that read it use it"},
      // Nobody fails: the message says it all.
      {{"https_proxy=http://p:1", "no_proxy=a"}, "missing_upper_spelling HTTPS_PROXY", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.finding);
    CHECK(why(row.entries, row.finding) == row.why);
  }
}

TEST_CASE("a client that fails is named by an error about the variable that it fails on") {
  struct Row {
    std::vector<std::string> entries;
    std::string_view net;  // what the last net says; empty: another error names the client
  };
  const Row rows[] = {
      {{"no_proxy=[::1"}, ""},
      {{"no_proxy=."}, ""},
      {{"no_proxy=http://a"}, ""},
      {{"no_proxy=://:r/"},
       "no_proxy makes httpx fail: InvalidURL at Client() for an entry of the list"},
      // The error about the other entry names no client that fails.
      {{"no_proxy=://:r/,."},
       "no_proxy makes httpx fail: InvalidURL at Client() for an entry of the list"},
      // urllib asks https_proxy for the way to the proxy for FTP, whose port is at fault.
      {{"FTP_PROXY=https://:x", "https_proxy=http://p:1"}, ""},
      {{"FTP_PROXY=https://y:x", "https_proxy=http://p:1"}, ""},
      {{"FTP_PROXY=https://y:1", "https_proxy=http://p:1"}, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.entries.front());
    const Environment environment = Environment::own(row.entries);
    std::string net;
    for (const Finding& it : examine_with_clients(environment)) {
      if (it.kind == FindingKind::client_fails) net.append(it.message);
    }
    CHECK(net == row.net);
  }
}

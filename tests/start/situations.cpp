// SPDX-License-Identifier: Apache-2.0
#include "start/situations.hpp"

#include "core/family.hpp"

namespace proxyenv::testing {

namespace {

// --- proxies, piece by piece -------------------------------------------------------------------

constexpr std::array<std::string_view, 6> kSchemes = {"http://", "http://", "http://",
                                                      "http://", "http://", "socks5h://"};
constexpr std::array<std::string_view, 8> kOddSchemes = {
    "socks5://", "https://", "HTTP://", "", "socks4://", "http:/", "http:///", "ftp://"};
constexpr std::array<std::string_view, 8> kCredentials = {
    "", "", "", "", "u:p@", "user@", "u%40corp:p%2F%7e@", "a-b.c_d~:e:f@"};
constexpr std::array<std::string_view, 16> kOddCredentials = {
    "@",     ":@",      ":p@",    "u:p!@",  "u@v:p@",  "u:%4@",  "u:%zz@",      "a:1,b@",
    "u;v:@", "u:p\"q@", "u:%c3@", "u:%01@", "u%3a:p@", "u:%7F@", "u:\xc3\xa4@", "DOMAIN\\u:p@"};
constexpr std::array<std::string_view, 6> kHosts = {"proxy.test", "proxy", "10.0.0.1",
                                                    "Proxy.TEST", "a_b-c", "localhost"};
constexpr std::array<std::string_view, 8> kOddHosts = {"[::1]", "",       ".proxy", "-proxy",
                                                       "a..b",  "proxy.", "p%41",   "pr oxy"};
constexpr std::array<std::string_view, 4> kPorts = {":3128", ":8080", ":1", ":65535"};
constexpr std::array<std::string_view, 8> kOddPorts = {"",     ":",       ":0",     ":65536",
                                                       ":080", ":123456", ":3128a", ":99999999999"};
constexpr std::array<std::string_view, 5> kEnds = {"", "", "", "", "/"};
constexpr std::array<std::string_view, 6> kOddEnds = {"//", "/x", "?", "#", " ", "/@h"};

// --- lists -------------------------------------------------------------------------------------

constexpr std::array<std::string_view, 16> kEntries = {
    "localhost", "127.0.0.1",   "127.0.0.1/8", "127.0.0.0/8",  ".corp",    "*.corp",
    "::1",       "fd00::/8",    "10.0.0.0/8",  "db",           "api.corp", "localhost.corp",
    "db:5432",   "*.localhost", "127.0.0.10",  "http://u:p@h/"};
constexpr std::array<std::string_view, 12> kOddEntries = {
    "*", "*.", "**.x", "*x", "Corp", "", "[::1]", "\"db\"", "'db", "d*b", "\xc3\xa4", "a@b"};
constexpr std::array<std::string_view, 6> kOddSeparators = {", ", " ", ";", "|", ",,", ",\r\n"};

// --- the rest ----------------------------------------------------------------------------------

constexpr std::array<std::string_view, 10> kSearchPaths = {
    "/nonexistent/a:/nonexistent/b",
    "/nonexistent",
    "nonexistent:.",
    "/nonexistent/a::b",
    "",
    ":",
    ":/nonexistent",
    "/nonexistent/a:",
    "/nonexistent/a:/nonexistent/b:/nonexistent/c:d",
    "::"};
constexpr std::array<std::string_view, 12> kOthers = {"HOME=/root",
                                                      "",
                                                      "=",
                                                      "=x",
                                                      "http_proxy",
                                                      "PATH",
                                                      "NO_EQUALS",
                                                      "Http_Proxy=http://x:1",
                                                      "HTTPS_PROXYX",
                                                      "BYTES=\xff\xfe\x1b",
                                                      "P",
                                                      "no_proxy_x=1"};
constexpr std::array<std::string_view, 8> kDeciding = {
    "REQUEST_METHOD=GET", "REQUEST_METHOD=",  "GATEWAY_INTERFACE=CGI/1.1", "PROXYENV_OFF=1",
    "PROXYENV_X=1",       "PROXYENV_PROXY=x", "GRPC_PROXY=http://g:1",     "GRPC_PROXY="};
constexpr std::array<std::string_view, 8> kCommands = {
    "nonexistent", "/nonexistent/program", "./nonexistent", "a/b", "show", "run", "--help", "-"};
constexpr std::array<std::string_view, 10> kOddWords = {
    "", "-", "-v", "--", "run", "show", "dify", "--proxy", "--strict", "--version"};

}  // namespace

std::string Situations::proxy() {
  if (dice_.one_in(14)) return "";
  std::string value = plain_or_odd(kSchemes, kOddSchemes);
  value.append(plain_or_odd(kCredentials, kOddCredentials));
  std::string host = plain_or_odd(kHosts, kOddHosts);
  if (dice_.one_in(100)) host = std::string(dice_.one_in(2) ? 253 : 254, 'h');
  if (dice_.one_in(200)) host = std::string(dice_.below(9000), 'h');
  value.append(host).append(plain_or_odd(kPorts, kOddPorts));
  return value.append(plain_or_odd(kEnds, kOddEnds));
}

std::string Situations::list() {
  if (dice_.one_in(12)) return "";
  std::string value;
  const std::size_t entries = 1 + dice_.below(dice_.one_in(100) ? 2000 : 6);
  for (std::size_t i = 0; i < entries; ++i) {
    if (i > 0) value.append(dice_.one_in(60) ? dice_.pick(kOddSeparators) : ",");
    value.append(plain_or_odd(kEntries, kOddEntries));
  }
  return value;
}

std::string Situations::search_path() {
  if (!dice_.one_in(30)) return dice_.pick(kSearchPaths);
  return "/nonexistent:/" + std::string(dice_.below(9000), 'd') + ":/nonexistent";
}

std::string Situations::other_entry() {
  if (dice_.one_in(120)) return dice_.pick(kDeciding);
  if (dice_.one_in(3)) return "PATH=" + search_path();
  return dice_.pick(kOthers);
}

Strings Situations::words() {
  Strings words;
  if (dice_.one_in(200)) return words;
  words.emplace_back("proxyenv");
  if (dice_.one_in(20)) words.push_back(dice_.pick(kOddWords));
  if (dice_.one_in(2)) words.emplace_back("--");
  if (dice_.one_in(40)) words.push_back(dice_.pick(kOddWords));
  if (dice_.one_in(60)) {
    words.emplace_back(250 + dice_.below(10), 'w');
  } else {
    words.push_back(dice_.pick(kCommands));
  }
  for (std::size_t more = dice_.below(3); more > 0; --more) words.push_back(dice_.pick(kOddWords));
  return words;
}

Strings Situations::environment() {
  if (dice_.one_in(8)) return odd_.environment();
  Strings entries;
  const auto add_some = [&] {
    for (std::size_t i = dice_.below(dice_.one_in(50) ? 500 : 3); i > 0; --i) {
      entries.push_back(other_entry());
    }
  };
  const std::string shared_proxy = proxy();
  for (const FamilyRow& row : kFamilies) {
    add_some();
    if (dice_.one_in(3)) continue;
    const std::string value = row.is_list ? list() : dice_.one_in(3) ? proxy() : shared_proxy;
    const bool is_grpc_source = row.family == Family::grpc && !dice_.one_in(60);
    const bool both = dice_.one_in(2);
    const bool lower_first = dice_.one_in(2);
    for (const bool lower : {lower_first, !lower_first}) {
      const std::string_view name = lower ? row.lower : row.upper;
      if (name.empty() || (!lower && is_grpc_source) || (!both && lower != lower_first)) continue;
      const bool differs = dice_.one_in(40);
      entries.push_back(std::string(name) + "=" +
                        (!differs      ? value
                         : row.is_list ? list()
                                       : proxy()));
      if (dice_.one_in(80)) entries.push_back(entries.back());
    }
  }
  add_some();
  return entries;
}

Situation Situations::next() {
  Situation situation;
  situation.words = words();
  situation.environment = environment();
  situation.errors = dice_.below(1'000'000);
  return situation;
}

// --- environments that people have -------------------------------------------------------------

namespace {

constexpr std::array<std::string_view, 5> kRealHosts = {
    "proxy.corp.example", "10.20.0.5", "host.docker.internal", "squid", "proxy-eu-1.example.com"};
constexpr std::array<std::string_view, 4> kRealPorts = {"3128", "8080", "7890", "80"};
constexpr std::array<std::string_view, 6> kRealCredentials = {
    "", "", "", "", "svc-build:s3cr3t@", "jane.doe:p%40ssw0rd@"};
constexpr std::array<std::string_view, 5> kMistakes = {"localhost, 127.0.0.1, .corp",
                                                       "\"localhost,127.0.0.1\"", "localhost;.corp",
                                                       "Localhost,.Corp.Example", "*"};

// Docker's page on proxies has `*.test.example.com,.example.org,127.0.0.0/8`.
constexpr std::array<std::string_view, 4> kUsualLists = {
    "localhost,127.0.0.1", "*.test.example.com,.example.org,127.0.0.0/8",
    "localhost,127.0.0.1,.corp.example,10.0.0.0/8,192.168.0.0/16", "localhost,127.0.0.1,::1"};
constexpr std::array<std::string_view, 2> kPodLists = {
    "localhost,127.0.0.1,.svc,.cluster.local,10.96.0.0/12,172.16.0.0/12,kubernetes.default",
    "10.0.0.0/8,192.168.0.0/16,127.0.0.1,localhost,.svc,.cluster.local,169.254.169.254"};
constexpr std::array<std::string_view, 2> kDifyLists = {
    "localhost,127.0.0.1,db_postgres,redis,weaviate,plugin_daemon,ssrf_proxy,sandbox,api",
    "localhost,127.0.0.1,sandbox,plugin_daemon"};

void fill(Strings& entries, std::size_t count, std::string_view prefix) {
  for (std::size_t i = 0; i < count; ++i) {
    entries.push_back(std::string(prefix) + std::to_string(i) + "=value of " + std::to_string(i));
  }
}

}  // namespace

std::string RealisticEnvironments::proxy() {
  std::string value = "http://" + dice_.pick(kRealCredentials) + dice_.pick(kRealHosts) + ":" +
                      dice_.pick(kRealPorts);
  if (dice_.one_in(10)) value.push_back('/');
  return dice_.one_in(50) ? value.substr(7) : value;
}

std::string RealisticEnvironments::list(std::string_view form) {
  if (dice_.one_in(50)) return dice_.pick(kMistakes);
  if (form == "pod") return dice_.pick(kPodLists);
  if (form == "dify") return dice_.pick(kDifyLists);
  return dice_.pick(kUsualLists);
}

void RealisticEnvironments::set(Strings& entries, std::string_view name, const std::string& value) {
  entries.push_back(std::string(name) + "=" + value);
}

Strings RealisticEnvironments::of_kind(std::size_t kind) {
  Strings entries = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                     "HOSTNAME=4f1c2d", "HOME=/root"};
  const std::string url = proxy();
  switch (kind) {
    case 0: {
      const std::string exempt = list("");
      for (const std::string_view name :
           {"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"}) {
        set(entries, name, url);
      }
      if (dice_.one_in(5)) break;
      set(entries, "NO_PROXY", exempt);
      set(entries, "no_proxy", exempt);
      break;
    }
    case 1:
      if (!dice_.one_in(4)) set(entries, "HTTP_PROXY", url);
      set(entries, "HTTPS_PROXY", url);
      if (!dice_.one_in(4)) set(entries, "NO_PROXY", list(""));
      fill(entries, 20, "SETTING_");
      break;
    case 2: {
      // src/dify/setup/containers.cpp: api has no proxy for http; others may have both.
      const std::string squid = "http://ssrf_proxy:3128";
      const std::string exempt = list("dify");
      const bool with_http = dice_.one_in(2);
      for (const std::string_view name : {"HTTP_PROXY", "http_proxy"}) {
        set(entries, name, with_http ? squid : "");
      }
      for (const std::string_view name : {"HTTPS_PROXY", "https_proxy"}) set(entries, name, squid);
      for (const std::string_view name : {"NO_PROXY", "no_proxy"}) set(entries, name, exempt);
      fill(entries, 250, "PLUGIN_");
      break;
    }
    case 3:
      set(entries, "HTTP_PROXY", url);
      set(entries, "HTTPS_PROXY", url);
      set(entries, "NO_PROXY", list("pod"));
      set(entries, "KUBERNETES_SERVICE_HOST", "10.96.0.1");
      set(entries, "KUBERNETES_PORT_443_TCP", "tcp://10.96.0.1:443");
      fill(entries, 120, "GATEWAY_SERVICE_PORT_");
      break;
    case 4:
      set(entries, "http_proxy", url);
      set(entries, "https_proxy", url);
      if (dice_.one_in(2)) set(entries, "all_proxy", "socks5://127.0.0.1:7890");
      if (!dice_.one_in(3)) set(entries, "no_proxy", list(""));
      set(entries, "TERM", "xterm-256color");
      set(entries, "LS_COLORS", std::string(1500, ':'));
      set(entries, "SSH_AUTH_SOCK", "/run/user/1000/ssh");
      break;
    default:
      fill(entries, 30, "HOST_");
      break;
  }
  return entries;
}

}  // namespace proxyenv::testing

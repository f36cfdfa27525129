// SPDX-License-Identifier: Apache-2.0
#include "laws/generator.hpp"

#include "core/exemption_groups.hpp"
#include "core/family.hpp"

namespace proxyenv::testing {

namespace {

constexpr std::array<std::string_view, 16> kSchemes = {
    "http://",  "http://",   "http://",    "http://",  "http://", "",       "",       "HTTP://",
    "https://", "socks5://", "socks5h://", "socks://", "ftp://",  "htp://", "http:/", "//"};
constexpr std::array<std::string_view, 14> kHosts = {
    "proxy",      "proxy.test", "PROXY.test",    "10.0.0.1",    "127.0.0.1",
    "localhost",  "[fd00::1]",  "fd00::1",       "my_proxy",    "",
    "proxy test", "-proxy",     "proxy\x1b[31m", "pr\xc3\xb6xy"};
constexpr std::array<std::string_view, 10> kPorts = {":3128", ":3128", ":3128",  ":8080", ":1",
                                                     "",      ":0",    ":65536", ":",     ":31x8"};
constexpr std::array<std::string_view, 8> kPaths = {"", "", "", "", "/", "/", "/path", "?x#y"};
// U+044F, raw and percent-encoded, is beyond Latin-1. `%3A`, `%01` and `%FF` some clients do not
// send.
constexpr std::array<std::string_view, 17> kReserved = {
    "@",        "/",      "#",    "?",  ":",  "%",   "%40", " ",  "[",
    "\xd1\x8f", "%D1%8F", "\xff", "\"", "\\", "%3A", "%01", "%FF"};
constexpr std::array<std::string_view, 26> kEntries = {"localhost",
                                                       "127.0.0.1",
                                                       "::1",
                                                       "[::1]",
                                                       "10.0.0.0/8",
                                                       "fd00::/8",
                                                       "example.test",
                                                       ".example.test",
                                                       "*.example.test",
                                                       "EXAMPLE.test",
                                                       "*",
                                                       "a",
                                                       "b",
                                                       "c",
                                                       "d:8080",
                                                       "",
                                                       "http://e.test",
                                                       "\"f\"",
                                                       "'g",
                                                       "h\r",
                                                       "\x1b[2J",
                                                       "i\xff",
                                                       "*j",
                                                       "127.0.0.0/8",
                                                       "k.",
                                                       "."};
constexpr std::array<std::string_view, 12> kSeparators = {",", ",", ",", ",",  ", ", " ,",
                                                          " ", ";", "|", ",,", "\t", "\n"};
constexpr std::array<std::string_view, 10> kOthers = {"PATH=/bin",
                                                      "HOME=/root",
                                                      "",
                                                      "=",
                                                      "=x",
                                                      "http_proxy",
                                                      "NO_EQUALS",
                                                      "dotted.name=1",
                                                      "Http_Proxy=http://x:1",
                                                      "BYTES=\xff\xfe\x1b"};

}  // namespace

std::string Generator::credentials() {
  if (one_in(2)) return "";
  std::string text = pick(kSecrets);
  if (one_in(4)) text.append(pick(kReserved)).append(pick(kSecrets));
  if (!one_in(6)) {
    text.append(":").append(pick(kSecrets));
    while (one_in(3)) text.append(pick(kReserved)).append(pick(kSecrets));
  }
  return text.append("@");
}

// Blanks, a carriage return or quotes around a value, as files and copied lines leave them.
std::string Generator::wrapped(std::string value) {
  constexpr std::array<std::string_view, 6> kQuotes = {"\"", "'", "\"", "'", " ", ""};
  constexpr std::array<std::string_view, 6> kBlanks = {" ", "\r", "\n", "\t", "\r\n", "  "};
  if (one_in(6)) {
    const std::string quote = pick(kQuotes);
    value = quote + value + (one_in(6) ? pick(kQuotes) : quote);
  }
  if (one_in(8)) value.append(pick(kBlanks));
  if (one_in(10)) value.insert(0, pick(kBlanks));
  return value;
}

std::string Generator::proxy_value() {
  if (one_in(8)) return "";
  if (one_in(20)) return wrapped("");
  if (one_in(30)) return pick(kEntries);
  // Without the host, and without the `@`.
  if (one_in(30)) return wrapped("http://" + pick(kSecrets) + ":" + pick(kSecrets));
  const std::string credentials_part = credentials();
  std::string host = pick(kHosts);
  std::string port = pick(kPorts);
  // Without text after the `@`. If the password also has an `@`, a part of it is then in the place
  // of the host.
  if (!credentials_part.empty() && one_in(12)) host = port = "";
  std::string value = pick(kSchemes) + credentials_part + host + port + pick(kPaths);
  return wrapped(std::move(value));
}

std::string Generator::list_value() {
  if (one_in(10)) return "";
  if (one_in(30)) return wrapped("http://" + pick(kSecrets) + ":" + pick(kSecrets) + "@proxy:1");
  std::string list;
  const std::size_t entries = below(6);
  for (std::size_t i = 0; i < entries; ++i) {
    if (i > 0) list.append(pick(kSeparators));
    list.append(one_in(25) ? "http://" + credentials() + "x" : pick(kEntries));
  }
  if (one_in(8)) list.append(pick(kSeparators));
  return wrapped(std::move(list));
}

std::string Generator::other_entry() {
  if (one_in(12)) return "REQUEST_METHOD=GET";
  if (one_in(20)) return "GATEWAY_INTERFACE=";
  return pick(kOthers);
}

// The variables that --also writes and reads.
std::string Generator::client_option_entry() {
  constexpr std::array<std::string_view, 7> kNames = {
      "JAVA_TOOL_OPTIONS=",  "JAVA_TOOL_OPTIONS=", "JDK_JAVA_OPTIONS=",      "_JAVA_OPTIONS=",
      "NODE_USE_ENV_PROXY=", "NODE_OPTIONS=",      "ELECTRON_GET_USE_PROXY="};
  constexpr std::array<std::string_view, 13> kWords = {
      "-Daether.connector.http.useSystemProperties=",
      "-Xmx1g",
      "-Dx='a b'",
      "'",
      "\"",
      "-Dhttp.proxyHost=h",
      "-Dhttps.proxyHost=",
      "-Dhttp.nonProxyHosts=a|b",
      "1",
      "0",
      "--use-env-proxy",
      "--no-use-env-proxy",
      "\x1b\xff"};
  std::string entry = pick(kNames);
  for (std::size_t words = below(3); words > 0; --words) {
    entry.append(one_in(4) ? "-Dhttp.proxyPassword=" + pick(kSecrets) : pick(kWords));
    if (one_in(2)) entry.append(" ");
  }
  return entry;
}

std::vector<std::string> Generator::environment() {
  std::vector<std::string> entries;
  // Values that are used repeatedly, so that spellings often agree: proxies, lists.
  std::array<std::vector<std::string>, 2> recents;
  const std::size_t count = below(12);
  for (std::size_t i = 0; i < count; ++i) {
    if (one_in(4)) {
      entries.push_back(one_in(4) ? client_option_entry() : other_entry());
      continue;
    }
    const FamilyRow& row = kFamilies[below(kFamilyCount)];
    const bool upper = one_in(2) && !row.upper.empty();
    std::string value;
    std::vector<std::string>& recent = recents[row.is_list ? 1 : 0];
    if (!recent.empty() && one_in(3)) {
      value = recent[below(recent.size())];
    } else {
      value = row.is_list ? list_value() : proxy_value();
      recent.push_back(value);
    }
    entries.push_back(std::string(upper ? row.upper : row.lower) + "=" + value);
  }
  return entries;
}

Policy Generator::policy() {
  Policy policy;
  if (one_in(2)) return policy;
  if (one_in(4)) {
    policy.proxy = "http://" + pick(kSecrets) + ":" + pick(kSecrets) + "@" +
                   (one_in(4) ? "localhost:9" : "option:9");
  }
  if (one_in(4)) {
    policy.exempt = expand_exemptions(one_in(2) ? "exempt.test,*.wild.test,localhost,127.0.0.1"
                                                : "EXEMPT.test,CORP,*.Wild.test,FD00::1,@loopback")
                        .value();
  }
  if (one_in(3)) policy.prefer = one_in(2) ? Case::lower : Case::upper;
  policy.fill_empty = !one_in(4);
  policy.repair = !one_in(4);
  policy.portable = one_in(4);
  policy.leave_out_ipv6_networks = one_in(4);
  if (one_in(4)) policy.loopback_proxy = one_in(2) ? "gateway.test" : "[fd00::9]";
  for (const ToldClientRow& row : kToldClients) {
    if (one_in(3)) policy.also.add(row.client);
  }
  if (one_in(4)) {
    policy.only = FamilySelection::none();
    for (const FamilyRow& row : kFamilies) {
      if (one_in(2)) policy.only.add(row.family);
    }
    if (policy.only.holds(Family::grpc)) policy.only.add(Family::no_grpc);  // as --only does
  }
  return policy;
}

}  // namespace proxyenv::testing

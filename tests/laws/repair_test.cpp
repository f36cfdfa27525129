// SPDX-License-Identifier: Apache-2.0
// Law 10, no guess. A mended proxy has the host and the port that a person sees in the value as
// it was given, and the user and the password that stand in it unencoded, for every client. What is
// not one proxy stays byte for byte, and an error names the variable.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "clients/catalog.hpp"
#include "core/plan/plan.hpp"
#include "core/repair_proxy.hpp"
#include "laws/generator.hpp"
#include "laws/settings.hpp"
#include "support/client_words.hpp"
#include "support/environment_strings.hpp"
#include "text/ascii.hpp"
#include "text/display.hpp"
#include "text/percent.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

struct Seen {
  std::string front;  // all before the last `@`, without the scheme
  std::string user;
  std::string password;
  std::string host;
  std::string port;
};

// Reads as a person does, from right to left, and independently of src/core: the host stands behind
// the last `@`.
Seen as_a_person_reads(std::string_view value) {
  constexpr std::string_view kRound = " \t\r\n\"'";
  value.remove_prefix(std::min(value.find_first_not_of(kRound), value.size()));
  value = value.substr(0, value.find_last_not_of(kRound) + 1);
  const std::size_t at = value.rfind('@');
  const std::size_t scheme_end = value.find("://");
  const std::size_t begin = scheme_end == std::string_view::npos ? 0 : scheme_end + 3;
  Seen seen;
  std::string_view tail = value.substr(begin);
  if (at != std::string_view::npos) {
    tail = value.substr(at + 1);
    if (at > begin) seen.front = value.substr(begin, at - begin);
  }
  tail = tail.substr(0, tail.find_first_of("/?#"));
  const std::size_t colon =
      tail.find(':', tail.find(']') == std::string_view::npos ? 0 : tail.find(']'));
  seen.host = tail.substr(0, colon);
  if (colon != std::string_view::npos) seen.port = tail.substr(colon + 1);
  const std::size_t password = seen.front.find(':');
  seen.user = seen.front.substr(0, password);
  if (password != std::string::npos) seen.password = seen.front.substr(password + 1);
  return seen;
}

// What a person takes for the name of a user: no blank, quote, bracket, `=` or separator.
bool is_a_name(std::string_view user) {
  return user.find_first_of(" \t\"'`<>{}[]()=,;|/?#$&!*^:") == std::string_view::npos;
}

bool is_same_credential(const std::string& given, const std::string& mended) {
  return given == mended || given == percent_decoded(mended);
}

std::string fault_of_repair(std::string_view given, std::string_view mended) {
  const Seen before = as_a_person_reads(given);
  const Seen after = as_a_person_reads(mended);
  if (before.host != after.host || before.port != after.port) return "another host or port";
  const bool is_same = is_same_credential(before.user, after.user) &&
                       is_same_credential(before.password, after.password);
  if (!is_same) return "another user or password";
  const bool is_encoded = before.front != after.front && !after.front.empty();
  if (is_encoded && !is_a_name(before.user)) return "an odd user";
  if (before.front.find("://") != std::string::npos) return "a second scheme in the credentials";
  return "";
}

// Every client that uses the mended value goes where a person sees the proxy.
std::string fault_of_routes(std::string_view given, const std::string& mended) {
  const Seen seen = as_a_person_reads(given);
  std::vector<std::string> entries;
  for (const std::string_view name :
       {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "grpc_proxy", "all_proxy"}) {
    entries.push_back(std::string(name) + "=" + mended);
  }
  const Environment environment = Environment::own(entries);
  const std::string expected = ascii::lowered(seen.host) + ":" + seen.port;
  for (const Client* const client : all_clients()) {
    const auto target = parse_target(std::string(scheme_of(*client)) + "://nowhere.invalid");
    const Route route = client->compile(environment, newest_version(*client))(target.value());
    if (route.kind != RouteKind::proxy) continue;
    const std::string host = ascii::lowered(route.proxy.substr(route.proxy.find("://") + 3));
    const bool is_there = seen.port.empty() ? host.starts_with(expected) : host == expected;
    if (!is_there) return std::string(client->name) + " goes to " + route.proxy;
  }
  return "";
}

// Values that are not one proxy, of each kind, with whatever else may stand in them.
class HostileValues {
 public:
  explicit HostileValues(std::uint64_t seed) : engine_(seed) {}

  std::string next() {
    std::string value = broken();
    if (below(4) == 0) value = "\"" + value + "\"";
    if (below(4) == 0) value += pick({" ", "\r\n", "\t"});
    return value;
  }

 private:
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  std::string pick(const std::vector<std::string>& choices) {
    return choices[below(choices.size())];
  }
  std::string scheme() { return pick({"http://", "https://", "HTTP://", "socks5://"}); }
  std::string host_and_port() {
    return pick({"h", "proxy.test", "10.0.0.1", "[fd00::1]"}) + ":3128";
  }
  std::string user() { return pick({"alice", "a@corp.test", "DOM\\bob", "j\xc3\xb6rg"}); }
  std::string password() {
    return pick({"pw", "p@ss", "p#w", "p/w", "p%40w", "100%", "p s", "\xd0\xbf"});
  }
  std::string credentials() { return user() + ":" + password() + "@"; }
  std::string proxy(bool with_scheme) {
    return (with_scheme ? scheme() : "") + (below(3) == 0 ? "" : credentials()) + host_and_port();
  }
  std::string look_alike() {
    return pick({"\xef\xbb\xbf", "\xc2\xa0", "\xe2\x80\x8b", "\xe2\x80\x9c", "\xe2\x80\x99",
                 "\xef\xbc\xa0", "\xef\xbc\x9a", "\xe3\x80\x80", "\xc2\xab"});
  }

  std::string broken() {
    switch (below(9)) {
      case 7:  // a line of YAML, a mistyped scheme
        return pick({"proxy: ", "https_proxy: ", "proxy:", "htp:"}) + credentials() +
               host_and_port();
      case 0:  // a second scheme
        return scheme() + proxy(true);
      case 1:  // an assignment
        return pick({"", "export ", "set ", "ENV ", "-e "}) +
               pick({"HTTP_PROXY", "https_proxy", "no_proxy", "X"}) + "=" + proxy(below(2) == 0);
      case 2:  // a command, an answer of a PAC file
        return pick({"curl -x ", "PROXY ", "HTTPS ", "git config --global http.proxy ",
                     "wget -e "}) +
               proxy(below(2) == 0);
      case 3:  // two proxies
        return proxy(below(2) == 0) + pick({",", ";", "|", " ", ", ", "\n"}) + proxy(below(2) == 0);
      case 4:  // another variable behind the value
        return proxy(true) + pick({" ", ";", "\n"}) + "HTTPS_PROXY=" + proxy(below(2) == 0);
      case 5:  // characters that nobody sees, or that look like ASCII
        return with_look_alike(proxy(below(2) == 0));
      case 6:  // credentials in front of the scheme
        return credentials() + scheme() + (below(2) == 0 ? credentials() : "") + host_and_port();
      default:  // a variable that nobody expanded
        return scheme() + pick({"${USER}:${PASS}", "{{user}}:p", "%USER%:%PASS%"}) + "@" +
               host_and_port();
    }
  }

  // In front, behind, or round the user.
  std::string with_look_alike(const std::string& value) {
    const std::size_t scheme_end = value.find("://");
    const std::size_t begin = scheme_end == std::string::npos ? 0 : scheme_end + 3;
    const std::array<std::size_t, 3> places = {0, begin, value.size()};
    std::string changed = value;
    return changed.insert(places[below(places.size())], look_alike());
  }

  std::mt19937_64 engine_;
};

}  // namespace

TEST_CASE("10. no guess: a mended proxy is the one that a person sees, for every client") {
  Generator generator(seed());
  std::uint64_t mended = 0;
  std::uint64_t encoded = 0;
  for (std::uint64_t number = 0; number < environment_count(); ++number) {
    for (const std::string& entry : generator.environment()) {
      const auto variable = split_entry(entry);
      if (!variable || !ascii::ends_with_ignoring_case(variable->name, "_proxy") ||
          ascii::lowered(variable->name).starts_with("no_")) {
        continue;
      }
      const RepairedProxy repaired = repair_proxy(variable->value);
      if (repaired.blank || repaired.repairs == Repair::none) continue;
      ++mended;
      if (has(repaired.repairs, Repair::credentials)) ++encoded;
      CAPTURE(escape_for_display(variable->value));
      CAPTURE(escape_for_display(repaired.value));
      CHECK(fault_of_repair(variable->value, repaired.value) == "");
      if (mended % 8 == 0) CHECK(fault_of_routes(variable->value, repaired.value) == "");
    }
  }
  CHECK(mended > environment_count() / 6);
  CHECK(encoded > environment_count() / 50);
}

TEST_CASE(
    "10b. no guess: what is not one proxy stays byte for byte, is copied nowhere, and is told") {
  HostileValues values(seed());
  for (std::uint64_t number = 0; number < environment_count(); ++number) {
    const std::string value = values.next();
    const Environment before = Environment::own({"HTTPS_PROXY=" + value});
    const Plan plan = make_plan(before, {});
    CAPTURE(escape_for_display(value));
    CHECK(strings_of(apply(before, plan)) == strings_of(before));
    const bool is_told =
        std::any_of(plan.findings.begin(), plan.findings.end(), [](const Finding& finding) {
          return finding.variable == "HTTPS_PROXY" &&
                 row_of(finding.kind).severity == Severity::error &&
                 row_of(finding.kind).printed_by_run;
        });
    CHECK(is_told);
  }
}

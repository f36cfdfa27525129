// SPDX-License-Identifier: Apache-2.0
#include "core/spelling.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <vector>

using namespace proxyenv;

namespace {
std::string state_of(std::vector<std::string> entries, Family family, bool repair = true) {
  const Environment environment = Environment::own(std::move(entries));
  switch (Spellings(environment, {.repair = repair}).of(family, Case::lower).state) {
    case SpellingState::absent:
      return "absent";
    case SpellingState::empty:
      return "empty";
    case SpellingState::blank:
      return "blank";
    case SpellingState::ambiguous:
      return "ambiguous";
    case SpellingState::unusable:
      return "unusable";
    case SpellingState::set:
      return "set";
  }
  return "?";
}
}  // namespace

TEST_CASE("unset, empty, blank and set are different states") {
  CHECK(state_of({}, Family::http) == "absent");
  CHECK(state_of({"http_proxy"}, Family::http) == "absent");
  CHECK(state_of({"Http_Proxy=http://p:1"}, Family::http) == "absent");
  CHECK(state_of({"http_proxy="}, Family::http) == "empty");
  CHECK(state_of({"http_proxy=\"\""}, Family::http) == "blank");
  CHECK(state_of({"http_proxy=", "http_proxy= "}, Family::http) == "blank");
  CHECK(state_of({"http_proxy=http://p:1"}, Family::http) == "set");
  CHECK(state_of({"http_proxy=", "http_proxy=http://p:1"}, Family::http) == "set");
  CHECK(state_of({"http_proxy=http://"}, Family::http) == "unusable");
  CHECK(state_of({"http_proxy=\"http://p:1\""}, Family::http) == "set");
  CHECK(state_of({"http_proxy=\"http://p:1\""}, Family::http, false) == "unusable");
  CHECK(state_of({"http_proxy=http://p:1", "http_proxy=http://P:1/"}, Family::http) == "set");
  CHECK(state_of({"http_proxy=http://p:1", "http_proxy=http://q:1"}, Family::http) == "ambiguous");
  CHECK(state_of({"no_proxy=a", "no_proxy=b"}, Family::no) == "ambiguous");
  CHECK(state_of({"no_proxy=a,b", "no_proxy=b,a"}, Family::no) == "set");
  CHECK(state_of({"no_proxy=,"}, Family::no) == "blank");
}

TEST_CASE("HTTP_PROXY alone does not count, and in a CGI process alone") {
  const auto counts = [](std::vector<std::string> entries, Family family, Case letter_case) {
    const Environment environment = Environment::own(std::move(entries));
    return Spellings(environment, {.repair = true}).counts(family, letter_case);
  };
  const std::string cgi = "REQUEST_METHOD=GET";
  const std::string forged = "HTTP_PROXY=http://evil:1";
  CHECK_FALSE(counts({cgi, forged}, Family::http, Case::upper));
  CHECK(counts({cgi, forged}, Family::http, Case::lower));
  CHECK(counts({cgi, forged}, Family::https, Case::upper));
  CHECK(counts({forged}, Family::http, Case::upper));
}

TEST_CASE("the entries of proxy variables are found in their order, others are not") {
  const Environment environment = Environment::own(
      {"no_proxy=a", "PATH=/bin", "http_proxy", "no_proxy=", "Http_Proxy=x", "no_proxyx=b"});
  const Spellings spellings(environment, {.repair = true});
  CHECK(spellings.of(Family::no, Case::lower).raw == ProxyVariables::Values{"a", ""});
  CHECK(spellings.of(Family::no, Case::upper).raw.empty());
  CHECK(spellings.of(Family::http, Case::lower).raw.empty());
  CHECK_FALSE(spellings.in_cgi());
}

TEST_CASE("a CGI process is recognised by either variable, even empty") {
  const auto in_cgi = [](std::vector<std::string> entries) {
    const Environment environment = Environment::own(std::move(entries));
    return Spellings(environment, {.repair = true}).in_cgi();
  };
  CHECK(in_cgi({"REQUEST_METHOD=GET"}));
  CHECK(in_cgi({"REQUEST_METHOD="}));
  CHECK(in_cgi({"GATEWAY_INTERFACE=CGI/1.1"}));
  CHECK_FALSE(in_cgi({"REQUEST_METHOD"}));
  CHECK_FALSE(in_cgi({"request_method=GET"}));
  CHECK_FALSE(in_cgi({"X_REQUEST_METHOD=GET"}));
}

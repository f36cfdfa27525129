// SPDX-License-Identifier: Apache-2.0
// The rules of spellings, conflicts, empties, repairs and options, one row each. Rows about
// grpc_proxy and no_grpc_proxy stand in grpc_plan_test.cpp; here --only keeps them out.
#include "core/plan/plan.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "support/environment_strings.hpp"
#include "support/plan_text_form.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

Policy without_grpc() {
  Policy policy;
  policy.only = FamilySelection::none();
  for (const Family family : {Family::http, Family::https, Family::all, Family::ftp, Family::no}) {
    policy.only.add(family);
  }
  return policy;
}

struct Row {
  Lines environment;
  Lines changes;
  Lines findings;
  std::string_view why;
};

// What the plan itself decides about: the findings that run prints, and two more. The others are
// examine()'s own (examine_test.cpp).
std::vector<Finding> told(const Plan& plan) {
  std::vector<Finding> findings = plan.findings;
  std::erase_if(findings, [](const Finding& finding) {
    return !row_of(finding.kind).printed_by_run && finding.kind != FindingKind::cgi_http_proxy &&
           finding.kind != FindingKind::list_exempts_everything;
  });
  return findings;
}

void check_rows(const std::vector<Row>& rows, const Policy& policy) {
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Plan plan = make_plan(Environment::own(row.environment), policy);
    CHECK(joined(changes_of(plan)) == joined(row.changes));
    CHECK(joined(lines_of(told(plan))) == joined(row.findings));
  }
}

}  // namespace

TEST_CASE("a missing spelling is filled from the other") {
  check_rows(
      {
          {{}, {}, {}, "nothing set"},
          {{"PATH=/bin", "http_proxy"}, {}, {}, "an entry without = is no variable"},
          {{"HTTP_PROXY=http://p:1"},
           {"http_proxy set missing_spelling =http://p:1", "HTTP_PROXY keep already_consistent"},
           {},
           "upper only"},
          {{"http_proxy=http://p:1"},
           {"http_proxy keep already_consistent", "HTTP_PROXY set missing_spelling =http://p:1"},
           {},
           "lower only"},
          {{"HTTPS_PROXY=http://p:1"},
           {"https_proxy set missing_spelling =http://p:1", "HTTPS_PROXY keep already_consistent"},
           {},
           "https"},
          {{"ALL_PROXY=http://p:1", "ftp_proxy=http://q:1"},
           {"all_proxy set missing_spelling =http://p:1", "ALL_PROXY keep already_consistent",
            "ftp_proxy keep already_consistent", "FTP_PROXY set missing_spelling =http://q:1"},
           {},
           "all and ftp"},
          {{"NO_PROXY=a,*.b"},
           {"no_proxy set missing_spelling =a,*.b", "NO_PROXY keep already_consistent"},
           {},
           "a list, its dialect untouched"},
          {{"http_proxy=http://p:1", "HTTP_PROXY=http://P:1/"},
           {"http_proxy keep already_consistent", "HTTP_PROXY keep already_consistent"},
           {},
           "alike but for the host's case and a slash"},
          {{"no_proxy=a,b", "NO_PROXY=b,A"},
           {"no_proxy keep already_consistent", "NO_PROXY set repaired =b,a"},
           {},
           "lists are sets"},
          {{"Http_Proxy=http://p:1"}, {}, {}, "another spelling is nobody's here"},
      },
      without_grpc());
}

TEST_CASE("only what a lower-case reader can use is copied down") {
  check_rows(
      {
          {{"HTTPS_PROXY=socks5://p:1"},
           {"HTTPS_PROXY keep not_copied_down"},
           {},
           "SOCKS: wget, gRPC and apt would fail"},
          {{"HTTPS_PROXY=https://p:1"},
           {"HTTPS_PROXY keep not_copied_down"},
           {},
           "TLS to the proxy"},
          {{"HTTPS_PROXY=http://p"},
           {"HTTPS_PROXY keep not_copied_down"},
           {"missing_port HTTPS_PROXY"},
           "no port"},
          {{"https_proxy=", "HTTPS_PROXY=socks5://p:1"},
           {"https_proxy keep not_copied_down", "HTTPS_PROXY keep not_copied_down"},
           {},
           "an empty one is not filled with it either"},
          {{"https_proxy=socks5://p:1"},
           {"https_proxy keep already_consistent",
            "HTTPS_PROXY set missing_spelling =socks5://p:1"},
           {},
           "up it goes: who reads upper case reads lower case too"},
          {{"HTTPS_PROXY=http://"},
           {"HTTPS_PROXY keep unusable_value"},
           {"no_host HTTPS_PROXY"},
           "no host"},
          {{"https_proxy=none"},
           {"https_proxy keep unusable_value"},
           {"missing_scheme https_proxy"},
           "what cannot be used is not spread upwards"},
          {{"HTTPS_PROXY=http://p:99999"},
           {"HTTPS_PROXY keep unusable_value"},
           {"bad_port HTTPS_PROXY"},
           "bad port"},
          {{"https_proxy=", "HTTPS_PROXY=http://"},
           {"https_proxy keep twin_unusable", "HTTPS_PROXY keep unusable_value"},
           {"no_host HTTPS_PROXY"},
           "an empty one is not filled with something unusable"},
      },
      without_grpc());
}

TEST_CASE("an empty spelling counts as missing where its twin has a value") {
  const std::vector<Row> rows = {
      {{"http_proxy=", "HTTP_PROXY=http://p:1"},
       {"http_proxy set empty_spelling =http://p:1", "HTTP_PROXY keep already_consistent"},
       {"empty_filled http_proxy"},
       "as Compose writes ${VAR:-}"},
      {{"http_proxy=http://p:1", "HTTP_PROXY="},
       {"http_proxy keep already_consistent", "HTTP_PROXY set empty_spelling =http://p:1"},
       {"empty_filled HTTP_PROXY"},
       "the other way"},
      {{"http_proxy=", "HTTP_PROXY="},
       {"http_proxy keep set_but_empty", "HTTP_PROXY keep set_but_empty"},
       {},
       "all empty: nothing changes"},
      {{"http_proxy="}, {"http_proxy keep set_but_empty"}, {}, "one empty: none is produced"},
      {{"no_proxy=", "NO_PROXY=a"},
       {"no_proxy set empty_spelling =a", "NO_PROXY keep already_consistent"},
       {"empty_filled no_proxy"},
       "lists"},
      {{"http_proxy=", "http_proxy=http://p:1"},
       {"http_proxy set empty_spelling =http://p:1", "HTTP_PROXY set missing_spelling =http://p:1"},
       {"empty_filled http_proxy"},
       "the same name twice, once empty"},
  };
  check_rows(rows, without_grpc());

  Policy keep = without_grpc();
  keep.fill_empty = false;
  check_rows(
      {
          {{"http_proxy=", "HTTP_PROXY=http://p:1"},
           {"http_proxy keep empty_kept", "HTTP_PROXY keep already_consistent"},
           {},
           "--empty keep"},
          {{"HTTP_PROXY=http://p:1"},
           {"http_proxy set missing_spelling =http://p:1", "HTTP_PROXY keep already_consistent"},
           {},
           "a missing one is filled all the same"},
          {{"http_proxy=\"\"", "HTTP_PROXY=http://p:1"},
           {"http_proxy keep empty_kept", "HTTP_PROXY keep already_consistent"},
           {},
           "two quotes are kept, too"},
          {{"http_proxy=", "http_proxy=http://p:1"},
           {"http_proxy keep empty_kept"},
           {},
           "the same name twice, once empty: most clients see the first"},
      },
      keep);
}

TEST_CASE("values that say nothing are filled or removed, never made empty") {
  check_rows(
      {
          {{"http_proxy=\"\"", "HTTP_PROXY=http://p:1"},
           {"http_proxy set empty_spelling =http://p:1", "HTTP_PROXY keep already_consistent"},
           {"empty_filled http_proxy"},
           "two quotes"},
          {{"http_proxy=\"\""}, {"http_proxy unset cleans_to_nothing"}, {}, "alone"},
          {{"no_proxy= , "}, {"no_proxy unset cleans_to_nothing"}, {}, "gRPC: every host exempt"},
          {{"no_proxy=,", "NO_PROXY=a"},
           {"no_proxy set empty_spelling =a", "NO_PROXY keep already_consistent"},
           {"empty_filled no_proxy"},
           "with a twin"},
          {{"https_proxy=' '", "HTTPS_PROXY=socks5://p:1"},
           {"https_proxy keep not_copied_down", "HTTPS_PROXY keep not_copied_down"},
           {},
           "kept: Python would read its twin without it, which cannot be copied"},
      },
      without_grpc());
}

TEST_CASE("two different values are a conflict, and stay") {
  check_rows(
      {
          {{"http_proxy=http://a:1", "HTTP_PROXY=http://b:1"},
           {"http_proxy keep spellings_conflict", "HTTP_PROXY keep spellings_conflict"},
           {"case_conflict http_proxy"},
           "as docker -e makes them"},
          {{"http_proxy=\"http://a:1\"", "HTTP_PROXY=http://b:1"},
           {"http_proxy keep spellings_conflict", "HTTP_PROXY keep spellings_conflict"},
           {"case_conflict http_proxy"},
           "everything stays, the quotes too"},
          {{"http_proxy=\"http://a:1\"", "HTTP_PROXY=http://a:1"},
           {"http_proxy set repaired =http://a:1", "HTTP_PROXY keep already_consistent"},
           {},
           "alike once repaired: no conflict"},
          {{"no_proxy=a", "NO_PROXY=a,b"},
           {"no_proxy keep spellings_conflict", "NO_PROXY keep spellings_conflict"},
           {"case_conflict no_proxy"},
           "lists"},
          {{"http_proxy=http://a:1", "http_proxy=http://b:1"},
           {"http_proxy keep spellings_conflict"},
           {"duplicate_conflict http_proxy"},
           "one name twice: nothing is copied"},
          {{"http_proxy=http://a:1", "http_proxy=http://b:1", "HTTP_PROXY="},
           {"http_proxy keep spellings_conflict", "HTTP_PROXY keep twin_unusable"},
           {"duplicate_conflict http_proxy"},
           "and nothing is filled"},
          {{"http_proxy=http://a:1", "http_proxy=http://a:1/"},
           {"http_proxy keep already_consistent", "HTTP_PROXY set missing_spelling =http://a:1"},
           {},
           "one name twice, alike"},
          {{"http_proxy=http://", "HTTP_PROXY=http://b:1"},
           {"http_proxy keep spellings_conflict", "HTTP_PROXY keep spellings_conflict"},
           {"no_host http_proxy", "case_conflict http_proxy"},
           "one of them unusable: which was meant is not ours to say"},
      },
      without_grpc());
}

TEST_CASE("no proxy is given to lower-case readers where they would not see an exemption") {
  check_rows(
      {
          {{"HTTP_PROXY=http://p:1", "no_proxy=x", "NO_PROXY=y"},
           {"HTTP_PROXY keep exemptions_in_doubt", "no_proxy keep spellings_conflict",
            "NO_PROXY keep spellings_conflict"},
           {"case_conflict no_proxy"},
           "y, which only upper-case readers know, would go to the proxy"},
          {{"http_proxy=http://p:1", "no_proxy=x", "NO_PROXY=y"},
           {"http_proxy keep already_consistent", "HTTP_PROXY set missing_spelling =http://p:1",
            "no_proxy keep spellings_conflict", "NO_PROXY keep spellings_conflict"},
           {"case_conflict no_proxy"},
           "upwards nothing changes for anybody"},
          {{"HTTP_PROXY=http://p:1", "NO_PROXY=x", "NO_PROXY=y"},
           {"HTTP_PROXY keep exemptions_in_doubt", "NO_PROXY keep spellings_conflict"},
           {"duplicate_conflict NO_PROXY"},
           "a list that stands twice"},
          {{"HTTP_PROXY=http://p:1", "no_proxy=x,y", "NO_PROXY=y, x"},
           {"http_proxy set missing_spelling =http://p:1", "HTTP_PROXY keep already_consistent",
            "no_proxy keep already_consistent", "NO_PROXY set repaired =y,x"},
           {},
           "alike"},
      },
      without_grpc());
  Policy keep = without_grpc();
  keep.fill_empty = false;
  check_rows({{{"HTTP_PROXY=http://p:1", "no_proxy=", "NO_PROXY=y"},
               {"HTTP_PROXY keep exemptions_in_doubt", "no_proxy keep empty_kept",
                "NO_PROXY keep already_consistent"},
               {},
               "--empty keep hides y from them"}},
             keep);
}

TEST_CASE("option --prefer decides a conflict, and only that") {
  Policy upper = without_grpc();
  upper.prefer = Case::upper;
  check_rows(
      {
          {{"http_proxy=http://a:1", "HTTP_PROXY=http://b:1"},
           {"http_proxy set preferred_spelling =http://b:1", "HTTP_PROXY keep already_consistent"},
           {},
           "upper wins"},
          {{"http_proxy=http://a:1", "HTTP_PROXY=\"http://b:1\""},
           {"http_proxy set preferred_spelling =http://b:1", "HTTP_PROXY set repaired =http://b:1"},
           {},
           "repaired first"},
          {{"https_proxy=http://a:1", "HTTPS_PROXY=socks5://b:1"},
           {"https_proxy keep spellings_conflict", "HTTPS_PROXY keep spellings_conflict"},
           {"case_conflict https_proxy"},
           "not where lower-case readers would fail on it"},
          {{"http_proxy=http://a:1", "HTTP_PROXY="},
           {"http_proxy keep already_consistent", "HTTP_PROXY set empty_spelling =http://a:1"},
           {"empty_filled HTTP_PROXY"},
           "an empty one is no party to a conflict"},
          {{"http_proxy=http://a:1", "http_proxy=http://b:1", "HTTP_PROXY=http://c:1"},
           {"http_proxy set preferred_spelling =http://c:1", "HTTP_PROXY keep already_consistent"},
           {},
           "the preferred one says one thing"},
          {{"http_proxy=http://a:1", "HTTP_PROXY=http://b:1", "HTTP_PROXY=http://c:1"},
           {"http_proxy keep spellings_conflict", "HTTP_PROXY keep spellings_conflict"},
           {"case_conflict http_proxy", "duplicate_conflict HTTP_PROXY"},
           "the preferred one says two things"},
      },
      upper);
  Policy lower = without_grpc();
  lower.prefer = Case::lower;
  check_rows(
      {
          {{"https_proxy=socks5://a:1", "HTTPS_PROXY=http://b:1"},
           {"https_proxy keep already_consistent",
            "HTTPS_PROXY set preferred_spelling =socks5://a:1"},
           {},
           "lower wins, whatever it is"},
          {{"no_proxy=a", "NO_PROXY=b"},
           {"no_proxy keep already_consistent", "NO_PROXY set preferred_spelling =a"},
           {},
           "lists"},
          {{"http_proxy=http://", "HTTP_PROXY=http://b:1"},
           {"http_proxy keep spellings_conflict", "HTTP_PROXY keep spellings_conflict"},
           {"no_host http_proxy", "case_conflict http_proxy"},
           "not what cannot be used"},
      },
      lower);
}

TEST_CASE("values are repaired, or with --repair off reported") {
  const Lines broken = {"HTTP_PROXY= \"p:1\"\r", "NO_PROXY=a, b,"};
  check_rows(
      {{broken,
        {"http_proxy set missing_spelling =http://p:1", "HTTP_PROXY set repaired =http://p:1",
         "no_proxy set missing_spelling =a,b", "NO_PROXY set repaired =a,b"},
        {},
        "both spellings get the repaired value"},
       {{"NO_PROXY=\"a,b", "HTTPS_PROXY=http://p:1"},
        {"HTTPS_PROXY keep exemptions_in_doubt", "NO_PROXY keep unusable_value"},
        {"unbalanced_quotes NO_PROXY"},
        "a list with a fault is not spread, and so no proxy is"},
       {{"NO_PROXY=localhost # dev", "HTTPS_PROXY=http://p:1"},
        {"HTTPS_PROXY keep exemptions_in_doubt", "NO_PROXY keep unusable_value"},
        {"unreadable_value NO_PROXY"},
        "a comment is no list of hosts"}},
      without_grpc());
  Policy off = without_grpc();
  off.repair = false;
  check_rows({{broken,
               {"HTTP_PROXY keep repair_off", "NO_PROXY keep repair_off"},
               {"missing_scheme HTTP_PROXY"},
               "nothing is mended, and what is unusable as it stands is not spread"},
              {{"http_proxy=\"\"", "HTTP_PROXY=http://p:1"},
               {"http_proxy keep empty_kept", "HTTP_PROXY keep already_consistent"},
               {},
               "two quotes are not taken for empty"}},
             off);
}

TEST_CASE("where the list is * no proxy spelling is produced") {
  check_rows(
      {
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=*"},
           {"HTTPS_PROXY keep list_exempts_everything", "no_proxy set missing_spelling =*",
            "NO_PROXY keep already_consistent"},
           {"list_exempts_everything no_proxy"},
           "wget, gRPC and apt would use the proxy for every host"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=a,*"},
           {"HTTPS_PROXY keep list_exempts_everything", "no_proxy set missing_spelling =a,*",
            "NO_PROXY keep already_consistent"},
           {"list_exempts_everything no_proxy"},
           "among others, too"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY= *"},
           {"HTTPS_PROXY keep list_exempts_everything", "NO_PROXY keep unusable_value"},
           {"list_exempts_everything NO_PROXY"},
           "and where cleaning would leave it"},
          {{"HTTPS_PROXY=http://p:1", "NO_PROXY=*.a"},
           {"https_proxy set missing_spelling =http://p:1", "HTTPS_PROXY keep already_consistent",
            "no_proxy set missing_spelling =*.a", "NO_PROXY keep already_consistent"},
           {},
           "a wildcard for one domain is not everything"},
          {{"https_proxy=", "HTTPS_PROXY=http://p:1", "no_proxy=*"},
           {"https_proxy keep list_exempts_everything", "HTTPS_PROXY keep list_exempts_everything",
            "no_proxy keep already_consistent", "NO_PROXY set missing_spelling =*"},
           {"list_exempts_everything no_proxy"},
           "an empty spelling stays empty"},
      },
      without_grpc());
}

TEST_CASE("what works is not made to fail") {
  check_rows(
      {
          {{"no_proxy=", "NO_PROXY=a,[::1]"},
           {"no_proxy keep httpx_would_fail", "NO_PROXY keep already_consistent"},
           {},
           "Python reads the empty one; filled, httpx would fail on the brackets"},
          {{"no_proxy=", "NO_PROXY=a,::1"},
           {"no_proxy set empty_spelling =a,::1", "NO_PROXY keep already_consistent"},
           {"empty_filled no_proxy"},
           "near miss: httpx reads it without brackets"},
          {{"NO_PROXY=a,[::1]"},
           {"no_proxy set missing_spelling =a,[::1]", "NO_PROXY keep already_consistent"},
           {},
           "near miss: httpx reads NO_PROXY already"},
          {{"no_proxy=", "NO_PROXY=fd00::/8", "HTTPS_PROXY=http://p:1"},
           {"HTTPS_PROXY keep exemptions_in_doubt", "no_proxy keep httpx_would_fail",
            "NO_PROXY keep already_consistent"},
           {},
           "and then no proxy is given to those who read the empty list"},
          {{"NO_PROXY=*", "https_proxy=\"http://p:1\"", "no_proxy=*"},
           {"https_proxy keep list_exempts_everything", "no_proxy keep already_consistent",
            "NO_PROXY keep already_consistent"},
           {"list_exempts_everything no_proxy"},
           "beside `*` a value that works nowhere stays so"},
          {{"NO_PROXY=*", "https_proxy=' '", "no_proxy=*"},
           {"https_proxy keep set_but_empty", "no_proxy keep already_consistent",
            "NO_PROXY keep already_consistent"},
           {"list_exempts_everything no_proxy"},
           "and one that says nothing is not removed"},
          {{"all_proxy=", "all_proxy=socks5://p:1"},
           {"all_proxy keep empty_kept"},
           {},
           "most clients see the empty first one; requests would need PySocks"},
          {{"all_proxy=", "all_proxy=http://p:1"},
           {"all_proxy set empty_spelling =http://p:1",
            "ALL_PROXY set missing_spelling =http://p:1"},
           {"empty_filled all_proxy"},
           "near miss: an http proxy"},
          {{"HTTPS_PROXY=http://p:1/x"},
           {"HTTPS_PROXY keep not_copied_down"},
           {"path_in_proxy HTTPS_PROXY"},
           "git and urllib refuse a path"},
          {{"REQUEST_METHOD=GET", "http_proxy=' '", "HTTP_PROXY=http://evil:1"},
           {"http_proxy keep set_but_empty", "HTTP_PROXY keep cgi_guard"},
           {"cgi_http_proxy HTTP_PROXY"},
           "removed, it would uncover HTTP_PROXY to Python and Ruby"},
      },
      without_grpc());
}

TEST_CASE("in a CGI process HTTP_PROXY is neither a source nor written") {
  const std::string cgi = "REQUEST_METHOD=GET";
  check_rows(
      {
          {{cgi, "HTTP_PROXY=http://evil:1"},
           {"HTTP_PROXY keep cgi_guard"},
           {"cgi_http_proxy HTTP_PROXY"},
           "not copied (httpoxy)"},
          {{"GATEWAY_INTERFACE=", "HTTP_PROXY=http://evil:1"},
           {"HTTP_PROXY keep cgi_guard"},
           {"cgi_http_proxy HTTP_PROXY"},
           "the other mark, even empty"},
          {{cgi, "http_proxy=http://p:1", "HTTP_PROXY=http://evil:1"},
           {"http_proxy keep already_consistent", "HTTP_PROXY keep cgi_guard"},
           {"cgi_http_proxy HTTP_PROXY"},
           "no conflict"},
          {{cgi, "http_proxy=", "HTTP_PROXY=http://evil:1"},
           {"http_proxy keep set_but_empty", "HTTP_PROXY keep cgi_guard"},
           {"cgi_http_proxy HTTP_PROXY"},
           "no filling"},
          {{cgi, "http_proxy=http://p:1"},
           {"http_proxy keep already_consistent"},
           {},
           "not written"},
          {{cgi, "HTTPS_PROXY=http://p:1"},
           {"https_proxy set missing_spelling =http://p:1", "HTTPS_PROXY keep already_consistent"},
           {},
           "no request header can set HTTPS_PROXY"},
          {{"request_method=GET", "HTTP_PROXY=http://p:1"},
           {"http_proxy set missing_spelling =http://p:1", "HTTP_PROXY keep already_consistent"},
           {},
           "near miss: another name"},
      },
      without_grpc());
  Policy upper = without_grpc();
  upper.prefer = Case::upper;
  check_rows({{{cgi, "http_proxy=http://p:1", "HTTP_PROXY=http://evil:1"},
               {"http_proxy keep already_consistent", "HTTP_PROXY keep cgi_guard"},
               {"cgi_http_proxy HTTP_PROXY"},
               "not under --prefer upper"}},
             upper);
}

TEST_CASE("option --proxy fills in where nothing is set") {
  Policy policy = without_grpc();
  policy.proxy = "http://d:1";
  check_rows(
      {
          {{},
           {"http_proxy set option_proxy =http://d:1", "HTTP_PROXY set option_proxy =http://d:1",
            "https_proxy set option_proxy =http://d:1", "HTTPS_PROXY set option_proxy =http://d:1"},
           {},
           "nothing set"},
          {{"HTTP_PROXY=http://p:1"},
           {"http_proxy set missing_spelling =http://p:1", "HTTP_PROXY keep already_consistent",
            "https_proxy set option_proxy =http://d:1", "HTTPS_PROXY set option_proxy =http://d:1"},
           {},
           "family by family"},
          {{"HTTP_PROXY="},
           {"HTTP_PROXY keep set_but_empty", "https_proxy set option_proxy =http://d:1",
            "HTTPS_PROXY set option_proxy =http://d:1"},
           {},
           "set but empty is a spelling: somebody's `no proxy`"},
          {{"http_proxy=\"\"", "https_proxy=http://p:1"},
           {"http_proxy set option_proxy =http://d:1", "HTTP_PROXY set option_proxy =http://d:1",
            "https_proxy keep already_consistent", "HTTPS_PROXY set missing_spelling =http://p:1"},
           {},
           "one that says nothing counts as unset"},
          {{"all_proxy=socks5://s:1"},
           {"all_proxy keep already_consistent", "ALL_PROXY set missing_spelling =socks5://s:1"},
           {},
           "ALL_PROXY has a value"},
          {{"ALL_PROXY=", "HTTP_PROXY=http://p:1", "HTTPS_PROXY=http://p:1"},
           {"http_proxy set missing_spelling =http://p:1", "HTTP_PROXY keep already_consistent",
            "https_proxy set missing_spelling =http://p:1", "HTTPS_PROXY keep already_consistent",
            "ALL_PROXY keep set_but_empty"},
           {},
           "nothing to fill in"},
          {{"no_proxy=*"},
           {"no_proxy keep already_consistent", "NO_PROXY set missing_spelling =*"},
           {"list_exempts_everything no_proxy"},
           "everything is exempt"},
          {{"REQUEST_METHOD=GET", "HTTP_PROXY=http://evil:1"},
           {"http_proxy set option_proxy =http://d:1", "HTTP_PROXY keep cgi_guard",
            "https_proxy set option_proxy =http://d:1", "HTTPS_PROXY set option_proxy =http://d:1"},
           {"cgi_http_proxy HTTP_PROXY"},
           "in CGI HTTP_PROXY counts as unset"},
      },
      policy);
}

TEST_CASE("option --exempt extends the lists there are") {
  Policy policy = without_grpc();
  policy.exempt = {"x.test", "a"};
  check_rows(
      {
          {{},
           {"no_proxy set option_exempt =x.test,a", "NO_PROXY set option_exempt =x.test,a"},
           {},
           "none yet"},
          {{"NO_PROXY=A, b"},
           {"no_proxy set missing_spelling =a,b,x.test", "NO_PROXY set repaired =a,b,x.test"},
           {},
           "case aside, and after repair"},
          {{"no_proxy=x.test,a", "NO_PROXY=a,x.test"},
           {"no_proxy keep already_consistent", "NO_PROXY keep already_consistent"},
           {},
           "already there"},
          {{"no_proxy=b", "NO_PROXY=c"},
           {"no_proxy set option_exempt =b,x.test,a", "NO_PROXY set option_exempt =c,x.test,a"},
           {"case_conflict no_proxy"},
           "a conflict stays one, each extended"},
          {{"no_proxy=", "NO_PROXY="},
           {"no_proxy set option_exempt =x.test,a", "NO_PROXY set option_exempt =x.test,a"},
           {},
           "empty ones, as asked"},
          {{"no_proxy=*"},
           {"no_proxy keep already_consistent", "NO_PROXY set missing_spelling =*"},
           {"list_exempts_everything no_proxy"},
           "* is never extended"},
          {{"no_proxy=b", "no_proxy=c"},
           {"no_proxy keep spellings_conflict"},
           {"duplicate_conflict no_proxy"},
           "a name that stands twice is left, and no twin made that says less"},
          {{"no_proxy=", "no_proxy=c", "NO_PROXY=c"},
           {"no_proxy set empty_spelling =c,x.test,a", "NO_PROXY set option_exempt =c,x.test,a"},
           {"empty_filled no_proxy"},
           "twice, once empty: its value is extended"},
      },
      policy);
  policy.fill_empty = false;
  check_rows({{{"no_proxy=", "NO_PROXY=b"},
               {"no_proxy keep empty_kept", "NO_PROXY set option_exempt =b,x.test,a"},
               {},
               "--empty keep: an empty one beside one with a value stays empty"}},
             policy);
}

TEST_CASE("option --only writes the families it names, all remain sources") {
  Policy policy;
  policy.only = FamilySelection::none();
  policy.only.add(Family::https);
  check_rows(
      {{{"HTTP_PROXY=http://p:1", "HTTPS_PROXY=http://q:1", "no_proxy=a"},
        {"HTTP_PROXY keep already_consistent", "https_proxy set missing_spelling =http://q:1",
         "HTTPS_PROXY keep already_consistent", "no_proxy keep already_consistent"},
        {},
        "https alone"},
       {{"HTTPS_PROXY=http://q:1", "NO_PROXY= a"},
        {"HTTPS_PROXY keep exemptions_in_doubt", "NO_PROXY keep family_not_selected"},
        {},
        "but not where wget would send an exempted host to it"},
       {{"http_proxy=", "HTTP_PROXY=http://p:1"},
        {"http_proxy keep family_not_selected", "HTTP_PROXY keep already_consistent"},
        {},
        "nothing was filled, so nothing says so"}},
      policy);
}

TEST_CASE("option --loopback-proxy puts its host where a proxy names loopback") {
  Policy policy = without_grpc();
  policy.loopback_proxy = "gw";
  check_rows(
      {
          {{"HTTP_PROXY=http://u:s@localhost:3128/"},
           {"http_proxy set missing_spelling =http://u:s@gw:3128/",
            "HTTP_PROXY set option_loopback_proxy =http://u:s@gw:3128/"},
           {},
           "scheme, credentials, port and path stay; the copy carries the new host"},
          {{"https_proxy=127.0.0.1:1"},
           {"https_proxy set option_loopback_proxy =http://gw:1",
            "HTTPS_PROXY set missing_spelling =http://gw:1"},
           {},
           "after repair"},
          {{"ALL_PROXY=socks5h://LocalHost:1080", "ftp_proxy=http://[::1]:2"},
           {"ALL_PROXY set option_loopback_proxy =socks5h://gw:1080",
            "ftp_proxy set option_loopback_proxy =http://gw:2",
            "FTP_PROXY set missing_spelling =http://gw:2"},
           {},
           "every family and scheme, any case, IPv6"},
          {{"http_proxy=http://localhost.example:1", "https_proxy=http://128.0.0.1:1"},
           {"http_proxy keep already_consistent",
            "HTTP_PROXY set missing_spelling =http://localhost.example:1",
            "https_proxy keep already_consistent",
            "HTTPS_PROXY set missing_spelling =http://128.0.0.1:1"},
           {},
           "other hosts stay"},
          {{"http_proxy=http://localhost:1", "HTTP_PROXY=http://127.0.0.1:1"},
           {"http_proxy set option_loopback_proxy =http://gw:1",
            "HTTP_PROXY set option_loopback_proxy =http://gw:1"},
           {},
           "two names of loopback: no conflict"},
          {{"http_proxy=http://gw:1", "HTTP_PROXY=http://127.0.0.1:1"},
           {"http_proxy keep already_consistent",
            "HTTP_PROXY set option_loopback_proxy =http://gw:1"},
           {},
           "the other one names the host already: no conflict"},
          {{"http_proxy=http://p:1", "HTTP_PROXY=http://127.0.0.1:1"},
           {"http_proxy keep spellings_conflict",
            "HTTP_PROXY set option_loopback_proxy =http://gw:1"},
           {"case_conflict http_proxy"},
           "a conflict that stays one"},
          {{"http_proxy=http://gw:1", "http_proxy=http://localhost:1"},
           {"http_proxy set option_loopback_proxy =http://gw:1",
            "HTTP_PROXY set missing_spelling =http://gw:1"},
           {},
           "one name twice"},
          {{"http_proxy=http://p:1", "http_proxy=http://localhost:1"},
           {"http_proxy keep spellings_conflict"},
           {"duplicate_conflict http_proxy"},
           "one name twice, with different values: one value would lose the other"},
          {{"http_proxy=http://localhost:0"},
           {"http_proxy keep unusable_value"},
           {"bad_port http_proxy"},
           "what cannot be read stays"},
          {{"no_proxy=localhost,127.0.0.1"},
           {"no_proxy keep already_consistent",
            "NO_PROXY set missing_spelling =localhost,127.0.0.1"},
           {},
           "exemptions are no proxies"},
          {{"REQUEST_METHOD=GET", "HTTP_PROXY=http://localhost:1"},
           {"HTTP_PROXY keep cgi_guard"},
           {"cgi_http_proxy HTTP_PROXY"},
           "CGI: never touched"},
      },
      policy);
  policy.prefer = Case::upper;
  check_rows({{{"http_proxy=http://p:1", "HTTP_PROXY=http://127.0.0.1:1"},
               {"http_proxy set preferred_spelling =http://gw:1",
                "HTTP_PROXY set option_loopback_proxy =http://gw:1"},
               {},
               "--prefer takes the replaced value along"}},
             policy);
  policy.repair = false;
  check_rows({{{"http_proxy= http://localhost:1", "https_proxy=http://@localhost:1"},
               {"http_proxy keep repair_off", "https_proxy set option_loopback_proxy =http://@gw:1",
                "HTTPS_PROXY set missing_spelling =http://@gw:1"},
               {},
               "--repair off: only what reads as it stands"}},
             policy);
  policy = without_grpc();
  policy.loopback_proxy = "[fd00::9]";
  policy.proxy = "http://localhost:9";
  policy.only = FamilySelection::none();
  policy.only.add(Family::https);
  check_rows(
      {{{"HTTP_PROXY=http://localhost:1"},
        {"HTTP_PROXY keep family_not_selected", "https_proxy set option_proxy =http://[fd00::9]:9",
         "HTTPS_PROXY set option_proxy =http://[fd00::9]:9"},
        {},
        "--proxy is read so too; --only leaves the other families alone"}},
      policy);
}

TEST_CASE("apply() writes what the plan says, produced variables at the end") {
  const auto environment =
      Environment::own({"A=1", "NO_PROXY=a, b", "broken", "HTTPS_PROXY=http://p:1", "no_proxy=,"});
  const Environment after = apply(environment, make_plan(environment, without_grpc()));
  CHECK(joined(strings_of(after)) ==
        joined({"A=1", "NO_PROXY=a,b", "broken", "HTTPS_PROXY=http://p:1", "no_proxy=a,b",
                "https_proxy=http://p:1"}));
}

TEST_CASE("messages name the readers, and hold no credentials") {
  const Plan plan = make_plan(
      Environment::own({"http_proxy=http://u:s3cret@a:1", "HTTP_PROXY=http://u:s3cret@b:1"}), {});
  REQUIRE(told(plan).size() == 1);
  CHECK(told(plan)[0].message ==
        "http_proxy and HTTP_PROXY differ: curl, git, wget, Python, Ruby, Node and gRPC read "
        "http_proxy; Go and Rust's reqwest read HTTP_PROXY");
  CHECK(plan.changes[0].before->redacted() == "http://***@a:1");
  CHECK(plan.changes[0].before->with_credentials() == "http://u:s3cret@a:1");
}

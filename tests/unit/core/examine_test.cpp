// SPDX-License-Identifier: Apache-2.0
// Each finding with a value that has it, and a similar one that does not.
#include "core/examine.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "support/plan_text_form.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

std::vector<std::string> names_in(const std::vector<std::string>& entries) {
  return lines_of(examine(Environment::own(entries)));
}

bool holds(const std::vector<std::string>& lines, std::string_view line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

TEST_CASE("an environment without faults has no findings") {
  const std::vector<std::string> clean = {"http_proxy=http://p:1",
                                          "HTTP_PROXY=http://p:1",
                                          "https_proxy=http://p:1",
                                          "HTTPS_PROXY=http://p:1",
                                          "no_proxy=localhost,127.0.0.1,.corp,169.254.169.254",
                                          "NO_PROXY=localhost,127.0.0.1,.corp,169.254.169.254",
                                          "NODE_USE_ENV_PROXY=1"};
  // BusyBox wget reads no list, whatever it says.
  CHECK(joined(names_in(clean)) == "busybox_wget http_proxy\n");
  CHECK(joined(names_in({})).empty());
  CHECK(joined(names_in({"PATH=/bin", "http_proxy"})).empty());
}

TEST_CASE("each finding has a hit and a near miss") {
  struct Row {
    std::string_view finding;
    std::vector<std::string> hit;
    std::vector<std::string> near_miss;
  };
  const Row rows[] = {
      {"address_prefix_in_list no_proxy", {"no_proxy=10."}, {"no_proxy=10.1"}},
      {"address_prefix_in_list no_proxy", {"no_proxy=172.17.*,10.0.*"}, {"no_proxy=*.0.10"}},
      {"address_range_in_list no_proxy",
       {"no_proxy=10.0.0.1-10.0.0.255"},
       {"no_proxy=10-0-0-1.test"}},
      {"bad_host http_proxy", {"http_proxy=http://p q:1"}, {"http_proxy=http://p-q:1"}},
      {"bad_list_entry no_proxy", {"no_proxy=a,http:/b"}, {"no_proxy=a,http://b"}},
      {"bad_list_entry no_proxy", {"no_proxy=:1"}, {"no_proxy=b:1"}},
      {"bad_list_entry no_proxy", {"no_proxy=10.0.0.0/33"}, {"no_proxy=10.0.0.0/32"}},
      {"bad_list_entry no_proxy", {"no_proxy=fd00::/129"}, {"no_proxy=fd00::/128"}},
      {"bad_list_entry no_proxy", {"no_proxy=10.0.0/8"}, {"no_proxy=10.0.0.0/8"}},
      {"bad_list_entry no_proxy", {"no_proxy=a.test/8"}, {"no_proxy=a.test"}},
      {"bad_list_entry no_proxy", {"no_proxy=1.2.3.4.5"}, {"no_proxy=1.2.3.4"}},
      {"bad_list_entry no_proxy", {"no_proxy=10.0.0.256"}, {"no_proxy=10.0.0.255"}},
      {"bad_list_entry no_proxy", {"no_proxy=10.1"}, {"no_proxy=10.1.a"}},
      {"bad_list_entry no_proxy", {"no_proxy=a.1:80"}, {"no_proxy=1.2.3.4:80"}},
      {"bad_list_entry no_proxy", {"no_proxy=1"}, {"no_proxy=a1"}},
      {"bad_list_entry no_proxy", {"no_proxy=a..b"}, {"no_proxy=a.b."}},
      {"bad_list_entry no_proxy", {"no_proxy=host:99999"}, {"no_proxy=host:65535"}},
      {"bad_list_entry no_proxy", {"no_proxy=[::1"}, {"no_proxy=[::1]"}},
      {"networks_in_list no_proxy", {"no_proxy=10.0.0.0/32"}, {"no_proxy=10.0.0.0/33"}},
      {"names_in_list no_proxy", {"no_proxy=a"}, {"no_proxy=1.2.3.4.5"}},
      {"blank_list_entry no_proxy", {"no_proxy= "}, {"no_proxy=''"}},
      {"blank_list_entry no_proxy", {"no_proxy=,"}, {"no_proxy=;"}},
      {"list_separators no_proxy", {"no_proxy=a;<local>"}, {"no_proxy=a,<local>"}},
      {"unreadable_list no_proxy", {"no_proxy=a;#b;<local>"}, {"no_proxy=a;b;<local>"}},
      {"windows_list no_proxy", {"no_proxy=a;#b;<local>"}, {"no_proxy=a;#b;local"}},
      {"ports_in_list no_proxy", {"no_proxy=[::1]:80"}, {"no_proxy=[::1"}},
      {"bad_list_entry no_proxy",
       {"no_proxy=b\xc3\xbc"
        "cher.test"},
       {"no_proxy=xn--bcher-kva.test"}},
      {"bad_list_entry no_proxy", {"no_proxy=[fd00::1"}, {"no_proxy=[fd00::1]"}},
      {"bad_port http_proxy", {"http_proxy=http://p:0"}, {"http_proxy=http://p:1"}},
      {"blank_list_entry no_proxy", {"no_proxy=a,"}, {"no_proxy=a"}},
      {"blank_list_entry no_proxy", {"no_proxy= , "}, {"no_proxy="}},
      {"blank_value http_proxy", {"http_proxy=\"\""}, {"http_proxy="}},
      {"blank_value http_proxy",
       {"http_proxy= ", "http_proxy=http://p:1"},
       {"http_proxy=http://p:1"}},
      {"blanks_in_proxy http_proxy", {"http_proxy= http://p:1"}, {"http_proxy=http://p:1"}},
      {"busybox_wget http_proxy",
       {"http_proxy=http://p:1", "NO_PROXY=db"},
       {"https_proxy=http://p:1", "NO_PROXY=db"}},
      {"busybox_wget http_proxy",
       {"http_proxy=http://p:1", "no_proxy=*"},
       {"http_proxy=http://p:1"}},
      {"grpc_loopback_not_exempt no_proxy",
       {"https_proxy=http://p:1", "no_proxy=a"},
       {"HTTPS_PROXY=http://p:1", "no_proxy=a"}},
      {"grpc_loopback_not_exempt no_proxy",
       {"http_proxy=http://p:1"},
       {"http_proxy=http://p:1", "https_proxy=socks5://p:1"}},
      {"grpc_loopback_not_exempt no_proxy",
       {"http_proxy=http://p:1", "NO_PROXY=localhost"},
       {"http_proxy=http://p:1", "no_proxy=localhost"}},
      {"grpc_loopback_not_exempt no_grpc_proxy",
       {"grpc_proxy=http://p:1", "no_grpc_proxy=a", "no_proxy=localhost"},
       {"grpc_proxy=http://p:1", "no_grpc_proxy=127.0.0.0/8"}},
      {"metadata_not_exempt NO_PROXY",
       {"HTTP_PROXY=http://p:1", "NO_PROXY=a"},
       {"HTTP_PROXY=http://p:1", "NO_PROXY=169.254.0.0/16"}},
      {"metadata_not_exempt NO_PROXY", {"all_proxy=http://p:1"}, {"https_proxy=http://p:1"}},
      {"node_reads_no_proxy NODE_USE_ENV_PROXY",
       {"HTTPS_PROXY=http://p:1"},
       {"HTTPS_PROXY=http://p:1", "NODE_USE_ENV_PROXY=0"}},
      {"node_reads_no_proxy NODE_USE_ENV_PROXY",
       {"http_proxy=http://p:1", "NODE_OPTIONS=--max-old-space-size=512"},
       {"http_proxy=http://p:1", "NODE_OPTIONS=--use-env-proxy"}},
      {"node_reads_no_proxy NODE_USE_ENV_PROXY",
       {"http_proxy=http://p:1"},
       {"ftp_proxy=http://p:1"}},
      {"blanks no_proxy", {"no_proxy=a, b"}, {"no_proxy=a,b"}},
      {"carriage_return http_proxy", {"http_proxy=http://p:1\r"}, {"http_proxy=http://p:1 "}},
      {"carriage_return no_proxy", {"no_proxy=a\r"}, {"no_proxy=a "}},
      {"case_conflict http_proxy",
       {"http_proxy=http://a:1", "HTTP_PROXY=http://b:1"},
       {"http_proxy=http://a:1", "HTTP_PROXY=http://A:1/"}},
      {"go_refuses_in_cgi HTTP_PROXY",
       {"HTTP_PROXY=http://p:1", "REQUEST_METHOD=GET"},
       {"HTTP_PROXY=", "REQUEST_METHOD=GET"}},
      {"go_refuses_in_cgi http_proxy",
       {"http_proxy=http://p:1", "REQUEST_METHOD="},
       {"https_proxy=http://p:1", "REQUEST_METHOD="}},
      {"ipv6_address_in_list no_proxy", {"no_proxy=::1"}, {"no_proxy=[::1]"}},
      {"ipv6_address_in_list no_proxy", {"no_proxy=fd00::1"}, {"no_proxy=fd00::1/128"}},
      {"ipv6_proxy http_proxy",
       {"http_proxy=http://[fd00::7]:1"},
       {"http_proxy=http://10.0.0.1:1"}},
      {"loopback_proxy http_proxy",
       {"http_proxy=http://0.0.0.0:3128"},
       {"http_proxy=http://0.0.0.1:3128"}},
      {"loopback_proxy http_proxy", {"http_proxy=http://[::]:1"}, {"http_proxy=http://[::2]:1"}},
      {"look_alike_characters http_proxy",
       {"http_proxy=http://p:1\xc2\xa0"},
       {"http_proxy=http://u:\xc2\xa7@p:1"}},
      {"no_proxy_meant http_proxy", {"http_proxy=DIRECT"}, {"http_proxy=direct:1"}},
      {"no_proxy_meant http_proxy", {"http_proxy=None"}, {"http_proxy=nonesuch"}},
      {"no_proxy_meant http_proxy", {"http_proxy=<no value>"}, {"http_proxy=<value>"}},
      {"pac_file http_proxy",
       {"http_proxy=http://wpad.corp/proxy.pac"},
       {"http_proxy=http://proxy.pac:80/"}},
      {"pac_file http_proxy", {"http_proxy=file:///etc/wpad.dat"}, {"http_proxy=file:///etc/wpad"}},
      {"not_one_proxy http_proxy",
       {"http_proxy=http://http://p:1"},
       {"http_proxy=http://http:p@p:1"}},
      {"not_one_proxy http_proxy", {"http_proxy=X=p:1"}, {"http_proxy=x-p:1"}},
      {"names_in_list no_proxy", {"no_proxy=a.test"}, {"no_proxy=.a.test"}},
      {"names_in_list no_proxy", {"no_proxy=db"}, {"no_proxy=localhost"}},
      {"names_in_list no_proxy", {"no_proxy=10.a"}, {"no_proxy=10.1"}},
      {"path_in_proxy http_proxy", {"http_proxy=http://p:1/x"}, {"http_proxy=http://p:1/"}},
      {"uppercase_in_list no_proxy", {"no_proxy=A.test"}, {"no_proxy=a.test"}},
      {"user_without_password http_proxy",
       {"http_proxy=http://u@p:1"},
       {"http_proxy=http://u:@p:1"}},
      {"cgi_http_proxy HTTP_PROXY",
       {"HTTP_PROXY=http://p:1", "REQUEST_METHOD=GET"},
       {"HTTPS_PROXY=http://p:1", "REQUEST_METHOD=GET"}},
      {"duplicate_conflict http_proxy",
       {"http_proxy=http://a:1", "http_proxy=http://b:1"},
       {"http_proxy=http://a:1", "http_proxy=http://a:1"}},
      {"duplicate_entry http_proxy",
       {"http_proxy=http://a:1", "http_proxy=http://a:1"},
       {"http_proxy=http://a:1"}},
      {"https_gap HTTPS_PROXY",
       {"http_proxy=http://p:1"},
       {"http_proxy=http://p:1", "all_proxy=http://p:1"}},
      {"https_gap HTTPS_PROXY",
       {"HTTP_PROXY=http://p:1"},
       {"HTTP_PROXY=http://p:1", "https_proxy="}},
      {"ipv6_brackets_in_list no_proxy", {"no_proxy=[::1]"}, {"no_proxy=::1"}},
      {"ipv6_network_in_list no_proxy", {"no_proxy=fd00::/8"}, {"no_proxy=fd00::1"}},
      {"list_exempts_everything no_proxy", {"no_proxy=a,*"}, {"no_proxy=a,*.b"}},
      {"list_separators no_proxy", {"no_proxy=a b"}, {"no_proxy=a, b"}},
      {"list_separators no_proxy", {"no_proxy=a;b"}, {"no_proxy=a,b"}},
      {"loopback_not_exempt NO_PROXY",
       {"HTTPS_PROXY=http://p:1"},
       {"HTTPS_PROXY=http://p:1", "no_proxy=localhost"}},
      {"loopback_not_exempt NO_PROXY", {"HTTPS_PROXY=http://p:1", "NO_PROXY=a"}, {"NO_PROXY=a"}},
      {"loopback_not_exempt NO_PROXY",
       {"HTTPS_PROXY=http://p:1", "NO_PROXY=localhost;<local>"},
       {"HTTPS_PROXY=http://p:1", "NO_PROXY=localhost;local"}},
      {"loopback_not_exempt NO_PROXY",
       {"HTTPS_PROXY=http://p:1", "NO_PROXY=127.0.0.1/33"},
       {"HTTPS_PROXY=http://p:1", "NO_PROXY=127.0.0.1/32"}},
      // The warning about gRPC says it.
      {"loopback_not_exempt NO_PROXY", {"HTTPS_PROXY=http://p:1"}, {"https_proxy=http://p:1"}},
      {"loopback_proxy http_proxy",
       {"http_proxy=http://127.0.0.1:1"},
       {"http_proxy=http://128.0.0.1:1"}},
      {"loopback_proxy http_proxy",
       {"http_proxy=http://LOCALHOST:1"},
       {"http_proxy=http://localhost.test:1"}},
      {"missing_port http_proxy", {"http_proxy=http://p"}, {"http_proxy=http://p:80"}},
      {"missing_scheme http_proxy", {"http_proxy=true"}, {"http_proxy=http://true:1"}},
      {"missing_scheme http_proxy", {"http_proxy=p:1"}, {"http_proxy=http://p:1"}},
      {"missing_spelling https_proxy", {"HTTPS_PROXY=http://p:1"}, {"https_proxy=http://p:1"}},
      {"missing_spelling no_proxy", {"NO_PROXY=a"}, {"NO_PROXY="}},
      {"empty_all_proxy ALL_PROXY", {"ALL_PROXY="}, {"all_proxy="}},
      {"empty_all_proxy ALL_PROXY", {"ALL_PROXY="}, {"ALL_PROXY=", "all_proxy=p:1"}},
      {"missing_spelling https_proxy", {"HTTPS_PROXY=p:1"}, {"HTTPS_PROXY=DIRECT"}},
      {"missing_upper_spelling HTTPS_PROXY", {"https_proxy=p:1"}, {"https_proxy=http://"}},
      {"missing_upper_spelling HTTPS_PROXY",
       {"https_proxy=http://p:1"},
       {"HTTPS_PROXY=http://p:1"}},
      {"networks_in_list no_proxy", {"no_proxy=10.0.0.0/8"}, {"no_proxy=10.0.0.0"}},
      {"no_host http_proxy", {"http_proxy=http://:1"}, {"http_proxy=http://p:1"}},
      {"order_dependent http_proxy",
       {"http_proxy=", "HTTP_PROXY=http://p:1"},
       {"http_proxy=http://p:1", "HTTP_PROXY=http://p:1"}},
      {"ports_in_list no_proxy", {"no_proxy=a:80"}, {"no_proxy=::1"}},
      {"quotes http_proxy", {"http_proxy=\"http://p:1\""}, {"http_proxy=http://p:1"}},
      {"quotes no_proxy", {"no_proxy='a'"}, {"no_proxy=a"}},
      {"scheme_in_list no_proxy", {"no_proxy=http://a"}, {"no_proxy=a"}},
      {"set_but_empty http_proxy", {"http_proxy="}, {"http_proxy"}},
      {"socks_proxy http_proxy", {"http_proxy=socks5://p:1"}, {"http_proxy=http://p:1"}},
      {"socks_proxy grpc_proxy", {"grpc_proxy=socks5://p:1"}, {"grpc_proxy=http://p:1"}},
      {"socks_proxy all_proxy",
       {"all_proxy=socks5://p:1", "http_proxy=http://p:1"},
       {"all_proxy=socks5://p:1", "http_proxy=http://p:1", "HTTPS_PROXY=http://p:1"}},
      {"socks_packages all_proxy",
       {"all_proxy=socks5://p:1", "http_proxy=http://p:1", "https_proxy=http://p:1"},
       {"all_proxy=http://p:1"}},
      {"socks_packages https_proxy", {"https_proxy=socks5h://p:1"}, {"https_proxy=socks://p:1"}},
      {"socks_packages ALL_PROXY", {"ALL_PROXY=socks5://p:1"}, {"grpc_proxy=socks5://p:1"}},
      {"socks_scheme all_proxy",
       {"all_proxy=socks://127.0.0.1:7890/", "http_proxy=http://p:1", "https_proxy=http://p:1"},
       {"all_proxy=socks5://127.0.0.1:7890/"}},
      {"socks_scheme ALL_PROXY", {"ALL_PROXY=socks4://p:1"}, {"ftp_proxy=socks4://p:1"}},
      {"socks_scheme https_proxy", {"https_proxy=socks4a://p:1"}, {"https_proxy=socks5h://p:1"}},
      {"tls_proxy https_proxy", {"https_proxy=https://p:1"}, {"https_proxy=http://p:1"}},
      {"unbalanced_quotes http_proxy", {"http_proxy=\"http://p:1"}, {"http_proxy=http://p:1"}},
      {"unbalanced_quotes no_proxy", {"no_proxy=\"a"}, {"no_proxy=\"a\""}},
      {"unencoded_credentials http_proxy",
       {"http_proxy=http://u:p@s@p:1"},
       {"http_proxy=http://u:p%40s@p:1"}},
      {"unencoded_credentials http_proxy",
       {"http_proxy=http://u:1/2@p:1"},
       {"http_proxy=http://u:1%2F2@p:1"}},
      {"unknown_scheme http_proxy", {"http_proxy=ftp://p:1"}, {"http_proxy=HTTP://p:1"}},
      {"unreadable_list no_proxy", {"no_proxy=a # b"}, {"no_proxy=a b"}},
      {"unreadable_list no_proxy", {"no_proxy=10.0.0.1 - 10.0.0.9"}, {"no_proxy=a;<local>"}},
      {"unreadable_value http_proxy", {"http_proxy=http://p\n:1"}, {"http_proxy=http://p:1\n"}},
      {"unsendable_credentials http_proxy",
       {"http_proxy=http://u:%D1%8F@p:1"},
       {"http_proxy=http://u:%C3%BF@p:1"}},
      {"unsendable_credentials http_proxy",
       {"http_proxy=http://%E2%82%AC:p@p:1"},
       {"http_proxy=http://%25:p@p:1"}},
      {"unsendable_credentials http_proxy",
       {"http_proxy=http://u:%FF@p:1"},
       {"http_proxy=http://u:%7F@p:1"}},
      {"unsendable_credentials http_proxy",
       {"http_proxy=http://u%3Av:p@p:1"},
       {"http_proxy=http://u:v%3Ap@p:1"}},
      {"unsendable_credentials http_proxy",
       {"http_proxy=http://u:%0A@p:1"},
       {"http_proxy=http://u:%20@p:1"}},
      {"uppercase_scheme http_proxy", {"http_proxy=HTTP://p:1"}, {"http_proxy=http://P:1"}},
      {"wide_network_in_list no_proxy", {"no_proxy=192.168.0.0/8"}, {"no_proxy=192.168.0.0/16"}},
      {"wide_network_in_list no_proxy", {"no_proxy=10.1.0.0/12"}, {"no_proxy=10.0.0.5/24"}},
      {"wide_network_in_list no_proxy", {"no_proxy=172.16.1.0/12"}, {"no_proxy=127.0.0.1/8"}},
      {"wildcards_in_list no_proxy", {"no_proxy=*.a"}, {"no_proxy=.a"}},
      {"windows_list no_proxy", {"no_proxy=localhost;127.*;<local>"}, {"no_proxy=local"}},
      {"windows_list no_proxy", {"no_proxy=a,<-loopback>"}, {"no_proxy=a,<"}},
  };
  // These are made by make_plan, see plan.rows and told_clients_test.cpp, and by those who ask for
  // more than values: near_names_test.cpp, clients/consequences_test.cpp.
  std::vector<std::string> covered = {
      "empty_filled",  "also_credentials", "also_entries_left_out", "also_not_written",
      "also_too_long", "client_fails",     "own_variable_unknown",  "similar_name"};
  for (const Row& row : rows) {
    CAPTURE(row.finding);
    CAPTURE(joined(names_in(row.hit)));
    CAPTURE(joined(names_in(row.near_miss)));
    CHECK(holds(names_in(row.hit), row.finding));
    CHECK_FALSE(holds(names_in(row.near_miss), row.finding));
    covered.emplace_back(row.finding.substr(0, row.finding.find(' ')));
  }
  for (const FindingRow& row : kFindings) {
    CAPTURE(row.name);
    // What the readers of sources say of a text is tested with them.
    if (row.kind == FindingKind::file_not_read || row.kind == FindingKind::line_not_read ||
        row.kind == FindingKind::other_reading || row.kind == FindingKind::value_not_known) {
      continue;
    }
    CHECK(holds(covered, row.name));
  }
}

TEST_CASE(
    "a network that is wider than it looks is told with what it covers, and what may be meant") {
  struct Row {
    std::string entry;
    std::string_view clause;
  };
  for (const Row& row :
       {Row{"192.168.0.0/8", "covers all of 192.0.0.0/8: was 192.168.0.0/16 meant?"},
        Row{"10.1.0.0/12", "covers all of 10.0.0.0/12: was 10.1.0.0/16 meant?"},
        Row{"172.16.1.0/12", "covers all of 172.16.0.0/12: was 172.16.1.0/24 meant?"},
        Row{"fd00:1::/8", "covers all of fd00::/8: was fd00:1::/32 meant?"}}) {
    const Environment environment = Environment::own({"no_proxy=" + row.entry});
    const std::vector<Finding> findings = examine(environment);
    const auto found = std::find_if(findings.begin(), findings.end(), [](const Finding& it) {
      return it.kind == FindingKind::wide_network_in_list;
    });
    REQUIRE(found != findings.end());
    CHECK(found->message == "no_proxy has `" + row.entry + "`, which " + std::string(row.clause));
  }
  // Beside a URL with a password no entry is shown.
  const Environment hidden = Environment::own({"no_proxy=192.168.0.0/8,http://u:s3cret@h"});
  for (const Finding& it : examine(hidden)) CHECK(it.message.find("192.") == std::string::npos);
}

TEST_CASE("a value or an entry that has a name of its own is told by that alone") {
  struct Row {
    std::string_view entry;
    std::string_view findings;  // but those of the other spelling and of loopback
  };
  const Row rows[] = {
      {"https_proxy=http://wpad.corp/proxy.pac", "pac_file https_proxy\n"},
      {"https_proxy=<no value>", "no_proxy_meant https_proxy\n"},
      {"no_proxy=http://intra.corp:8080/x", "scheme_in_list no_proxy\n"},
      {"no_proxy=172.17.*,10.0.*", "address_prefix_in_list no_proxy\n"},
      {"no_proxy=10.,192.168.", "address_prefix_in_list no_proxy\n"},
      {"no_proxy=10.0.0.1-10.0.0.255", "address_range_in_list no_proxy\n"},
      {"no_proxy=192.168.0.0/8", "networks_in_list no_proxy\nwide_network_in_list no_proxy\n"},
      {"no_proxy=localhost;<local>", "list_separators no_proxy\nwindows_list no_proxy\n"},
      {"no_proxy=localhost # dev",
       "unreadable_list no_proxy\nnames_in_list no_proxy\nbad_list_entry no_proxy\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.entry);
    std::string findings;
    for (const std::string& line : names_in({std::string(row.entry)})) {
      const bool is_aside =
          line.starts_with("missing_upper_spelling") || line.starts_with("loopback_not_exempt") ||
          line.starts_with("grpc_loopback_not_exempt") || line.starts_with("node_reads_no_proxy");
      if (!is_aside) findings.append(line).append("\n");
    }
    CHECK(findings == row.findings);
  }
}

TEST_CASE("the first of two values that differ is told as if it stood alone") {
  struct Row {
    std::vector<std::string> entries;
    std::string_view finding;
    bool found;
  };
  const Row rows[] = {
      {{"http_proxy=http://p:x", "http_proxy=http://p:1"}, "bad_port http_proxy", true},
      {{"http_proxy=http://p:1", "http_proxy=http://p:x"}, "bad_port http_proxy", false},
      {{"http_proxy=http://p:1/x", "http_proxy=http://q:1"}, "path_in_proxy http_proxy", true},
      {{"http_proxy=http://q:1", "http_proxy=http://p:1/x"}, "path_in_proxy http_proxy", false},
      {{"no_proxy=[::1]", "no_proxy=a"}, "ipv6_brackets_in_list no_proxy", true},
      {{"HTTP_PROXY=http://p:x", "REQUEST_METHOD=GET"}, "bad_port HTTP_PROXY", true},
  };
  for (const Row& row : rows) {
    CAPTURE(joined(names_in(row.entries)));
    CHECK(holds(names_in(row.entries), row.finding) == row.found);
  }
}

TEST_CASE("findings about no_grpc_proxy name gRPC alone") {
  struct Row {
    std::string entry;
    std::string_view part;
  };
  const Row rows[] = {
      {"no_grpc_proxy=*.corp", "has `*.corp`, which gRPC does not read"},
      {"no_grpc_proxy=corp", "has `corp`, which gRPC applies to every host that ends so"},
      {"no_grpc_proxy=db:80", "has `db:80`, which gRPC does not read"},
      {"no_grpc_proxy=::1", "has `::1`, which gRPC reads as the end of an address"},
      {"no_grpc_proxy=fd00::/8", "has `fd00::/8`, which grpc-js does not read"},
      {"no_grpc_proxy=A.test", "which grpc-js compares as they stand"},
      {"no_grpc_proxy=*", "has `*`, which gRPC does not read"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.entry);
    bool found = false;
    for (const Finding& finding : examine(Environment::own({row.entry}))) {
      found = found || finding.message.find(row.part) != std::string::npos;
      for (const std::string_view other : {"wget", "axios", "Go", "httpx", "npm"}) {
        CAPTURE(finding.message);
        CHECK(finding.message.find(other) == std::string::npos);
      }
    }
    CHECK(found);
  }
  // gRPC reads networks, and brackets are a fault for others alone.
  CHECK(names_in({"no_grpc_proxy=10.0.0.0/8,[::1]"}).empty());
}

TEST_CASE("a finding's sentence begins with its variable and quotes no secret") {
  for (const Finding& finding : examine(Environment::own(
           {"HTTPS_PROXY=socks5://u:s3cret@localhost", "no_proxy=http://u:s3cret@x,*.a,[::1]",
            "http_proxy=http://u:s3cret@p:${PORT}"}))) {
    CHECK(finding.message.starts_with(finding.variable));
    CHECK(finding.message.find("s3cret") == std::string::npos);
  }
}

TEST_CASE("a sentence names the clients for what stands in the value") {
  struct Row {
    std::string entry;
    std::string_view part;  // of some message
    std::string_view why;
  };
  const Row rows[] = {
      {"no_proxy=*", "(`*`): curl, Python and Go read it so", "a lone star"},
      {"no_proxy=a,*", "(`*`): Go, httpx and Node's http read it so", "a star among others"},
      {"no_proxy=10.0.0.0/8,11.0.0.0/8", "has `10.0.0.0/8` and 1 more, which wget, urllib",
       "several entries of a form: the first, and how many more"},
      {"no_proxy=10.0.0.0/8,@x", "has 1 entry, which wget", "beside an @ none is shown"},
      {"no_proxy=10.0.0.0/8,x%2540y", "has 1 entry, which wget", "nor beside an encoded one"},
      {"no_proxy=http://alice:a,10.0.0.0/8", "has 1 entry, which wget", "nor beside a URL"},
      {"no_proxy=:a,b,:c,:d,:e", "number 1, 3, 4 and 1 more", "bad entries by their places"},
      {"http_proxy=http://p:1/x", "git and Node fail on it", "a path"},
      {"http_proxy=https://p:1", "gRPC and wget do not speak TLS", "a TLS proxy"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const std::vector<Finding> findings = examine(Environment::own({row.entry}));
    CHECK(std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.message.find(row.part) != std::string::npos;
    }));
  }
}

// SPDX-License-Identifier: Apache-2.0
// A finding is something a person should know about the variables. Names and severities are an
// interface (scripts and CI match on them): all are in this one table, and changing one needs a
// line in CHANGELOG.md.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv {

enum class Severity { note, warning, error };

enum class FindingKind {
  address_prefix_in_list,
  address_range_in_list,
  also_credentials,
  also_entries_left_out,
  also_not_written,
  also_too_long,
  bad_host,
  bad_list_entry,
  bad_port,
  blank_list_entry,
  blank_value,
  blanks,
  blanks_in_proxy,
  busybox_wget,
  carriage_return,
  case_conflict,
  cgi_http_proxy,
  client_fails,
  duplicate_conflict,
  duplicate_entry,
  empty_all_proxy,
  empty_filled,
  file_not_read,
  go_refuses_in_cgi,
  grpc_loopback_not_exempt,
  https_gap,
  ipv6_address_in_list,
  ipv6_brackets_in_list,
  ipv6_network_in_list,
  ipv6_proxy,
  line_not_read,
  list_exempts_everything,
  list_separators,
  look_alike_characters,
  loopback_not_exempt,
  loopback_proxy,
  metadata_not_exempt,
  missing_port,
  missing_scheme,
  missing_spelling,
  missing_upper_spelling,
  names_in_list,
  networks_in_list,
  no_host,
  no_proxy_meant,
  node_reads_no_proxy,
  not_one_proxy,
  order_dependent,
  other_reading,
  own_variable_unknown,
  pac_file,
  path_in_proxy,
  ports_in_list,
  quotes,
  scheme_in_list,
  set_but_empty,
  similar_name,
  socks_packages,
  socks_proxy,
  socks_scheme,
  tls_proxy,
  unbalanced_quotes,
  unencoded_credentials,
  unknown_scheme,
  unreadable_list,
  unreadable_value,
  unsendable_credentials,
  uppercase_in_list,
  uppercase_scheme,
  user_without_password,
  value_not_known,
  wide_network_in_list,
  wildcards_in_list,
  windows_list,
};

struct FindingRow {
  FindingKind kind;
  std::string_view name;
  Severity severity;
  bool printed_by_run;  // run prints only conflicts, unrepairable values and filled empty values
  std::string_view advice;
};

inline constexpr std::array<FindingRow, 74> kFindings = {{
    {FindingKind::address_prefix_in_list, "address_prefix_in_list", Severity::warning, false,
     "write a network: 10.0.0.0/8 for `10.`, 172.17.0.0/16 for `172.17.*` (--portable does)"},
    {FindingKind::address_range_in_list, "address_range_in_list", Severity::warning, false,
     "write the networks that cover the range, or the addresses one by one"},
    {FindingKind::also_credentials, "also_credentials", Severity::warning, true,
     "give them to the program itself (java.net.Authenticator), or let the proxy do without"},
    {FindingKind::also_entries_left_out, "also_entries_left_out", Severity::note, false,
     "list names or addresses one by one, where Java matters"},
    {FindingKind::also_not_written, "also_not_written", Severity::warning, true,
     "mend what is named, or tell the program itself"},
    {FindingKind::also_too_long, "also_too_long", Severity::note, false,
     "shorten the exemption list, where Java 8 matters"},
    {FindingKind::bad_host, "bad_host", Severity::error, true,
     "write http://HOST:PORT with a host name or an address; an IPv6 address stands in brackets"},
    {FindingKind::bad_list_entry, "bad_list_entry", Severity::error, false,
     "list host names, domains, addresses or networks, names in ASCII (xn--...)"},
    {FindingKind::bad_port, "bad_port", Severity::error, true,
     "write http://HOST:PORT with a port from 1 to 65535"},
    {FindingKind::blank_list_entry, "blank_list_entry", Severity::error, false,
     "remove the comma at the end, or in the middle"},
    {FindingKind::blank_value, "blank_value", Severity::error, false,
     "unset it, or give it the value of its other spelling"},
    {FindingKind::blanks, "blanks", Severity::warning, false,
     "remove the spaces where the value is set"},
    {FindingKind::blanks_in_proxy, "blanks_in_proxy", Severity::error, false,
     "remove the spaces where the value is set"},
    {FindingKind::busybox_wget, "busybox_wget", Severity::note, false,
     "where that matters, leave http_proxy unset (--only https,grpc,no), use GNU wget, or wget -Y "
     "off"},
    {FindingKind::carriage_return, "carriage_return", Severity::error, false,
     "save the file that sets it with Unix line ends, and write the value in one line"},
    {FindingKind::case_conflict, "case_conflict", Severity::warning, true,
     "set both alike, or decide with --prefer lower or --prefer upper (PROXYENV_PREFER); docker -e "
     "replaces only the spelling that it names"},
    {FindingKind::cgi_http_proxy, "cgi_http_proxy", Severity::error, false,
     "set http_proxy instead: in a CGI process a request header can set HTTP_PROXY (httpoxy)"},
    {FindingKind::client_fails, "client_fails", Severity::error, false,
     "mend what the message names, or remove it"},
    {FindingKind::duplicate_conflict, "duplicate_conflict", Severity::warning, true,
     "remove one of the two entries from whatever sets the environment"},
    {FindingKind::duplicate_entry, "duplicate_entry", Severity::note, false,
     "remove one of the two entries from whatever sets the environment"},
    {FindingKind::empty_all_proxy, "empty_all_proxy", Severity::error, false,
     "remove the variable"},
    {FindingKind::empty_filled, "empty_filled", Severity::note, true,
     "remove the empty one; if it was meant as `no proxy`, set PROXYENV_EMPTY=keep"},
    {FindingKind::file_not_read, "file_not_read", Severity::warning, false,
     "put the file there, or look at the environment of the running process (--pid)"},
    {FindingKind::go_refuses_in_cgi, "go_refuses_in_cgi", Severity::error, false,
     "remove REQUEST_METHOD from the environment of Go programs that are no CGI programs"},
    {FindingKind::grpc_loopback_not_exempt, "grpc_loopback_not_exempt", Severity::warning, true,
     "add localhost,127.0.0.1 to the list, or --exempt @loopback"},
    {FindingKind::https_gap, "https_gap", Severity::warning, false,
     "set HTTPS_PROXY too; the proxy of an https target is an http:// URL as well"},
    {FindingKind::ipv6_address_in_list, "ipv6_address_in_list", Severity::note, false,
     "list a host name for it; with brackets urllib, npm and .NET would read it, and httpx fail"},
    {FindingKind::ipv6_brackets_in_list, "ipv6_brackets_in_list", Severity::error, false,
     "write the address without brackets; urllib, npm and .NET then no longer exempt it"},
    {FindingKind::ipv6_network_in_list, "ipv6_network_in_list", Severity::error, false,
     "list host names instead, or the addresses one by one"},
    {FindingKind::ipv6_proxy, "ipv6_proxy", Severity::error, false,
     "give axios a name for the proxy where it asks http:// targets"},
    {FindingKind::line_not_read, "line_not_read", Severity::warning, false,
     "mend the line, or name the format that it is meant in (--env-format)"},
    {FindingKind::list_exempts_everything, "list_exempts_everything", Severity::note, false,
     "remove the `*`, or the proxy variables: some clients do not understand `*` and would use the "
     "proxy for every host"},
    {FindingKind::list_separators, "list_separators", Severity::error, false,
     "separate the entries by commas"},
    {FindingKind::look_alike_characters, "look_alike_characters", Severity::error, true,
     "write the value in ASCII, with other characters of user and password percent-encoded; save "
     "the "
     "file that sets it without a byte order mark"},
    {FindingKind::loopback_not_exempt, "loopback_not_exempt", Severity::note, false,
     "add localhost,127.0.0.1 to the list, or --exempt @loopback"},
    {FindingKind::loopback_proxy, "loopback_proxy", Severity::note, false,
     "if the proxy runs on the host, name the host: --loopback-proxy host.docker.internal, or its "
     "address"},
    {FindingKind::metadata_not_exempt, "metadata_not_exempt", Severity::note, false,
     "where programs run in a cloud, add 169.254.169.254 to the list, or --exempt @metadata"},
    {FindingKind::missing_port, "missing_port", Severity::warning, true, "add the port"},
    {FindingKind::missing_scheme, "missing_scheme", Severity::error, true,
     "write http://HOST:PORT, or unset the variable where no proxy is meant"},
    {FindingKind::missing_spelling, "missing_spelling", Severity::warning, false,
     "run the program under proxyenv; or set the lower-case name too, with localhost,127.0.0.1 in "
     "no_proxy"},
    {FindingKind::missing_upper_spelling, "missing_upper_spelling", Severity::note, false,
     "run the program under proxyenv, or set the upper-case name too"},
    {FindingKind::names_in_list, "names_in_list", Severity::note, false,
     "where the subdomains are meant, write .NAME (--portable lists both)"},
    {FindingKind::networks_in_list, "networks_in_list", Severity::note, false,
     "where those clients matter, list host names or addresses instead"},
    {FindingKind::no_host, "no_host", Severity::error, true, "write http://HOST:PORT"},
    {FindingKind::no_proxy_meant, "no_proxy_meant", Severity::error, true,
     "unset the variable where no proxy is meant"},
    {FindingKind::node_reads_no_proxy, "node_reads_no_proxy", Severity::note, false,
     "set NODE_USE_ENV_PROXY=1 where Node.js runs, or --also node"},
    {FindingKind::not_one_proxy, "not_one_proxy", Severity::error, true,
     "write one http://[USER:PASSWORD@]HOST:PORT and nothing else, with the reserved characters of "
     "user and password percent-encoded"},
    {FindingKind::order_dependent, "order_dependent", Severity::note, false, "set both alike"},
    {FindingKind::other_reading, "other_reading", Severity::note, false,
     "name the program that reads the file (--env-format), or write the value so that all read it "
     "alike; behind a condition, look at the running process (--pid)"},
    {FindingKind::own_variable_unknown, "own_variable_unknown", Severity::note, false,
     "mend the name, or remove the variable"},
    {FindingKind::pac_file, "pac_file", Severity::error, true,
     "write the proxy that the file names for the targets, as http://HOST:PORT"},
    {FindingKind::path_in_proxy, "path_in_proxy", Severity::error, true,
     "remove what stands behind the port"},
    {FindingKind::ports_in_list, "ports_in_list", Severity::note, false,
     "list the host alone, if the port does not matter"},
    {FindingKind::quotes, "quotes", Severity::error, false,
     "remove the quotes where the value is set: docker's --env-file keeps them"},
    {FindingKind::scheme_in_list, "scheme_in_list", Severity::warning, false,
     "list the host alone"},
    {FindingKind::set_but_empty, "set_but_empty", Severity::note, false,
     "remove it, or give it the value of its other spelling"},
    {FindingKind::similar_name, "similar_name", Severity::note, false,
     "mend the name, or remove the variable"},
    {FindingKind::socks_packages, "socks_packages", Severity::warning, false,
     "give HTTP clients an http:// proxy and unset ALL_PROXY; or install httpx[socks] and "
     "requests[socks]"},
    {FindingKind::socks_proxy, "socks_proxy", Severity::error, false,
     "give HTTP clients an http:// proxy"},
    {FindingKind::socks_scheme, "socks_scheme", Severity::error, true,
     "write socks5:// where the proxy speaks that; or unset the variable in both letter cases, and "
     "give http and https an http:// proxy"},
    {FindingKind::tls_proxy, "tls_proxy", Severity::error, false,
     "write http:// unless the proxy itself speaks TLS"},
    {FindingKind::unbalanced_quotes, "unbalanced_quotes", Severity::error, true,
     "remove the quotes where the value is set: docker's --env-file keeps them"},
    {FindingKind::unencoded_credentials, "unencoded_credentials", Severity::error, true,
     "percent-encode the reserved characters of user and password: @ is %40, : is %3A, / is %2F, # "
     "is %23, and a % that stands for itself is %25"},
    {FindingKind::unknown_scheme, "unknown_scheme", Severity::error, true,
     "use http://, https://, socks4://, socks4a://, socks5:// or socks5h://"},
    {FindingKind::unreadable_list, "unreadable_list", Severity::error, true,
     "separate the entries by commas, without comments; write a range of addresses as a network"},
    {FindingKind::unreadable_value, "unreadable_value", Severity::error, true,
     "write http://HOST:PORT"},
    {FindingKind::unsendable_credentials, "unsendable_credentials", Severity::error, true,
     "give the proxy a user and a password in ASCII, without a colon in the user"},
    {FindingKind::uppercase_in_list, "uppercase_in_list", Severity::note, false,
     "write the entries in lower case"},
    {FindingKind::uppercase_scheme, "uppercase_scheme", Severity::error, false,
     "write the scheme in lower case"},
    {FindingKind::user_without_password, "user_without_password", Severity::error, false,
     "add the password, or write USER:@ where it is empty"},
    {FindingKind::value_not_known, "value_not_known", Severity::note, false,
     "look at the environment of the running process (--pid), or at the output of env there"},
    {FindingKind::wide_network_in_list, "wide_network_in_list", Severity::warning, false,
     "write the prefix length that is meant"},
    {FindingKind::wildcards_in_list, "wildcards_in_list", Severity::note, false, "write .x, or x"},
    {FindingKind::windows_list, "windows_list", Severity::warning, true,
     "separate the entries by commas, and list the hosts without a dot by name"},
}};

[[nodiscard]] const FindingRow& row_of(FindingKind kind);
[[nodiscard]] std::string_view to_string(Severity severity);

struct Finding {
  FindingKind kind;
  // A name from kFamilies or kToldClients; empty: no variable alone. For a name that is like one
  // of these, and for client_fails, it is a view into the environment.
  std::string_view variable;
  std::string message;   // what it is: one sentence without a full stop; redacted
  std::string why = {};  // why it matters: who fails, who works; empty where message says it

  friend bool operator==(const Finding&, const Finding&) = default;
};

// Appends a finding. Its message is the variable's name, a space and the clause.
void add_finding(std::vector<Finding>& findings, FindingKind kind, std::string_view variable,
                 std::string_view clause);

// Errors first, then warnings, then notes. Those of one severity stand in the order of their
// variables in kFamilies, lower case first; other variables come last. Findings of one severity and
// one variable keep their order.
void sort_findings(std::vector<Finding>& findings);

}  // namespace proxyenv

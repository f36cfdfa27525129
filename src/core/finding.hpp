// SPDX-License-Identifier: Apache-2.0
// A finding is something a person should know about the variables. Names and severities are an
// interface (scripts and CI match on them): they stand in this one table, and changing one needs
// a line in CHANGELOG.md.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace proxyenv {

enum class Severity { note, warning, error };

enum class FindingKind {
  bad_host,
  bad_port,
  case_conflict,
  cgi_http_proxy,
  duplicate_conflict,
  empty_filled,
  list_exempts_everything,
  missing_port,
  missing_scheme,
  no_host,
  not_copied_down,
  repair_needed,
  unbalanced_quotes,
  unencoded_credentials,
  unknown_scheme,
  unreadable_value,
};

struct FindingRow {
  FindingKind kind;
  std::string_view name;
  Severity severity;
  bool printed_by_run;  // run is silent but for conflicts, unrepairable values, filled empties
  std::string_view advice;
};

inline constexpr std::array<FindingRow, 16> kFindings = {{
    {FindingKind::bad_host, "bad_host", Severity::error, true,
     "write http://HOST:PORT with a host name or an address; an IPv6 address stands in brackets"},
    {FindingKind::bad_port, "bad_port", Severity::error, true,
     "write http://HOST:PORT with a port from 1 to 65535"},
    {FindingKind::case_conflict, "case_conflict", Severity::warning, true,
     "set both alike, or decide with --prefer lower or --prefer upper (PROXYENV_PREFER); "
     "docker -e replaces only the spelling that it names"},
    {FindingKind::cgi_http_proxy, "cgi_http_proxy", Severity::warning, false,
     "set http_proxy instead: in a CGI process a request header can set HTTP_PROXY (httpoxy)"},
    {FindingKind::duplicate_conflict, "duplicate_conflict", Severity::warning, true,
     "remove one of the two entries from whatever sets the environment"},
    {FindingKind::empty_filled, "empty_filled", Severity::note, true,
     "if the empty value was meant as `no proxy`, set PROXYENV_EMPTY=keep"},
    {FindingKind::list_exempts_everything, "list_exempts_everything", Severity::note, false,
     "remove the `*`, or the proxy variables: some clients do not understand `*` and would use "
     "the proxy for every host"},
    {FindingKind::missing_port, "missing_port", Severity::warning, true,
     "add the port: without one curl takes 1080, gRPC 443, the others 80"},
    {FindingKind::missing_scheme, "missing_scheme", Severity::error, true,
     "write http://HOST:PORT"},
    {FindingKind::no_host, "no_host", Severity::error, true, "write http://HOST:PORT"},
    {FindingKind::not_copied_down, "not_copied_down", Severity::warning, false,
     "give the clients that read only lower-case names (wget, gRPC, apt) an http:// proxy in the "
     "lower-case spelling"},
    {FindingKind::repair_needed, "repair_needed", Severity::warning, false,
     "correct the value where it is set, or leave --repair on"},
    {FindingKind::unbalanced_quotes, "unbalanced_quotes", Severity::error, true,
     "remove the quotes where the value is set: docker's --env-file keeps them"},
    {FindingKind::unencoded_credentials, "unencoded_credentials", Severity::error, true,
     "percent-encode the reserved characters of user and password: @ is %40, : is %3A, / is %2F, "
     "# is %23, % is %25"},
    {FindingKind::unknown_scheme, "unknown_scheme", Severity::error, true,
     "use http://, https://, socks4://, socks4a://, socks5:// or socks5h://"},
    {FindingKind::unreadable_value, "unreadable_value", Severity::error, true,
     "write http://HOST:PORT"},
}};

[[nodiscard]] const FindingRow& row_of(FindingKind kind);
[[nodiscard]] std::string_view to_string(Severity severity);

struct Finding {
  FindingKind kind;
  std::string_view variable;  // a name from kFamilies
  std::string message;        // one sentence without a full stop; redacted

  friend bool operator==(const Finding&, const Finding&) = default;
};

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// What the pages of the documentation say of each finding and each reason, where the message at run
// time is too short. {does:HABIT} and {does not:HABIT} stand for the clients that a row of
// core/readers.hpp names, {lower only:FAMILY} for those that read no upper-case spelling, and
// {who:NAME} for those of a row of tests/support/documented_habits.cpp.
#pragma once

#include <array>
#include <string_view>

#include "core/finding.hpp"
#include "core/plan/reason.hpp"

namespace proxyenv::tables {

struct FindingText {
  FindingKind kind;
  std::string_view what;
};

// clang-format off
inline constexpr std::array<FindingText, 61> kFindingTexts = {{
    {FindingKind::address_prefix_in_list,
     "the list has the beginning of addresses (`10.`, `172.17.*`), which no client reads"},
    {FindingKind::address_range_in_list,
     "the list has a range of addresses (`10.0.0.1-10.0.0.9`). No client but {does:address_range} reads one"},
    {FindingKind::also_credentials,
     "`--also java`: user and password of the proxy are not written, since every JVM prints its options. A proxy that asks for them answers 407"},
    {FindingKind::also_entries_left_out,
     "`--also java`: Java has no word for some entries of the list, and uses the proxy there. These are IPv6 networks, ports, URLs, and IPv4 networks of more than 16 prefixes"},
    {FindingKind::also_not_written,
     "`--also`: a client is told of no proxy, or of one only. The variables are in doubt (a conflict, a value that cannot be read), the list may hold a password, or the client cannot use the proxy"},
    {FindingKind::also_too_long,
     "`--also java`: the options are longer than 1023 bytes. A JVM before JDK 9 then ignores all of them"},
    {FindingKind::bad_host,
     "the host has characters that no host name has (`http://p q:3128`), or is an IPv6 address without brackets"},
    {FindingKind::bad_list_entry,
     "an entry of the list is no host, domain, address or network: a name in raw UTF-8, `:1`, `[::1`. The message gives its place only, for it may be a piece of a password"},
    {FindingKind::bad_port,
     "the port is not a number from 1 to 65535 (`http://proxy:${PORT}` that nobody expanded)"},
    {FindingKind::blank_list_entry,
     "an entry of the list is empty or blank (`a.test, `). {does:blank_list} then exempts every host; {does:empty_entry} does so for a comma at the end"},
    {FindingKind::blanks,
     "blanks or tabs are around the value, or beside the commas of a list. {who:fails_on_blanks} fail on such a proxy; {who:loses_entry_with_blank} lose such entries"},
    {FindingKind::carriage_return,
     "the value begins or ends with a carriage return or newline. {who:ignores_carriage_return} silently go direct; {who:fails_on_carriage_return} fail"},
    {FindingKind::case_conflict,
     "two spellings have different values, and programs differ in which one they read"},
    {FindingKind::cgi_http_proxy,
     "`HTTP_PROXY` in a CGI process is not trusted: a request header can set it"},
    {FindingKind::duplicate_conflict,
     "the environment has one name twice, with different values"},
    {FindingKind::duplicate_entry,
     "the environment has one name twice, with values that mean the same"},
    {FindingKind::empty_filled,
     "an empty spelling was filled from the other one"},
    {FindingKind::go_refuses_in_cgi,
     "`http_proxy` is set in a CGI process: {does:refuses_in_cgi} refuses every http:// request there"},
    {FindingKind::https_gap,
     "there is a proxy for http and none for https. {does not:http_for_https} go direct to https targets; {does:http_for_https} use the http one"},
    {FindingKind::ipv6_address_in_list,
     "the list has an IPv6 address. {does:bracketed_v6} read one only in brackets. To {does:address_v6_as_name} it is a name (`::1` exempts every host that ends in `.1`), to {does:address_v6_as_ending} the end of one"},
    {FindingKind::ipv6_brackets_in_list,
     "the list has an IPv6 address in brackets: {does:fails_on_brackets} fails when a client is made"},
    {FindingKind::ipv6_network_in_list,
     "the list has an IPv6 network: {does:fails_on_network_v6} fails when a client is made"},
    {FindingKind::ipv6_proxy,
     "the proxy is an IPv6 literal. {does:ipv6_proxy_as_name} looks it up as a name for `http://` targets, and fails"},
    {FindingKind::line_not_read,
     "a source has a line that its reader does not take, and that may set a proxy variable"},
    {FindingKind::list_exempts_everything,
     "the list holds `*`, so no proxy variable is added. {does:star_alone} exempt every host for a lone `*`; {does:star_among_others} also do so for one among other entries. {does not:star_alone} do not understand it"},
    {FindingKind::list_separators,
     "something else than commas separates entries of the list. {who:separates_by_commas} see one strange name, {who:ends_at_a_blank} on only the first entry"},
    {FindingKind::look_alike_characters,
     "the value has characters that look like ASCII or that nobody sees: a byte order mark, a no-break space, typographic quotes, full-width forms. It is never repaired"},
    {FindingKind::loopback_not_exempt,
     "a proxy is set and no list names loopback. All clients but {does:loopback} send requests for localhost to the proxy"},
    {FindingKind::loopback_proxy,
     "the proxy is on loopback, or 0.0.0.0, which leads there. That is right for a sidecar; but in a container loopback is the container itself, not its host"},
    {FindingKind::missing_port,
     "the proxy has no port: {who:takes_port_1080} takes 1080, {who:takes_port_443} 443, most others 80. The value is not copied into lower case"},
    {FindingKind::missing_scheme,
     "the value has no scheme. Some clients read `host:port`, others go direct or fail. Other values (`true`) name no proxy"},
    {FindingKind::missing_spelling,
     "only the upper-case spelling is set. {lower only:https} read only lower case; so do {who:reads_no_HTTP_PROXY} for http"},
    // The plugin daemon of Dify is no client that is modelled.
    {FindingKind::missing_upper_spelling,
     "only the lower-case spelling is set. Few programs read upper case alone (Dify's plugin daemon before 0.6.4)"},
    {FindingKind::names_in_list,
     "the list has plain names (`example.com`). {does not:name_with_subdomains} do not apply them to subdomains. {does:name_as_ending} apply them to every host that ends so (`notexample.com`)"},
    {FindingKind::networks_in_list,
     "the list has IPv4 networks. {does:network_v4} understand them. {does not:network_v4} do not"},
    {FindingKind::no_host,
     "the value names no host (`http://`, `http://:3128`)"},
    {FindingKind::no_proxy_meant,
     "the value is a word for no proxy (`DIRECT`, `None`, `null`), or `<no value>`, which Helm writes for a value that is missing. Clients want a URL"},
    {FindingKind::not_one_proxy,
     "the value is not one proxy: it has a second scheme, a second proxy, an assignment (`HTTP_PROXY=http://...`), a command, a comment, or user and password in front of the scheme. It is never repaired"},
    {FindingKind::order_dependent,
     "the two spellings differ, and {does:last_of_two} reads the one that comes last in the environment"},
    {FindingKind::other_reading,
     "another program reads the same file in another way (quotes, comments, line ends), or under a condition. The message says which reading was taken"},
    {FindingKind::pac_file,
     "the value names a PAC file (`http://wpad.corp/proxy.pac`), a script that chooses proxies. No client reads one from a variable"},
    {FindingKind::path_in_proxy,
     "there is something behind the port. {does:fails_on_path} fail on it, {who:fails_on_path_since} on; {does:fails_on_query} fails on a `?` or `#`. The value is not copied into lower case"},
    {FindingKind::ports_in_list,
     "the list has entries with a port. {does:port} understand them; {does not:port} ignore them"},
    {FindingKind::quotes,
     "quotes are around the value, and no client reads it"},
    {FindingKind::scheme_in_list,
     "the list has a URL: no client but {does:url} reads one there"},
    {FindingKind::set_but_empty,
     "the variable is set and has no value. Programs differ in whether that hides the other spelling"},
    {FindingKind::socks_proxy,
     "the proxy is a SOCKS proxy. {does:socks_proxy} speak SOCKS; {who:ignores_socks_proxy} go direct; {does:http_to_socks} speak HTTP to it. Not copied into lower case"},
    {FindingKind::tls_proxy,
     "the proxy is an `https://` proxy. {does:tls_proxy} speak TLS to it. {does not:tls_proxy} do not; {who:ignores_tls_proxy} ignores such a proxy, {who:plaintext_to_tls_proxy} speak plaintext to it. Not copied into lower case"},
    {FindingKind::unbalanced_quotes,
     "there are quotes that are not one pair around the value, or around an entry of the list"},
    {FindingKind::unencoded_credentials,
     "user or password has reserved characters. They are repaired only where they are user and password beyond doubt: not where a credential is half percent-encoded, where the host could begin at two places (`http://user:12/34@proxy:3128`), or where a variable was left unexpanded"},
    {FindingKind::unknown_scheme,
     "the value has a scheme that no proxy has (`htp://`, `ftp://`)"},
    {FindingKind::unreadable_list,
     "the list has pieces that are no hosts, in quotes or between blanks, `;` or `|`: a comment, or a range with blanks. It is neither repaired nor copied, and no proxy is copied beside it"},
    {FindingKind::unreadable_value,
     "blanks or control characters are inside the value, or what stands in front of `://` is no scheme"},
    {FindingKind::unsendable_credentials,
     "user or password has something that some client cannot send, percent-encoded or not. On characters beyond Latin-1 {does:fails_beyond_latin1} fail with each request. On a colon in the user {does:fails_on_colon_in_user} fails, and other clients let the proxy read a shorter name. On control characters {does:fails_on_control_character} fails. On bytes that are no UTF-8 {does:fails_on_no_utf8} fail, and others send different ones. The last two are not copied into lower case"},
    {FindingKind::uppercase_in_list,
     "the list has entries in upper case: {does not:upper_case} compare letters as they are. This is repaired"},
    {FindingKind::uppercase_scheme,
     "the scheme is in upper case: {who:ignores_upper_case_scheme} ignore such a proxy"},
    // A route does not show which credentials a client sends: curl and Go stand here by hand.
    {FindingKind::user_without_password,
     "the proxy has a user and no password. {does:fails_without_password} asks for one and fails where nobody answers; {does:drops_user_without_password} send neither; curl and Go send an empty one"},
    {FindingKind::value_not_known,
     "a source sets a proxy variable to a value that does not stand in it: a reference, a secret, the output of a command"},
    {FindingKind::wide_network_in_list,
     "the list has a network whose address goes on behind its prefix (`192.168.0.0/8`). It covers all of 192.0.0.0/8"},
    {FindingKind::wildcards_in_list,
     "the list has `*.x`. {does:wildcard} read it; {does not:wildcard} do not"},
    {FindingKind::windows_list,
     "the list has a word that Windows alone reads: `<local>` for every name without a dot, `<-loopback>`"},
}};

struct ReasonText {
  Reason reason;
  std::string_view action;
  std::string_view what;
};

inline constexpr std::array<ReasonText, 30> kReasonTexts = {{
    {Reason::already_consistent, "keep", "nothing to do"},
    {Reason::also_decided, "keep", "`--also`: the variable, or another one that the client reads, decides already"},
    {Reason::also_no_proxy, "keep", "`--also`: there is no proxy to tell"},
    {Reason::also_not_written, "keep", "`--also`: the variables are in doubt, or the client could not use the proxy; a finding says why"},
    {Reason::cgi_guard, "keep", "`HTTP_PROXY` in a CGI process"},
    {Reason::empty_kept, "keep", "empty beside a spelling with a value, kept by `--empty keep` or `--repair off`. Or the environment has the name twice, once empty, and it is not filled"},
    {Reason::exemptions_in_doubt, "keep", "a proxy is not copied into lower case, because `no_proxy` and `NO_PROXY` stay different, or one cannot be read. Hosts that one exempts would go to the proxy"},
    {Reason::family_not_selected, "keep", "`--only` leaves the family out"},
    {Reason::grpc_decided, "keep", "`grpc_proxy` or `no_grpc_proxy` is set, so it stays"},
    {Reason::httpx_would_fail, "keep", "an empty list is not filled, because the other spelling has entries (`[::1]`, `fd00::/8`) on which httpx would fail; so far httpx saw no list"},
    {Reason::list_exempts_everything, "keep", "neither copied nor repaired, because the list holds `*`"},
    {Reason::not_copied_down, "keep", "not copied into lower case: it is no `http://` proxy with a port. Or the other spelling is empty, and Python clients or npm would fail on the credentials (`unsendable_credentials`); so far they saw no proxy"},
    {Reason::repair_off, "keep", "needs a repair that `--repair off` leaves undone"},
    {Reason::set_but_empty, "keep", "empty, and the other spelling has no value"},
    {Reason::source_only, "keep", "`GRPC_PROXY`, which no client reads"},
    {Reason::spellings_conflict, "keep", "values differ"},
    {Reason::twin_unusable, "keep", "empty, and not filled, because the other spelling has no usable value"},
    {Reason::unusable_value, "keep", "the value has a defect; a finding names it"},
    {Reason::empty_spelling, "set", "was empty, filled from the other spelling"},
    {Reason::grpc_choice, "set", "`grpc_proxy`, with what gRPC would pick"},
    {Reason::grpc_exemptions, "set", "`no_grpc_proxy`, where gRPC would otherwise send exempt hosts or loopback to the proxy"},
    {Reason::missing_spelling, "set", "was missing, copied from the other spelling"},
    {Reason::option_also, "set", "written, or extended, for a client of `--also`"},
    {Reason::option_exempt, "set", "extended by `--exempt`"},
    {Reason::option_loopback_proxy, "set", "`--loopback-proxy` put its host where the proxy named loopback"},
    {Reason::option_portable, "set", "from `--portable`: a list rewritten so that the most clients read it alike, or a proxy from `ALL_PROXY` or, for https, from the http one"},
    {Reason::option_proxy, "set", "from `--proxy`"},
    {Reason::preferred_spelling, "set", "`--prefer` decided the conflict"},
    {Reason::repaired, "set", "mended; the detail says how"},
    {Reason::cleans_to_nothing, "unset", "held nothing but blanks, quotes or separators"},
}};
// clang-format on

}  // namespace proxyenv::tables

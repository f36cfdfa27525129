// SPDX-License-Identifier: Apache-2.0
#include "core/examine_proxy.hpp"

#include <string>

#include "core/not_a_proxy.hpp"
#include "core/proxy_url.hpp"
#include "core/readers.hpp"
#include "net/host.hpp"
#include "text/list.hpp"

namespace proxyenv {

namespace {

FindingKind kind_of(ProxyDefect defect) {
  switch (defect) {
    case ProxyDefect::none:
    case ProxyDefect::unreadable:
      break;
    case ProxyDefect::unbalanced_quotes:
      return FindingKind::unbalanced_quotes;
    case ProxyDefect::missing_scheme:
      return FindingKind::missing_scheme;
    case ProxyDefect::unknown_scheme:
      return FindingKind::unknown_scheme;
    case ProxyDefect::no_host:
      return FindingKind::no_host;
    case ProxyDefect::bad_host:
      return FindingKind::bad_host;
    case ProxyDefect::bad_port:
      return FindingKind::bad_port;
    case ProxyDefect::unencoded_credentials:
      return FindingKind::unencoded_credentials;
    case ProxyDefect::several_proxies:
    case ProxyDefect::second_scheme:
    case ProxyDefect::credentials_before_scheme:
    case ProxyDefect::assignment:
    case ProxyDefect::words_beside:
    case ProxyDefect::comment:
      return FindingKind::not_one_proxy;
    case ProxyDefect::unseen_characters:
    case ProxyDefect::typographic_characters:
    case ProxyDefect::full_width_characters:
      return FindingKind::look_alike_characters;
  }
  return FindingKind::unreadable_value;
}

// Python's clients with a SOCKS proxy. They look at all_proxy for each target, and httpx also where
// another variable decides (httpx 0.28.1 _utils.py get_environment_proxies, _config.py Proxy).
void examine_socks(std::vector<Finding>& findings, std::string_view variable,
                   std::string_view scheme) {
  if (scheme == "socks5" || scheme == "socks5h") {
    add_finding(findings, FindingKind::socks_packages, variable,
                "is a SOCKS proxy: without the package socksio, httpx fails when a client is made, "
                "for exempt hosts, too; without PySocks, requests and pip fail (`Missing "
                "dependencies for SOCKS support`)");
  } else {
    add_finding(
        findings, FindingKind::socks_scheme, variable,
        text::concatenated({"has the scheme ", scheme, "://, on which ",
                            who_does(Habit::fails_on_socks_scheme),
                            agreeing(who_does(Habit::fails_on_socks_scheme), " fails", " fail"),
                            " when a client is made, whatever the list says"}));
  }
}

void examine_scheme(std::vector<Finding>& findings, std::string_view variable,
                    std::string_view scheme, Family family, bool all_decides) {
  if (scheme == "https") {
    add_finding(
        findings, FindingKind::tls_proxy, variable,
        text::concatenated({"is an https:// proxy: ", who_does_not(Habit::tls_proxy),
                            agreeing(who_does_not(Habit::tls_proxy), " does not", " do not"),
                            " speak TLS to a proxy"}));
  } else if (scheme != "http" && family == Family::all && all_decides) {
    add_finding(findings, FindingKind::socks_proxy, variable,
                "is a SOCKS proxy, and the only one for http or https: not every client speaks it");
  } else if (scheme != "http" && family != Family::all) {
    add_finding(findings, FindingKind::socks_proxy, variable,
                text::concatenated({"is a SOCKS proxy: ", who_does_not(Habit::socks_proxy),
                                    " cannot use it, ", who_does(Habit::http_to_socks),
                                    agreeing(who_does(Habit::http_to_socks), " speaks", " speak"),
                                    " HTTP to it"}));
  }
  const bool is_read_by_python =
      family == Family::http || family == Family::https || family == Family::all;
  if (is_read_by_python && scheme.starts_with("socks")) examine_socks(findings, variable, scheme);
}

constexpr std::string_view kPacFile =
    "names a PAC file, a script that chooses proxies, which no client reads from a variable";

// What marks in the value hint at; empty where there are none.
std::string_view hint_at_cause(std::string_view value) {
  const auto holds = [&](std::string_view mark) {
    return value.find(mark) != std::string_view::npos;
  };
  if (holds("$") || holds("{{")) return " (has a variable in it been left unexpanded?)";
  if (holds("%%")) {
    return " (is `%%` the escape of a systemd unit file? Elsewhere it is written `%`)";
  }
  return "";
}

// What user or password has that some client cannot send; empty where all can.
std::string unsendable_clause(CredentialFault fault) {
  switch (fault) {
    case CredentialFault::none:
      break;
    case CredentialFault::control_character:
      return text::concatenated({"has a control character in user or password: ",
                                 who_does(Habit::fails_on_control_character),
                                 " fails on it, older ones go direct without a word"});
    case CredentialFault::not_utf8:
      return text::concatenated(
          {"has bytes in user or password that are no UTF-8: ", who_does(Habit::fails_on_no_utf8),
           " fail on them, others send different bytes"});
    case CredentialFault::colon_in_user:
      return text::concatenated(
          {"has a colon in its user name, where the proxy takes the name to "
           "end, and ",
           who_does(Habit::fails_on_colon_in_user), " fails"});
    case CredentialFault::beyond_latin1:
      return text::concatenated({"has characters beyond Latin-1 in user or password: ",
                                 who_does(Habit::fails_beyond_latin1),
                                 " fail on them, percent-encoded or not"});
  }
  return {};
}

}  // namespace

Finding finding_of_defect(const Spelling& spelling) {
  const std::string_view raw = spelling.raw.front();
  const auto finding = [&](FindingKind kind, std::string_view clause) {
    return Finding{kind, spelling.name, text::concatenated({spelling.name, " ", clause})};
  };
  if (is_missing_template_value(raw)) {
    return finding(FindingKind::no_proxy_meant,
                   "is `<no value>`, which Helm writes for a value that is missing");
  }
  if (means_no_proxy(raw)) {
    return finding(FindingKind::no_proxy_meant, "has a word for no proxy, which is no URL");
  }
  if (names_pac_file(raw)) return finding(FindingKind::pac_file, kPacFile);
  return {kind_of(spelling.proxy_defect), spelling.name,
          text::concatenated({spelling.name, " ", describe(spelling.proxy_defect),
                              hint_at_cause(spelling.raw.front())})};
}

std::vector<Finding> examine_proxy(const Spelling& spelling, Family family, bool all_decides) {
  std::vector<Finding> findings;
  const auto add = [&](FindingKind kind, std::string_view clause) {
    add_finding(findings, kind, spelling.name, clause);
  };
  const ProxyReading reading = read_proxy(spelling.value);
  const ProxyUrl& url = reading.url;
  const bool is_pac_file = names_pac_file(spelling.value);
  if (is_pac_file) add(FindingKind::pac_file, kPacFile);
  if (!url.port && !is_pac_file) {
    add(FindingKind::missing_port,
        "has no port, and clients take different ones (80, 443 or 1080)");
  }
  examine_scheme(findings, spelling.name, url.scheme, family, all_decides);
  if (url.host.starts_with('[')) {
    add(FindingKind::ipv6_proxy,
        text::concatenated({"names an IPv6 address, which ", who_does(Habit::ipv6_proxy_as_name),
                            agreeing(who_does(Habit::ipv6_proxy_as_name), " looks", " look"),
                            " up as a name for http:// targets"}));
  }
  if (has_path(url) && !is_pac_file) {
    add(FindingKind::path_in_proxy,
        text::concatenated({"has something behind its port: ", who_does(Habit::fails_on_path),
                            agreeing(who_does(Habit::fails_on_path), " fails", " fail"), " on it, ",
                            who_does(Habit::fails_on_query), " on a `?` or `#`"}));
  }
  if (url.userinfo && url.userinfo->find(':') == std::string_view::npos) {
    add(FindingKind::user_without_password,
        text::concatenated(
            {"names a user without a password: ", who_does(Habit::fails_without_password),
             agreeing(who_does(Habit::fails_without_password), " asks", " ask"), " for one, ",
             who_does(Habit::drops_user_without_password),
             agreeing(who_does(Habit::drops_user_without_password), " sends", " send"),
             " neither"}));
  }
  if (const std::string clause = unsendable_clause(credential_fault(reading)); !clause.empty()) {
    add(FindingKind::unsendable_credentials, clause);
  }
  if (net::is_loopback_host(url.host)) {
    add(FindingKind::loopback_proxy, "names loopback: in a container that is the container itself");
  } else if (net::names_this_machine(url.host)) {
    add(FindingKind::loopback_proxy,
        "names no other machine: 0.0.0.0 leads to this one, in a container to the container "
        "itself");
  }
  return findings;
}

}  // namespace proxyenv

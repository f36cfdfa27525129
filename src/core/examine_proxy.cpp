// SPDX-License-Identifier: Apache-2.0
#include "core/examine_proxy.hpp"

#include <string>

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

void examine_scheme(std::vector<Finding>& findings, std::string_view variable,
                    std::string_view scheme, Family family) {
  if (scheme == "https") {
    add_finding(
        findings, FindingKind::tls_proxy, variable,
        text::concatenated({"is an https:// proxy: ", who_does_not(Habit::tls_proxy),
                            agreeing(who_does_not(Habit::tls_proxy), " does not", " do not"),
                            " speak TLS to a proxy"}));
  } else if (scheme != "http" && family != Family::all) {
    add_finding(findings, FindingKind::socks_proxy, variable,
                text::concatenated({"is a SOCKS proxy: ", who_does_not(Habit::socks_proxy),
                                    " cannot use it, ", who_does(Habit::http_to_socks),
                                    agreeing(who_does(Habit::http_to_socks), " speaks", " speak"),
                                    " HTTP to it"}));
  }
}

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

}  // namespace

Finding finding_of_defect(const Spelling& spelling) {
  return {kind_of(spelling.proxy_defect), spelling.name,
          text::concatenated({spelling.name, " ", describe(spelling.proxy_defect),
                              hint_at_cause(spelling.raw.front())})};
}

std::vector<Finding> examine_proxy(const Spelling& spelling, Family family) {
  std::vector<Finding> findings;
  const auto add = [&](FindingKind kind, std::string_view clause) {
    add_finding(findings, kind, spelling.name, clause);
  };
  const ProxyUrl url = read_proxy(spelling.value).url;
  if (!url.port) {
    add(FindingKind::missing_port,
        "has no port, and clients take different ones (80, 443 or 1080)");
  }
  examine_scheme(findings, spelling.name, url.scheme, family);
  if (url.host.starts_with('[')) {
    add(FindingKind::ipv6_proxy,
        text::concatenated({"names an IPv6 address, which ", who_does(Habit::ipv6_proxy_as_name),
                            agreeing(who_does(Habit::ipv6_proxy_as_name), " looks", " look"),
                            " up as a name for http:// targets"}));
  }
  if (has_path(url)) {
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
  if (net::is_loopback_host(url.host)) {
    add(FindingKind::loopback_proxy, "names loopback: in a container that is the container itself");
  }
  return findings;
}

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// LWP::UserAgent of Perl where it reads the environment: env_proxy => 1, PERL_LWP_ENV_PROXY=1,
// LWP::Simple, lwp-request (GET, HEAD). Read in LWP/UserAgent.pm (env_proxy, proxy, _need_proxy),
// LWP/Protocol.pm (implementor) and LWP/Protocol/http.pm of 6.68, URI.pm and URI/_server.pm
// of 5.17, IO/Socket/IP.pm (split_addr). Run: 6.68 with LWP::Protocol::https 6.10. Names count in
// any case. The first in the order of their bytes counts, which is the one in upper case. Every
// value is checked in env_proxy(), even one that no request would use.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/lookup.hpp"
#include "clients/rules/perl.hpp"
#include "clients/rules/port.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/percent.hpp"

namespace proxyenv::clients {

namespace {

constexpr std::string_view kEnding = "_proxy";
constexpr std::string_view kCgiName = "CGI_HTTP_PROXY";

// A variable that env_proxy() takes for the key, "http" or "no".
bool is_for(const Variable& variable, std::string_view key, bool is_cgi) {
  std::string_view name = variable.name;
  if (!perl::is_true(variable.value) || (is_cgi && name.starts_with("HTTP_"))) return false;
  if (is_cgi && name == kCgiName) name.remove_prefix(4);
  return name.size() == key.size() + kEnding.size() &&
         ascii::equal_ignoring_case(name.substr(0, key.size()), key) &&
         ascii::ends_with_ignoring_case(name, kEnding);
}

// sort keys %ENV
std::optional<Variable> find(const Environment& environment, std::string_view key) {
  const bool is_cgi = perl::is_true(environment.find("REQUEST_METHOD").value_or(""));
  std::optional<Variable> found;
  for (const char* const entry : environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable || !is_for(*variable, key, is_cgi)) continue;
    if (!found || variable->name < found->name) found = variable;
  }
  return found;
}

// The length of what URI.pm takes for a scheme, with a colon behind it; 0 for none.
std::size_t scheme_size(std::string_view text) {
  if (text.empty() || !ascii::is_alpha(text.front())) return 0;
  const auto* const end = std::find_if_not(text.begin(), text.end(), [](char c) {
    return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.';
  });
  const auto size = static_cast<std::size_t>(end - text.begin());
  return text.substr(size).starts_with(':') ? size : 0;
}

// proxy(): whether it croaks.
bool is_refused(std::string_view value) {
  const std::size_t size = scheme_size(value);
  if (size == 0) return true;
  const std::string_view scheme = value.substr(0, size);
  if (scheme != "http" && scheme != "https") return false;
  const std::string_view rest = value.substr(size + 1);
  const bool has_host = rest.starts_with("//") && rest.size() > 2 &&
                        (ascii::is_alnum(rest[2]) || rest[2] == '_' || rest[2] == '[');
  return !has_host;
}

std::optional<Route> error_in_new(const Environment& environment) {
  // The protocols that LWP has.
  constexpr std::array<std::string_view, 12> kKeys = {"cpan",   "data", "file",  "ftp",
                                                      "gopher", "http", "https", "loopback",
                                                      "mailto", "news", "nntp",  "nogo"};
  for (const std::string_view key : kKeys) {
    const auto variable = find(environment, key);
    if (variable && is_refused(variable->value)) {
      return Route::error("env_proxy() croaks: the value is no absolute URI", variable->name);
    }
  }
  return std::nullopt;
}

// What URI.pm, IO::Socket::IP and the resolver do not mind: a colon without a port, a blank behind
// the host, brackets round a name.
std::string without_leftovers(std::string host) {
  host = perl::without_lone_colon(host);
  while (host.ends_with(' ')) host.pop_back();
  // URI.pm drops the brackets, and LWP puts them round an IPv6 address again.
  const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
  const bool is_name = is_bracketed && host.find(':') == std::string::npos;
  return is_name ? host.substr(1, host.size() - 2) : host;
}

// 0 means the scheme's own; -1 that the port is out of range.
std::int64_t read_port(std::string_view digits) {
  if (digits.find_first_not_of('0') == std::string_view::npos) return 0;
  const auto port = parse_padded_port(digits);
  return port ? *port : -1;
}

Route use_proxy(const Variable& variable) {
  const auto fails = [&](std::string_view why) { return Route::error(why, variable.name); };
  const std::string_view value = text::trimmed(variable.value, text::kAsciiSpace);
  const std::size_t size = scheme_size(value);
  const std::string scheme = ascii::lowered(value.substr(0, size));
  if (scheme != "http" && scheme != "https") return fails("LWP has no such proxy scheme");
  std::string_view rest = value.substr(size + 1);
  if (!rest.starts_with("//")) return fails("the proxy has no host");
  rest.remove_prefix(2);
  std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  const std::string_view behind = rest.substr(authority.size());
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    authority.remove_prefix(at + 1);
  }
  std::int64_t port = 0;
  const std::size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && colon + 1 < authority.size()) {
    const std::string_view digits = authority.substr(colon + 1);
    if (std::all_of(digits.begin(), digits.end(), ascii::is_digit)) {
      port = read_port(digits);
      authority = authority.substr(0, colon);
    }
  }
  if (port == 0) port = scheme == "https" ? 443 : 80;
  const std::string host = without_leftovers(percent_decoded(authority));
  return through_endpoint(variable, {scheme, host, port, behind});
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  const auto variable = find(environment, scheme);
  if (!variable) return {Route::direct("none of its variables has a value"), false};
  return {use_proxy(*variable)};
}

Router compile(const Environment& environment, const Version& version) {
  if (const auto error = error_in_new(environment)) {
    return make_fixed_router("LWP", {"http", "https", "ftp"}, *error);
  }
  return make_router("LWP", choose_each({"http", "https", "ftp"}, environment, version, choose),
                     [list = perl::read_list(find(environment, "no").value_or(Variable{}))](
                         const Target& target) { return perl::bypass(list, target.host); });
}

constexpr ClientVersion kHistory[] = {{{}, "the upper-case name of two; every value is checked"}};

}  // namespace

extern const Client kPerlLwp = {"perl-lwp", "Perl's LWP with env_proxy (LWP::Simple, GET)", compile,
                                kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients

// SPDX-License-Identifier: Apache-2.0
// HTTP::Tiny of Perl: cpan, and many tools of Debian. Read in HTTP/Tiny.pm (_set_proxies,
// _split_proxy, _split_url, _open_handle) of 0.080. Run: 0.080, with
// connections recorded.
// Every value is checked in new(), even one that no request would use, and an empty ALL_PROXY, too.
#include <algorithm>
#include <string>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/perl.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "core/proxy_url.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients {

namespace {

std::optional<Variable> first_true(const Environment& environment, Names names) {
  for (const std::string_view name : names) {
    const auto value = environment.find(name);
    if (value && perl::is_true(*value)) return Variable{name, *value};
  }
  return std::nullopt;
}

// `$ENV{all_proxy} || $ENV{ALL_PROXY}`: the last one counts if it is set at all.
std::optional<Variable> find_all(const Environment& environment) {
  if (auto lower = first_true(environment, {"all_proxy"})) return lower;
  return first_present(environment, {"ALL_PROXY"});
}

std::optional<Variable> find_http(const Environment& environment) {
  if (auto lower = first_true(environment, {"http_proxy"})) return lower;
  const bool is_cgi = first_true(environment, {"REQUEST_METHOD"}).has_value();
  if (auto upper = first_true(environment, {is_cgi ? "CGI_HTTP_PROXY" : "HTTP_PROXY"})) {
    return upper;
  }
  return find_all(environment);
}

std::optional<Variable> find_https(const Environment& environment) {
  if (auto own = first_true(environment, {"https_proxy", "HTTPS_PROXY"})) return own;
  return find_all(environment);
}

// _split_proxy(). No value where it croaks.
std::optional<Endpoint> split_proxy(std::string_view value, std::string& scheme) {
  const std::size_t end = value.find_first_of(":/?#");
  if (end == std::string_view::npos || end == 0 || !value.substr(end).starts_with(kSchemeEnd)) {
    return std::nullopt;
  }
  scheme = ascii::lowered(value.substr(0, end));
  const std::string_view rest = value.substr(end + kSchemeEnd.size());
  const std::size_t path = std::min(rest.find_first_of("/?#"), rest.size());
  const std::string_view behind = rest.substr(path);
  const std::string_view path_and_query = behind.substr(0, behind.find('#'));
  if (!path_and_query.empty() && path_and_query != "/") return std::nullopt;
  std::string_view host = rest.substr(0, path);
  if (const std::size_t at = host.find('@'); at != std::string_view::npos) {
    host.remove_prefix(at + 1);
  }
  std::optional<std::int64_t> port;
  if (scheme == "http") port = 80;
  if (scheme == "https") port = 443;
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos) {
    const std::string_view digits = host.substr(colon + 1);
    if (std::all_of(digits.begin(), digits.end(), ascii::is_digit)) {
      host = host.substr(0, colon);
      constexpr std::size_t kMostDigits = 9;
      if (digits.size() > kMostDigits) return std::nullopt;
      if (!digits.empty()) port = std::stol(std::string(digits));
    }
  }
  if (!port) return std::nullopt;
  host = perl::without_lone_colon(host);
  return Endpoint{scheme, host.empty() ? "localhost" : host, *port, behind};
}

// Every scheme but https is spoken as http.
Route connect(const Variable& variable, std::string_view target_scheme) {
  std::string scheme;
  auto endpoint = split_proxy(variable.value, scheme);
  if (!endpoint) {
    return Route::error("new() dies: the value is not http[s]://[auth@]host:port/", variable.name);
  }
  if (scheme == "https" && target_scheme == "https") {
    return Route::error("HTTP::Tiny cannot proxy https over https", variable.name);
  }
  endpoint->scheme = scheme == "https" ? "https" : "http";
  return through_endpoint(variable, *endpoint);
}

std::optional<Route> error_in_new(const Environment& environment) {
  for (const auto& variable :
       {find_all(environment), find_http(environment), find_https(environment)}) {
    std::string scheme;
    if (variable && !split_proxy(variable->value, scheme)) return connect(*variable, "http");
  }
  return std::nullopt;
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  const auto variable = scheme == "https" ? find_https(environment) : find_http(environment);
  if (!variable) return {Route::direct("none of its variables has a value"), false};
  return {connect(*variable, scheme)};
}

Router compile(const Environment& environment, const Version& version) {
  if (const auto error = error_in_new(environment)) {
    return make_fixed_router("HTTP::Tiny", {"http", "https"}, *error);
  }
  return make_router(
      "HTTP::Tiny", choose_each({"http", "https"}, environment, version, choose),
      [list = perl::read_list(first_present(environment, {"no_proxy"}).value_or(Variable{}))](
          const Target& target) {
        return perl::bypass(list, ascii::lowered(target.bracketed_host()));
      });
}

constexpr ClientVersion kHistory[] = {{{}, "every value is checked when the object is made"}};

}  // namespace

extern const Client kPerlHttpTiny = {"perl-http-tiny", "Perl's HTTP::Tiny (cpan)", compile,
                                     kHistory, Judged::by_real_client};

}  // namespace proxyenv::clients

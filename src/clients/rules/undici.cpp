// SPDX-License-Identifier: Apache-2.0
// Read in lib/dispatcher/env-http-proxy-agent.js and proxy-agent.js, see ../node_undici.cpp for the
// versions. Found later (docs/clients.md 8): a value with a path, query or fragment is refused,
// except for a single slash.
#include "clients/rules/undici.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "clients/rules/lookup.hpp"
#include "core/proxy_url.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::clients::undici {

namespace {

std::optional<Route> error_in(const Variable& variable, const Version& version) {
  const auto url = parse_value(variable, version);
  if (!url) return Route::error("TypeError: Invalid URL, as the agent is built", variable.name);
  const bool known = url->scheme == "http" || url->scheme == "https" ||
                     (is_socks(url->scheme) && version >= Version{7, 23});
  if (!known) {
    return Route::error("InvalidArgumentError, as the agent is built: the proxy's scheme",
                        variable.name);
  }
  if (!is_socks(url->scheme) && !is_origin(url->behind)) {
    return Route::error("InvalidArgumentError, as the agent is built: the value has a path",
                        variable.name);
  }
  if (!url->username.empty() &&
      !(is_uri_component(url->username) && is_uri_component(url->password))) {
    return Route::error("URIError: the credentials do not percent-decode", variable.name);
  }
  return std::nullopt;
}

}  // namespace

// util.parseOrigin() accepts no path, query or fragment. Dots do not count as a path.
bool is_origin(std::string_view behind) {
  const std::size_t end = std::min(behind.find_first_of("?#"), behind.size());
  const std::string_view more = behind.substr(end);
  if (!more.empty() && more != "?" && more != "#" && more != "?#") return false;
  const std::vector<std::string_view> segments = text::split(behind.substr(0, end), "/\\");
  for (std::size_t i = 1; i < segments.size(); ++i) {
    const bool is_last = i + 1 == segments.size();
    if (segments[i] != "." && segments[i] != ".." && !(is_last && segments[i].empty())) {
      return false;
    }
  }
  return true;
}

// `??`: the first variable that exists, empty or not.
Proxies find_proxies(const Environment& environment) {
  return {first_present(environment, {"http_proxy", "HTTP_PROXY"}),
          first_present(environment, {"https_proxy", "HTTPS_PROXY"})};
}

bool is_socks(std::string_view scheme) {
  return scheme == "socks5" || scheme == "socks";
}

// Only 8.0.0 and 8.0.1 add the variable's own scheme to a value without a scheme.
std::optional<WhatwgUrl> parse_value(const Variable& variable, const Version& version) {
  const bool adds_scheme = version >= Version{8} && version < Version{8, 0, 2};
  if (!adds_scheme || !scheme_part(variable.value).empty()) {
    return parse_whatwg_url(variable.value);
  }
  const bool https = ascii::equal_ignoring_case(variable.name, "https_proxy");
  return parse_whatwg_url((https ? "https://" : "http://") + std::string(variable.value));
}

std::optional<Route> construction_error(const Environment& environment, const Version& version) {
  const Proxies proxies = find_proxies(environment);
  for (const auto& proxy : {proxies.http, proxies.https}) {
    if (!proxy || proxy->value.empty()) continue;
    if (auto error = error_in(*proxy, version)) return error;
  }
  return std::nullopt;
}

}  // namespace proxyenv::clients::undici

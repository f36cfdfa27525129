// SPDX-License-Identifier: Apache-2.0
// Read in lib/internal/process/pre_execution.js (setupHttpProxy) and lib/internal/http.js, see
// ../node.cpp.
#include "clients/rules/node.hpp"

#include "clients/rules/whatwg_url.hpp"
#include "text/list.hpp"

namespace proxyenv::clients::node {

bool uses_environment(const Environment& environment, const Assumptions& assumptions) {
  bool uses = environment.find("NODE_USE_ENV_PROXY") == "1" ||
              assumptions.holds(Condition::node_use_env_proxy);
  const std::string_view options = environment.find("NODE_OPTIONS").value_or(std::string_view{});
  for (const std::string_view word : text::split(options, " ")) {
    if (word == "--use-env-proxy") uses = true;
    if (word == "--no-use-env-proxy") uses = false;
  }
  return uses;
}

bool is_ignored(const Variable& proxy) {
  return !proxy.value.starts_with("http://") && !proxy.value.starts_with("https://");
}

std::optional<Route> error_of_agent(const Variable& proxy) {
  if (proxy.value.find_first_of("\r\n") != std::string_view::npos) {
    return Route::error("ERR_PROXY_INVALID_CONFIG: a line end in the value", proxy.name);
  }
  if (is_ignored(proxy)) return std::nullopt;
  const auto url = parse_whatwg_url(proxy.value);
  if (!url) return Route::error("ERR_PROXY_INVALID_CONFIG: no URL", proxy.name);
  if (!is_uri_component(url->username) || !is_uri_component(url->password)) {
    return Route::error("URIError: the credentials do not percent-decode", proxy.name);
  }
  return std::nullopt;
}

}  // namespace proxyenv::clients::node

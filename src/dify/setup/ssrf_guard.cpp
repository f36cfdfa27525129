// SPDX-License-Identifier: Apache-2.0
// api/core/helper/ssrf_proxy.py: SSRF_PROXY_ALL_URL alone, or SSRF_PROXY_HTTP_URL and
// SSRF_PROXY_HTTPS_URL together; else the nodes connect without a guard. An empty value counts as
// none.
#include "dify/setup/ssrf_guard.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace proxyenv::dify {

namespace {

std::optional<std::string> value_of(const DifyService& service, std::string_view name) {
  for (const auto& [variable, value] : service.environment) {
    if (variable == name) return value;
  }
  return std::nullopt;
}

// Dify 0.14.0 to 0.14.2 have quotes in the default of a reference,
// ${NAME:-"http://ssrf_proxy:3128"}, where Compose keeps them.
std::string_view without_quotes(std::string_view value) {
  const bool is_quoted = value.size() > 1 && value.front() == '"' && value.back() == '"';
  return is_quoted ? value.substr(1, value.size() - 2) : value;
}

// Whether the container has a value that the override, which knows .env alone, would replace.
bool comes_from_elsewhere(const DifyTree& tree, const DifyService& service, std::string_view name) {
  const auto value = value_of(service, name);
  if (!value || value->empty() || *value == tree.env.find(name)) return false;
  return tree.ssrf_proxy.name.empty() ||
         !without_quotes(*value).starts_with("http://" + tree.ssrf_proxy.name + ":");
}

}  // namespace

SsrfGuard ssrf_guard_of(const DifyTree& tree, const DifyService& service) {
  const auto all = value_of(service, "SSRF_PROXY_ALL_URL");
  const auto http = value_of(service, "SSRF_PROXY_HTTP_URL");
  const auto https = value_of(service, "SSRF_PROXY_HTTPS_URL");
  const bool is_half = (http && http->empty()) || (https && https->empty());
  if (is_half && (!all || all->empty())) return SsrfGuard::off;
  if (comes_from_elsewhere(tree, service, "SSRF_PROXY_ALL_URL") ||
      comes_from_elsewhere(tree, service, "SSRF_PROXY_HTTP_URL")) {
    return SsrfGuard::own;
  }
  return SsrfGuard::by_squid;
}

std::string guard_expression(const DifyTree& tree, const std::string& squid) {
  if (!tree.compose.is_podman()) {
    return "${SSRF_PROXY_ALL_URL:-${SSRF_PROXY_HTTP_URL:-" + squid + "}}";
  }
  // podman-compose up to 1.4 takes a reference in the default of another one to pieces. So the one
  // that has a value now is written there alone.
  for (const std::string name : {"SSRF_PROXY_ALL_URL", "SSRF_PROXY_HTTP_URL"}) {
    if (!tree.env.find(name).value_or("").empty()) return "${" + name + "}";
  }
  return squid;
}

}  // namespace proxyenv::dify

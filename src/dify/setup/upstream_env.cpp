// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/upstream_env.hpp"

namespace proxyenv::dify {

std::vector<std::string> proxy_names(bool with_http) {
  std::vector<std::string> names = {"HTTPS_PROXY", "https_proxy"};
  if (with_http) names.insert(names.end(), {"HTTP_PROXY", "http_proxy"});
  return names;
}

std::vector<std::string> upstream_env_names(const SetupRequest& request) {
  return proxy_names(request.http);
}

std::string render_upstream_env(const SetupRequest& request) {
  std::string text = "# Written by `proxyenv dify init`: run it again instead of editing this.\n";
  for (const std::string& name : upstream_env_names(request)) {
    text.append(name).append("='").append(request.upstream.url_with_credentials()).append("'\n");
  }
  return text;
}

}  // namespace proxyenv::dify

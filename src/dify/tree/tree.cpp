// SPDX-License-Identifier: Apache-2.0
#include "dify/tree/tree.hpp"

#include <algorithm>

#include "dify/tree/image.hpp"

namespace proxyenv::dify {

std::string DifyTree::api_tag() const {
  return api_like.empty() ? std::string() : image_tag(api_like.front().image);
}

std::string DifyTree::daemon_tag() const {
  return plugin_daemon ? image_tag(plugin_daemon->image) : std::string();
}

std::vector<SquidTemplate> DifyTree::squid_templates() const {
  std::vector<SquidTemplate> templates = ssrf_proxy.templates;
  if (!agent_ssrf_proxy) return templates;
  for (const SquidTemplate& other : agent_ssrf_proxy->templates) {
    const bool is_known =
        std::any_of(templates.begin(), templates.end(),
                    [&](const SquidTemplate& known) { return known.path == other.path; });
    if (!is_known) templates.push_back(other);
  }
  return templates;
}

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
#include "dify/helm/helm_squid.hpp"

#include "dify/helm/helm_setup.hpp"
#include "dify/setup/squid_config.hpp"

namespace proxyenv::dify {

// The chart's squid.conf (templates/config.tpl, dify.ssrfProxy.config.squid) includes conf.d before
// it names the sandbox, a peer without access rules, and ends with `access_log none`. So:
//   - all that is not listed goes direct, and never to that peer; but what comes in at the
//   sandbox's
//     own port goes to it;
//   - the first access_log counts. The image's entrypoint prints that file, as Dify's own does;
//   - read_timeout as on Compose: a model may think for more than two minutes.
std::string render_helm_include(const HelmRequest& request) {
  std::string text = "acl proxyenv_reverse localport 8194\n";
  if (request.all_domains) {
    return text + render_upstream_for_all(request.upstream, request.exempt) +
           "read_timeout 15 minutes\naccess_log daemon:/var/log/squid/access.log squid\n";
  }
  return text + render_selective_upstream(request.upstream, request.domains) +
         "always_direct deny proxyenv_reverse\n"
         "always_direct allow !proxyenv_domains\n"
         "read_timeout 15 minutes\n"
         "access_log daemon:/var/log/squid/access.log squid\n";
}

}  // namespace proxyenv::dify

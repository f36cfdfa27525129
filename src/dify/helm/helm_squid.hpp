// SPDX-License-Identifier: Apache-2.0
// What squid includes in a chart that has one. The chart mounts squid.conf as it is, without an
// entrypoint of Dify's, so nothing is patched there: all must be said in an include.
#pragma once

#include <string>

namespace proxyenv::dify {

struct HelmRequest;

// The text of /etc/squid/conf.d/00-proxyenv.conf. It holds the upstream's credentials.
[[nodiscard]] std::string render_helm_include(const HelmRequest& request);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// An environment in which every client that has a list reads this one.
#pragma once

#include <algorithm>
#include <string>

#include "core/environment.hpp"

namespace proxyenv::testing {

// With a proxy for each kind of target. `list`: separated by commas.
inline Environment environment_with(const std::string& list) {
  std::string of_java = list;
  std::replace(of_java.begin(), of_java.end(), ',', '|');
  return Environment::own({"http_proxy=http://p.test:1", "https_proxy=http://p.test:2",
                           "ftp_proxy=http://p.test:3", "HTTP_PROXY=http://p.test:1",
                           "HTTPS_PROXY=http://p.test:2", "grpc_proxy=http://p.test:4",
                           "NODE_USE_ENV_PROXY=1", "no_proxy=" + list, "NO_PROXY=" + list,
                           "JAVA_TOOL_OPTIONS=-DproxyHost=p.test -DproxyPort=5 "
                           "-Dhttp.nonProxyHosts=" +
                               of_java});
}

}  // namespace proxyenv::testing

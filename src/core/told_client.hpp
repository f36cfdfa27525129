// SPDX-License-Identifier: Apache-2.0
// --also: clients that read no proxy variables, and the variable that configures each of them.
// These are not families: their value is made from those of the families, and only on request.
// Proxy settings that the variable already holds are kept.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace proxyenv {

enum class ToldClient { electron, java, maven, node };

struct ToldClientRow {
  ToldClient client;
  std::string_view name;      // for --also, and in the plan's column of families
  std::string_view variable;  // the one that is written
  std::string_view what;      // for --help
};

inline constexpr std::size_t kToldClientCount = 4;

inline constexpr std::array<ToldClientRow, kToldClientCount> kToldClients = {{
    {ToldClient::electron, "electron", "ELECTRON_GET_USE_PROXY",
     "ELECTRON_GET_USE_PROXY=true, for what installs Electron (@electron/get); not where it is set "
     "already"},
    {ToldClient::java, "java", "JAVA_TOOL_OPTIONS",
     "http.proxyHost, https.proxyHost and http.nonProxyHosts in JAVA_TOOL_OPTIONS, for every JVM "
     "(grpc-java too); never with credentials, and not where a proxy is set there already"},
    {ToldClient::maven, "maven", "JAVA_TOOL_OPTIONS",
     "as java, with aether.connector.http.useSystemProperties and "
     "aether.transport.apache.useSystemProperties, without which Maven from 3.9 on ignores the "
     "JVM's "
     "proxy"},
    {ToldClient::node, "node", "NODE_USE_ENV_PROXY",
     "NODE_USE_ENV_PROXY=1, for http, https and fetch of Node.js from 22.21 and 24.5 on; not where "
     "it is set already"},
}};

// The clients that --also names; none by default.
class ToldClientSelection {
 public:
  void add(ToldClient client) { selected_[static_cast<std::size_t>(client)] = true; }
  [[nodiscard]] bool holds(ToldClient client) const {
    return selected_[static_cast<std::size_t>(client)];
  }
  [[nodiscard]] bool names_somebody() const {
    return std::find(selected_.begin(), selected_.end(), true) != selected_.end();
  }

 private:
  std::array<bool, kToldClientCount> selected_ = {};
};

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// The environment that all candidates of scripts/bench get.
#pragma once

#include <string>
#include <vector>

namespace bench {

// That many entries, HTTPS_PROXY and NO_PROXY among them.
inline std::vector<std::string> make_environment(int entries) {
  std::vector<std::string> environment = {
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root",
      "HTTPS_PROXY=http://proxy.example.com:3128",
      "NO_PROXY=localhost,127.0.0.1,.svc.cluster.local,10.0.0.0/8,db,redis"};
  for (int i = static_cast<int>(environment.size()); i < entries; ++i) {
    environment.push_back("SERVICE_" + std::to_string(i) + "_SETTING=value-" + std::to_string(i));
  }
  return environment;
}

// For execve. Valid as long as the environment.
inline std::vector<char*> block_of(const std::vector<std::string>& environment) {
  std::vector<char*> block;
  for (const std::string& entry : environment) block.push_back(const_cast<char*>(entry.c_str()));
  block.push_back(nullptr);
  return block;
}

}  // namespace bench

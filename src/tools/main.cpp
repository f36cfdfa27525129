// SPDX-License-Identifier: Apache-2.0
// proxyenv-tools, the companion: the commands that need a network or heavy libraries.
#include <string>
#include <string_view>

#include "cli/version.hpp"
#include "os/file.hpp"
#include "os/log.hpp"

namespace {
constexpr int kExitOwnFailure = 125;  // as the launcher's
}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--version") {
    const std::string text = "proxyenv-tools " + std::string(proxyenv::kVersion) + "\n";
    return proxyenv::os::write_all(1, text) ? 0 : kExitOwnFailure;
  }
  proxyenv::os::log_message("proxyenv-tools " + std::string(proxyenv::kVersion) +
                            " has no command yet: probe, audit and dify come with later versions");
  return kExitOwnFailure;
}

// SPDX-License-Identifier: Apache-2.0
// The forms without quotes: NAME=VALUE, and all behind the first `=` is the value.
#include "report/paste_form.hpp"

namespace proxyenv {

namespace {

// docker reads lines with bufio.Scanner, whose longest line has 64 KiB with its end
// (bufio.MaxScanTokenSize; docker/cli, opts/envfile.go and internal of kvfile). Longer ones end it.
constexpr std::size_t kLongestLine = 65'535;

std::optional<std::string> as_env(std::string_view name, std::string_view value) {
  if (value.find('\n') != std::string_view::npos) return std::nullopt;
  return std::string(name) + "=" + std::string(value);
}

std::optional<std::string> as_docker(std::string_view name, std::string_view value) {
  auto line = as_env(name, value);
  if (line && line->size() >= kLongestLine) return std::nullopt;
  return line;
}

std::string remove(std::string_view /*name*/) {
  return {};
}

}  // namespace

const PasteForm kEnvForm = {"", "", as_env, "has several lines", remove};
const PasteForm kDockerForm = {"", "# ", as_docker,
                               "has several lines, or more than 64 KiB, which the file cannot hold",
                               remove};

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
#include "os/companion.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>

#include "os/exec.hpp"
#include "os/file.hpp"

namespace proxyenv::os {

namespace {

bool is_program(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         ::access(path.c_str(), X_OK) == 0;
}

// The folder of this program with its last slash: "/" for /proxyenv, which is its place in images.
std::string own_directory() {
  std::array<char, PATH_MAX> target{};
  const ssize_t length = ::readlink("/proc/self/exe", target.data(), target.size());
  std::string_view path(target.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
  if (length <= 0) path = path_given_to_exec();  // there is no /proc
  return std::string(path.substr(0, path.rfind('/') + 1));
}

}  // namespace

std::optional<std::string> find_companion(std::string_view name,
                                          std::optional<std::string_view> path) {
  if (const std::string directory = own_directory(); !directory.empty()) {
    std::string beside = directory + std::string(name);
    if (is_program(beside)) return beside;
  }
  std::string_view rest = path.value_or("");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    std::string candidate = path_candidate(rest.substr(0, end), name);
    if (is_program(candidate)) return candidate;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::nullopt;
}

}  // namespace proxyenv::os

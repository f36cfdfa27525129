// SPDX-License-Identifier: Apache-2.0
#include "os/executable_file.hpp"

#include <sys/stat.h>

#include "os/file.hpp"

namespace proxyenv::os {

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

Result<ExecutableFormat> read_format_of(const std::string& path) {
  const auto file = open_regular_file(path);
  if (!file) return fail(file.error());
  const auto head = read_head(file->number(), kFormatBytes);
  if (!head) return fail(head.error());
  return read_executable_format(*head);
}

}  // namespace proxyenv::os

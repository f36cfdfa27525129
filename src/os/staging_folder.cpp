// SPDX-License-Identifier: Apache-2.0
#include "os/staging_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace proxyenv::os {

std::string name_of_new(std::size_t number) {
  return "new-" + std::to_string(number);
}

std::string name_of_old(std::size_t number) {
  return "old-" + std::to_string(number);
}

bool remove_staging_folder(const Place& place) {
  const auto folder = place.folder.open_below(place.name);
  if (!folder || !*folder) return false;
  for (std::size_t number = 0; number < kMostFilesInSet; ++number) {
    ::unlinkat((*folder)->number(), name_of_new(number).c_str(), 0);
    ::unlinkat((*folder)->number(), name_of_old(number).c_str(), 0);
  }
  return ::unlinkat(place.folder.number(), place.name.c_str(), AT_REMOVEDIR) == 0;
}

}  // namespace proxyenv::os

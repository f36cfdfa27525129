// SPDX-License-Identifier: Apache-2.0
#include "text/glob.hpp"

#include <cstddef>

namespace proxyenv::text {

namespace {

std::string_view without_this_folder(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return path;
}

// After a mismatch only the last `*` has to be tried again, one character longer: whatever an
// earlier one could take instead, the last one can take, too.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;  // behind the last `*`
  std::size_t taken = 0;                      // where the text goes on behind what it took
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      taken = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star;
      t = ++taken;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view path) {
  pattern = without_this_folder(pattern);
  path = without_this_folder(path);
  if (pattern.find('/') == std::string_view::npos) {
    path.remove_prefix(path.rfind('/') + 1);  // npos + 1 is 0
  }
  return matches(pattern, path);
}

}  // namespace proxyenv::text

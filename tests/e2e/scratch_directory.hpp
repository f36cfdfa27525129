// SPDX-License-Identifier: Apache-2.0
// A directory for one test, removed with its content when the test ends. Every user may enter it,
// because some tests give up root.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace e2e {

class ScratchDirectory {
 public:
  ScratchDirectory();
  ~ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string path(std::string_view name) const;

  // Each returns the path of the new file or directory.
  std::string write(std::string_view name, std::string_view bytes, unsigned mode = 0644) const;
  std::string copy(const std::string& file, std::string_view name) const;  // with its mode
  std::string make_directory(std::string_view name, unsigned mode = 0755) const;

  // The names in it, sorted.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::string path_;
};

[[nodiscard]] std::string read_file(const std::string& path);

}  // namespace e2e

// SPDX-License-Identifier: Apache-2.0
#include "scratch_directory.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>

namespace e2e {

namespace fs = std::filesystem;

ScratchDirectory::ScratchDirectory() : path_((fs::temp_directory_path() / "proxyenv-XXXXXX")) {
  if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  fs::permissions(path_, fs::perms(0755));
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string ScratchDirectory::path(std::string_view name) const {
  return path_ + "/" + std::string(name);
}

std::string ScratchDirectory::write(std::string_view name, std::string_view bytes,
                                    unsigned mode) const {
  const std::string file = path(name);
  std::ofstream stream(file, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + file);
  fs::permissions(file, fs::perms(mode));
  return file;
}

std::string ScratchDirectory::copy(const std::string& file, std::string_view name) const {
  fs::copy_file(file, path(name));
  return path(name);
}

std::string ScratchDirectory::make_directory(std::string_view name, unsigned mode) const {
  fs::create_directories(path(name));
  fs::permissions(path(name), fs::perms(mode));
  return path(name);
}

std::vector<std::string> ScratchDirectory::names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path_)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace e2e

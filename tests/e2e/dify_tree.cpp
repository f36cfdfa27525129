// SPDX-License-Identifier: Apache-2.0
#include "dify_tree.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <utility>

namespace e2e {

namespace fs = std::filesystem;

Tree::Tree(std::string_view name) {
  fs::copy(fs::path(E2E_TREES) / name, scratch_.path("docker"), fs::copy_options::recursive);
}

Tree::Tree(const Tree& other) {
  fs::copy(other.path(), scratch_.path("docker"), fs::copy_options::recursive);
}

std::string Tree::path(std::string_view name) const {
  return scratch_.path("docker") + (name.empty() ? "" : "/") + std::string(name);
}

void Tree::write(std::string_view name, std::string_view text) const {
  (void)scratch_.write("docker/" + std::string(name), text);
}

bool Tree::has(std::string_view name) const {
  return fs::exists(path(name));
}

std::string Tree::text(std::string_view name) const {
  return read_file(path(name));
}

std::map<std::string, std::string> Tree::snapshot() const {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(path())) {
    const auto mode = static_cast<unsigned>(entry.symlink_status().permissions());
    std::string content;
    if (entry.is_symlink()) {
      content = fs::read_symlink(entry.path());
    } else if (entry.is_regular_file()) {
      content = read_file(entry.path());
    }
    files[entry.path().lexically_relative(path())] = std::to_string(mode) + " " + content;
  }
  return files;
}

Words Tree::init_words(const Words& words) const {
  return joined({{proxyenv_path(), "dify", "init", "--dir", path()}, words});
}

Outcome Tree::init(const Words& words, const Words& environment, std::string input) const {
  return run_program({init_words(words), environment, std::move(input)});
}

unsigned mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

}  // namespace e2e

// SPDX-License-Identifier: Apache-2.0
// A copy of one of the project's own Dify trees, for `proxyenv dify` to work on.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "run_program.hpp"
#include "scratch_directory.hpp"

namespace e2e {

// Options for init that will do for any tree.
inline const Words kUpstream = {"--upstream", "http://192.168.0.1:7890"};
inline const Words kDomains = {"--domains", ".googleapis.com"};

class Tree {
 public:
  explicit Tree(std::string_view name = "1.15.0");
  Tree(const Tree& other);
  Tree& operator=(const Tree&) = delete;

  [[nodiscard]] std::string path(std::string_view name = "") const;
  void write(std::string_view name, std::string_view text) const;
  [[nodiscard]] bool has(std::string_view name) const;  // a link that leads somewhere, too
  [[nodiscard]] std::string text(std::string_view name) const;

  // Everything in it by its path below the folder: mode, and content or where a link leads.
  [[nodiscard]] std::map<std::string, std::string> snapshot() const;

  // The words of `proxyenv dify init` for this tree.
  [[nodiscard]] Words init_words(const Words& words) const;
  [[nodiscard]] Outcome init(const Words& words, const Words& environment = {},
                             std::string input = {}) const;

 private:
  ScratchDirectory scratch_;
};

// The permission bits.
[[nodiscard]] unsigned mode_of(const std::string& path);

}  // namespace e2e

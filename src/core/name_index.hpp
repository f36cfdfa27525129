// SPDX-License-Identifier: Apache-2.0
// Finds the entries of an environment that belong to a small fixed set of names. An environment can
// hold 10,000 entries, and the set holds about 20 names. The first byte rejects nearly all entries;
// names are compared only for the rest.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace proxyenv {

class NameIndex {
 public:
  // Names must not be empty and must not contain `=`. Their bytes must outlive the index.
  explicit NameIndex(std::vector<std::string_view> names) : names_(std::move(names)) {
    for (const std::string_view name : names_) begins_a_name_[first_byte(name.data())] = true;
  }

  struct Match {
    std::size_t name;   // its position in the set
    const char* value;  // the bytes after the `=`
  };
  // The name that `entry` (NAME=VALUE, ended by a NUL) sets, if it is in the set.
  [[nodiscard]] std::optional<Match> match(const char* entry) const {
    if (!begins_a_name_[first_byte(entry)]) return std::nullopt;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const std::size_t length = names_[i].size();
      if (std::strncmp(entry, names_[i].data(), length) == 0 && entry[length] == '=') {
        return Match{i, entry + length + 1};
      }
    }
    return std::nullopt;
  }

 private:
  static std::size_t first_byte(const char* text) { return static_cast<unsigned char>(*text); }

  std::vector<std::string_view> names_;
  std::array<bool, 256> begins_a_name_{};
};

}  // namespace proxyenv

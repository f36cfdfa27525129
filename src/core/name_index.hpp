// SPDX-License-Identifier: Apache-2.0
// Finds a variable name in a small fixed set of names. An environment can hold 10,000 entries and
// the set about 30, so most names are rejected by their length alone, one shift and one test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace proxyenv {

class NameIndex {
 public:
  NameIndex() = default;
  // The bytes of the names must outlive the index.
  explicit NameIndex(std::vector<std::string_view> names) : names_(std::move(names)) {
    for (const std::string_view name : names_) lengths_ |= length_bit(name);
  }

  // The position of `name` in the set; the first one where a name stands twice.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
    if ((lengths_ & length_bit(name)) == 0) return std::nullopt;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] == name) return i;
    }
    return std::nullopt;
  }

 private:
  // Lengths of 63 and more share the last bit: a name in the set is never rejected by it.
  static constexpr std::uint64_t length_bit(std::string_view name) {
    return std::uint64_t{1} << (name.size() < 63 ? name.size() : 63);
  }

  std::vector<std::string_view> names_;
  std::uint64_t lengths_ = 0;
};

}  // namespace proxyenv

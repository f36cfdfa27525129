// SPDX-License-Identifier: Apache-2.0
// An environment as the kernel keeps it: an ordered sequence of byte strings, most of them
// NAME=VALUE, some not (no `=`, empty, twice the same name). An entry that nobody edits stays the
// same bytes in the same place, even if it is malformed. An environment is never edited in place;
// edited() makes a new one that shares untouched entries.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proxyenv {

struct Variable {
  std::string_view name;
  std::string_view value;
};

// Splits NAME=VALUE at the first `=`. Returns no value for an entry without `=`, which is not a
// variable (POSIX.1-2017, 8.1), or with an empty name.
[[nodiscard]] std::optional<Variable> split_entry(std::string_view entry);

struct Edit;

class Environment {
 public:
  Environment() = default;

  // Takes the entries of a NULL-terminated block without copying them; they must outlive this
  // object and all that edited() makes from it. The block that the kernel gives to a process does.
  [[nodiscard]] static Environment borrow(const char* const* block);

  // Owns its strings. A string that contains a NUL byte ends there, as in execve.
  [[nodiscard]] static Environment own(std::vector<std::string> entries);

  // The entries, each ended by a NUL.
  [[nodiscard]] std::span<const char* const> entries() const { return {block_, size_}; }

  // The value of the first variable of that name, as getenv(3) returns it.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;

  // The entries for execve(2), NULL-terminated, valid as long as this object (and a borrowed
  // block).
  [[nodiscard]] char* const* exec_block() const {
    // For historical reasons execve(2) takes char*; it does not write to the strings.
    return const_cast<char* const*>(block_);
  }

  // The size that execve(2) counts: the bytes of all entries with their NULs, and a pointer for
  // each.
  [[nodiscard]] std::size_t exec_size() const;

 private:
  friend Environment edited(const Environment& environment, std::span<const Edit> edits);

  // The memory that own() and edited() allocate: strings, and a block of pointers to these strings
  // and to those of other objects.
  struct Storage {
    std::vector<std::string> strings;
    std::vector<const char*> block;
    std::shared_ptr<const Storage> origin;  // of the environment that was edited
  };
  explicit Environment(std::shared_ptr<const Storage> storage);

  static constexpr const char* kNothing[1] = {nullptr};
  const char* const* block_ = kNothing;  // NULL-terminated
  std::size_t size_ = 0;
  std::shared_ptr<const Storage> storage_;  // null if the block is borrowed
};

// One change: the name gets this value in each of its entries, or in a new last entry if it has
// none. Without a value, all entries of the name are removed.
struct Edit {
  std::string_view name;
  std::optional<std::string> value;
};

// The environment with the edits applied. Entries of other names are the same pointers.
[[nodiscard]] Environment edited(const Environment& environment, std::span<const Edit> edits);

}  // namespace proxyenv

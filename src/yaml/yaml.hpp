// SPDX-License-Identifier: Apache-2.0
// A YAML document as a value, with anchors and merge keys (`<<`) resolved. No other file uses
// yaml-cpp, and its exceptions do not leave this one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv {

struct YamlEntry;

struct YamlValue {
  enum class Kind { null, scalar, sequence, map };

  Kind kind = Kind::null;
  std::string scalar;
  std::vector<YamlValue> items;    // of a sequence
  std::vector<YamlEntry> entries;  // of a map, in the order of the file
  // The line where its key stands, or the item of a sequence, from 1. What an alias repeats keeps
  // the lines of its anchor. 0: it was not read from a text.
  std::size_t line = 0;
  // The tag that the program which reads the file makes something of: GitLab's `!reference`, or
  // Compose's `!reset` and `!override`.
  enum class OwnTag { none, reset, override_base, other };
  OwnTag own_tag = OwnTag::none;
  bool is_plain =
      false;  // a scalar without quotes and tag, which may be a number (plain_scalar.hpp)

  [[nodiscard]] bool has_own_tag() const { return own_tag != OwnTag::none; }
  [[nodiscard]] bool is_map() const { return kind == Kind::map; }
  [[nodiscard]] bool is_sequence() const { return kind == Kind::sequence; }
  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }

  // The value of a key; null if this is not a map, or has no such key.
  [[nodiscard]] const YamlValue* find(std::string_view key) const;
  [[nodiscard]] YamlValue* find(std::string_view key);
};

// A struct instead of a std::pair, because clang 14 does not copy a vector of pairs with an
// incomplete type.
struct YamlEntry {
  std::string key;
  YamlValue value;
};

[[nodiscard]] YamlValue yaml_scalar(std::string text);

// The first document of the text; an empty text is null. An Error gives the number of the line.
[[nodiscard]] Result<YamlValue> parse_yaml(const std::string& text);

// All documents of the text, which `---` separates. The limits hold for all of them together.
[[nodiscard]] Result<std::vector<YamlValue>> parse_yaml_documents(const std::string& text);

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// JSON texts as trees whose values know their lines. Boost.JSON parses; its own trees know none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::sources {

struct JsonMember;

struct JsonNode {
  enum class Kind { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  std::string text;                 // of a string, a number or a boolean
  std::size_t line = 0;             // where it ends; of an array or object: where it begins
  std::vector<JsonMember> members;  // of an array (without names) or an object

  [[nodiscard]] bool is_scalar() const { return kind != Kind::array && kind != Kind::object; }
  // The member of that name; null if there is none, or if this is no object.
  [[nodiscard]] const JsonNode* find(std::string_view name) const;
};

struct JsonMember {
  std::string name;
  JsonNode value;
};

// The texts that stand one behind the other (one a line, say). An Error with a line if one is
// broken, is nested more than 32 deep, or if they have more than 1,000,000 values together.
[[nodiscard]] Result<std::vector<JsonNode>> parse_json_texts(std::string_view text);

}  // namespace proxyenv::sources

// SPDX-License-Identifier: Apache-2.0
// Every place of a YAML document where the name of a proxy variable stands, whatever the reader of
// the format makes of it. Names in references ($NAME) and in prose are left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "documents/assigned_names.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

struct Mention {
  std::string name;
  Likeness likeness = Likeness::same;
  std::size_t line = 0;  // where the name stands
  // Lines of the same item, on which a variable of that name is the one that is meant: of
  // `name: HTTP_PROXY` the line of its `value:`, too.
  std::vector<std::size_t> item;
  // The name is a whole scalar that is not said to be a name: `key: HTTP_PROXY`. Then it may
  // belong to a variable with any name.
  bool is_detail = false;
  std::string_view below;  // the innermost of the known keys that it stands below, or empty
  // The keys of the two outermost maps on the way to it, the name itself included: "services" and
  // "api". Empty where there are fewer.
  std::string outermost;
  std::string second;
};

// In the order of the text, each once. `known_keys` are looked for on the way to each place; they
// must live longer than the mentions. `text` is that of the documents, to find the lines in texts
// of several lines.
[[nodiscard]] std::vector<Mention> find_mentions(const std::vector<YamlValue>& documents,
                                                 std::string_view text,
                                                 const std::vector<std::string_view>& known_keys);

// The lines of keys that stand a second time in their map, the first few, in the order of the text.
[[nodiscard]] std::vector<std::size_t> find_repeated_keys(const std::vector<YamlValue>& documents);

}  // namespace proxyenv::documents

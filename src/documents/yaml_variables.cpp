// SPDX-License-Identifier: Apache-2.0
#include "documents/yaml_variables.hpp"

#include <set>

#include "text/list.hpp"
#include "yaml/plain_scalar.hpp"

namespace proxyenv::documents {

std::string scalar_at(const YamlValue& map, std::string_view key) {
  const YamlValue* value = map.find(key);
  return value == nullptr ? std::string() : value->scalar;
}

void set_text(sources::CollectedVariables& variables, const std::string& name,
              const YamlValue& value, std::string_view reader) {
  if (value.is_map() || value.is_sequence()) {
    variables.set_not_known(
        name, text::concatenated({"has a value that is no text, which ", reader, " refuses"}),
        value.line);
    return;
  }
  const PlainScalar plain = value.is_plain ? resolve_plain(value.scalar)
                                           : PlainScalar{PlainScalar::Kind::text, value.scalar};
  if (plain.kind == PlainScalar::Kind::other) {
    variables.set_not_known(
        name,
        text::concatenated({"has a date or such as its value, which ", reader,
                            " refuses or writes in its own way: put it in quotes"}),
        value.line);
  } else {
    variables.set(name, plain.text, value.line);
  }
}

void note_twice(sources::CollectedVariables& variables, const YamlValue& map,
                std::string_view reader) {
  std::set<std::string_view> names;
  for (const auto& [name, value] : map.entries) {
    if (names.insert(name).second || sources::proxy_name(name).empty()) continue;
    variables.remark(FindingKind::line_not_read, name,
                     text::concatenated({name, " stands twice there, which ", reader, " refuses"}),
                     value.line);
  }
}

}  // namespace proxyenv::documents

// SPDX-License-Identifier: Apache-2.0
// Puts a proxy variable at every place of a document, and asks whether its report has it from
// there.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/environment.hpp"
#include "sources/source.hpp"
#include "yaml/yaml.hpp"
#include "yaml/yaml_text.hpp"

namespace proxyenv::testing {

inline constexpr std::string_view kPlanted = "http://planted.test:3128";

// JSON, which is YAML, too: a line for each item and each entry, but for the first of a map.
inline void write(const YamlValue& value, std::string& text) {
  switch (value.kind) {
    case YamlValue::Kind::null:
      text.append("null");
      return;
    case YamlValue::Kind::scalar:
      text.append(yaml_quoted(value.scalar));
      return;
    case YamlValue::Kind::sequence:
      text.append("[");
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        text.append(i == 0 ? "\n" : ",\n");
        write(value.items[i], text);
      }
      text.append("\n]");
      return;
    case YamlValue::Kind::map:
      text.append("{");
      for (std::size_t i = 0; i < value.entries.size(); ++i) {
        text.append(i == 0 ? "" : ",\n").append(yaml_quoted(value.entries[i].key)).append(": ");
        write(value.entries[i].value, text);
      }
      text.append("\n}");
      return;
  }
}

inline YamlValue item_with_name(std::string_view name) {
  YamlValue item;
  item.kind = YamlValue::Kind::map;
  item.entries.push_back({"name", yaml_scalar(std::string(name))});
  item.entries.push_back({"value", yaml_scalar(std::string(kPlanted))});
  return item;
}

// Calls `use` while the tree holds the name in one more place, for each place in it.
inline void for_each_place(YamlValue& value, std::string_view name,
                           const std::function<void()>& use) {
  const std::string planted(kPlanted);
  for (YamlEntry& entry : value.entries) for_each_place(entry.value, name, use);
  for (YamlValue& item : value.items) for_each_place(item, name, use);
  if (value.is_map()) {
    value.entries.push_back({std::string(name), yaml_scalar(planted)});
    use();
    value.entries.pop_back();
  }
  if (value.is_sequence()) {
    value.items.push_back(yaml_scalar(std::string(name) + "=" + planted));
    use();
    value.items.back() = item_with_name(name);
    use();
    value.items.pop_back();
  }
  if (value.is_scalar()) {
    std::string before = std::exchange(value.scalar, "export " + std::string(name) + "=" + planted);
    use();
    value.scalar = std::move(before);
  }
}

// The documents as one text, in which kPlanted stands once.
inline std::string text_of(const std::vector<YamlValue>& documents) {
  std::string text;
  for (const YamlValue& each : documents) {
    text.append("---\n");
    write(each, text);
    text.append("\n");
  }
  return text;
}

inline std::size_t line_of(std::string_view text, std::size_t offset) {
  return 1 + static_cast<std::size_t>(std::count(
                 text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

// Whether what was read of the text has the name from the lines on which it is planted.
inline bool is_told(const sources::Source& read, std::string_view name, std::string_view text) {
  const std::size_t value = text.find(kPlanted);
  if (value == std::string_view::npos) return false;
  const std::size_t first = line_of(text, text.rfind(name, value));
  const std::size_t last = line_of(text, value);
  const auto is_there = [&](std::size_t line) { return line >= first && line <= last; };
  for (const sources::SourceEnvironment& environment : read.environments) {
    const auto entries = environment.environment.entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto variable = split_entry(entries[i]);
      if (!variable || !is_there(environment.lines[i])) continue;
      // `envFrom` of Kubernetes may put a prefix before it.
      if (variable->name == name || variable->name.ends_with("_" + std::string(name))) return true;
    }
    for (const sources::PlacedFinding& remark : environment.remarks) {
      if (is_there(remark.line)) return true;
    }
  }
  return false;
}

}  // namespace proxyenv::testing

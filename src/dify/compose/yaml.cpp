// SPDX-License-Identifier: Apache-2.0
#include "dify/compose/yaml.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace proxyenv::dify {

namespace {

// Dify's largest Compose file has about 4,000 values, including merged ones. Aliases let a small
// file describe a huge document, or one that contains itself.
constexpr std::size_t kMostValues = 200000;
constexpr int kDeepest = 64;

struct TooLarge {};

class Conversion {
 public:
  YamlValue convert(const YAML::Node& node, int depth = 0) {
    if (++values_ > kMostValues || depth > kDeepest) throw TooLarge{};
    YamlValue value;
    switch (node.Type()) {
      case YAML::NodeType::Scalar:
        value = yaml_scalar(node.Scalar());
        break;
      case YAML::NodeType::Sequence:
        value.kind = YamlValue::Kind::sequence;
        for (const YAML::Node& item : node) value.items.push_back(convert(item, depth + 1));
        break;
      case YAML::NodeType::Map:
        value.kind = YamlValue::Kind::map;
        fill_map(value, node, depth);
        break;
      case YAML::NodeType::Null:
      case YAML::NodeType::Undefined:
        break;
    }
    return value;
  }

 private:
  void fill_map(YamlValue& value, const YAML::Node& node, int depth) {
    for (const auto& entry : node) {
      const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : std::string();
      if (key != "<<") value.entries.push_back({key, convert(entry.second, depth + 1)});
    }
    // yaml-cpp 0.7 does not support merge keys. Keys of the map itself override merged ones,
    // wherever `<<` is; of several merged maps the first has priority (yaml.org/type/merge.html).
    std::unordered_set<std::string> keys;
    for (const auto& entry : node) {
      if (!entry.first.IsScalar() || entry.first.Scalar() != "<<") continue;
      if (keys.empty()) keys = keys_of(value);
      YamlValue merged = convert(entry.second, depth + 1);
      add_missing(value, std::move(merged.entries), keys);
      for (YamlValue& item : merged.items) add_missing(value, std::move(item.entries), keys);
    }
  }

  static std::unordered_set<std::string> keys_of(const YamlValue& value) {
    std::unordered_set<std::string> keys;
    for (const YamlEntry& entry : value.entries) keys.insert(entry.key);
    return keys;
  }

  static void add_missing(YamlValue& value, std::vector<YamlEntry> merged,
                          std::unordered_set<std::string>& keys) {
    for (YamlEntry& entry : merged) {
      if (keys.insert(entry.key).second) value.entries.push_back(std::move(entry));
    }
  }

  std::size_t values_ = 0;
};

}  // namespace

const YamlValue* YamlValue::find(std::string_view key) const {
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& candidate) { return candidate.key == key; });
  return entry == entries.end() ? nullptr : &entry->value;
}

YamlValue* YamlValue::find(std::string_view key) {
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& candidate) { return candidate.key == key; });
  return entry == entries.end() ? nullptr : &entry->value;
}

YamlValue yaml_scalar(std::string text) {
  YamlValue value;
  value.kind = YamlValue::Kind::scalar;
  value.scalar = std::move(text);
  return value;
}

Result<YamlValue> parse_yaml(const std::string& text) {
  try {
    return Conversion().convert(YAML::Load(text));
  } catch (const TooLarge&) {
    return fail("is nested too deeply, or has too many values");
  } catch (const YAML::Exception& error) {
    // yaml-cpp's message may repeat text of the file, for instance a password.
    if (error.mark.is_null()) return fail("is no YAML");
    return fail("is no YAML: line " + std::to_string(error.mark.line + 1) + " cannot be read");
  }
}

}  // namespace proxyenv::dify

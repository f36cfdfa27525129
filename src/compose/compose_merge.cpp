// SPDX-License-Identifier: Apache-2.0
#include "compose/compose_merge.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "compose/compose_service.hpp"

namespace proxyenv::compose {

namespace {

// Compose treats NAME=VALUE lists and maps alike.
YamlValue as_map(const YamlValue& value, char separator) {
  if (!value.is_sequence()) return value;
  YamlValue map;
  map.kind = YamlValue::Kind::map;
  for (const YamlValue& item : value.items) {
    const std::size_t cut = item.scalar.find(separator);
    YamlValue entry;
    if (cut != std::string::npos) entry = yaml_scalar(item.scalar.substr(cut + 1));
    entry.line = item.line;
    map.entries.push_back({item.scalar.substr(0, cut), std::move(entry)});
  }
  return map;
}

YamlValue as_sequence(YamlValue value) {
  if (value.is_sequence()) return value;
  YamlValue sequence;
  sequence.kind = YamlValue::Kind::sequence;
  if (value.kind != YamlValue::Kind::null) sequence.items.push_back(std::move(value));
  return sequence;
}

YamlValue merged_volumes(const YamlValue& base, const YamlValue& over) {
  YamlValue result = as_sequence(base);
  std::unordered_map<std::string, std::size_t> places;  // by the path in the container
  const auto place = [&](const std::string& target, std::size_t index) {
    return target.empty() ? index : places.try_emplace(target, index).first->second;
  };
  for (std::size_t i = 0; i < result.items.size(); ++i) {
    (void)place(mount_of(result.items[i]).target, i);
  }
  for (const YamlValue& volume : over.items) {
    const std::size_t index = place(mount_of(volume).target, result.items.size());
    if (index == result.items.size()) {
      result.items.push_back(volume);
    } else {
      result.items[index] = volume;
    }
  }
  return result;
}

YamlValue appended(YamlValue base, const YamlValue& over) {
  YamlValue result = as_sequence(std::move(base));
  const YamlValue more = as_sequence(over);
  result.items.insert(result.items.end(), more.items.begin(), more.items.end());
  return result;
}

// Which part of a Compose file a map is: what its keys stand for follows from it.
enum class Part { file, services, service, build };

YamlValue merged_map(YamlValue base, const YamlValue& over, Part part);

YamlValue merged_in_file(YamlValue base, const YamlValue& over, std::string_view key) {
  if (key == "services" && base.is_map() && over.is_map()) {
    return merged_map(std::move(base), over, Part::services);
  }
  if (base.is_sequence() && over.is_sequence()) return appended(std::move(base), over);
  return merged(std::move(base), over);
}

// The short form of `build` is its context.
YamlValue as_build(YamlValue value) {
  if (!value.is_scalar()) return value;
  YamlValue build;
  build.kind = YamlValue::Kind::map;
  build.line = value.line;
  build.entries.push_back({"context", std::move(value)});
  return build;
}

YamlValue merged_in_build(YamlValue base, const YamlValue& over, std::string_view key) {
  if (key == "args" || key == "labels") return merged(as_map(base, '='), as_map(over, '='));
  if (base.is_sequence() && over.is_sequence()) return appended(std::move(base), over);
  return merged(std::move(base), over);
}

YamlValue merged_in_service(YamlValue base, const YamlValue& over, std::string_view key) {
  if (key == "command" || key == "entrypoint") return over;
  if (key == "environment" || key == "labels") {
    return merged(as_map(base, '='), as_map(over, '='));
  }
  if (key == "build") {
    YamlValue over_build = as_build(over);
    base = as_build(std::move(base));
    if (!base.is_map() || !over_build.is_map()) return over;
    return merged_map(std::move(base), over_build, Part::build);
  }
  if (key == "volumes") return merged_volumes(base, over);
  if (key == "env_file") return appended(std::move(base), over);
  if (base.is_sequence() && over.is_sequence()) return appended(std::move(base), over);
  return merged(std::move(base), over);
}

YamlValue merged_at(YamlValue base, const YamlValue& over, std::string_view key, Part part) {
  switch (part) {
    case Part::file:
      return merged_in_file(std::move(base), over, key);
    case Part::services:
      return merged_map(std::move(base), over, Part::service);
    case Part::service:
      return merged_in_service(std::move(base), over, key);
    case Part::build:
      return merged_in_build(std::move(base), over, key);
  }
  return over;
}

YamlValue merged_map(YamlValue base, const YamlValue& over, Part part) {
  // The index keeps views of the keys, which stay where they are as long as nothing is reallocated.
  base.entries.reserve(base.entries.size() + over.entries.size());
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < base.entries.size(); ++i) places.try_emplace(base.entries[i].key, i);
  for (const auto& [key, value] : over.entries) {
    const auto [place, is_new] = places.try_emplace(key, base.entries.size());
    YamlValue* const known = is_new ? nullptr : &base.entries[place->second].value;
    if (known == nullptr) {
      base.entries.push_back({key, value});
    } else if (value.own_tag == YamlValue::OwnTag::reset ||
               value.own_tag == YamlValue::OwnTag::override_base) {
      *known = value;
    } else {
      *known = merged_at(std::move(*known), value, key, part);
    }
  }
  return base;
}

YamlValue map_with(std::string key, YamlValue value) {
  YamlValue map;
  map.kind = YamlValue::Kind::map;
  map.entries.push_back({std::move(key), std::move(value)});
  return map;
}

}  // namespace

YamlValue without_resets(YamlValue value) {
  const auto is_reset = [](const YamlEntry& entry) {
    return entry.value.own_tag == YamlValue::OwnTag::reset;
  };
  value.entries.erase(std::remove_if(value.entries.begin(), value.entries.end(), is_reset),
                      value.entries.end());
  for (YamlEntry& entry : value.entries) entry.value = without_resets(std::move(entry.value));
  for (YamlValue& item : value.items) item = without_resets(std::move(item));
  return value;
}

YamlValue merged(YamlValue base, const YamlValue& over) {
  if (!base.is_map() || !over.is_map()) return over;
  return merged_map(std::move(base), over, Part::file);
}

YamlValue merged_service(YamlValue base, YamlValue over) {
  const auto file_with = [](YamlValue service) {
    return map_with("services", map_with("service", std::move(service)));
  };
  YamlValue file = merged(file_with(std::move(base)), file_with(std::move(over)));
  return std::move(*file.find("services")->find("service"));
}

}  // namespace proxyenv::compose

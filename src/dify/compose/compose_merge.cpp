// SPDX-License-Identifier: Apache-2.0
#include "dify/compose/compose_merge.hpp"

#include <algorithm>
#include <array>

#include "dify/compose/compose_service.hpp"

namespace proxyenv::dify {

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
    map.entries.push_back({item.scalar.substr(0, cut), std::move(entry)});
  }
  return map;
}

YamlValue as_sequence(const YamlValue& value) {
  if (value.is_sequence()) return value;
  YamlValue sequence;
  sequence.kind = YamlValue::Kind::sequence;
  if (value.kind != YamlValue::Kind::null) sequence.items.push_back(value);
  return sequence;
}

YamlValue merged_volumes(const YamlValue& base, const YamlValue& over) {
  YamlValue result = as_sequence(base);
  for (const YamlValue& volume : over.items) {
    const std::string target = mount_of(volume).target;
    const auto same =
        std::find_if(result.items.begin(), result.items.end(), [&](const YamlValue& candidate) {
          return !target.empty() && mount_of(candidate).target == target;
        });
    if (same == result.items.end()) {
      result.items.push_back(volume);
    } else {
      *same = volume;
    }
  }
  return result;
}

YamlValue appended(const YamlValue& base, const YamlValue& over) {
  YamlValue result = as_sequence(base);
  const YamlValue more = as_sequence(over);
  result.items.insert(result.items.end(), more.items.begin(), more.items.end());
  return result;
}

YamlValue merged_at(const YamlValue& base, const YamlValue& over, std::string_view key,
                    bool in_service) {
  if (in_service) {
    if (key == "command" || key == "entrypoint") return over;
    if (key == "environment" || key == "labels") {
      return merged(as_map(base, '='), as_map(over, '='));
    }
    if (key == "volumes") return merged_volumes(base, over);
    if (key == "env_file") return appended(base, over);
  }
  if (base.is_sequence() && over.is_sequence()) return appended(base, over);
  return merged(base, over);
}

YamlValue merged_map(const YamlValue& base, const YamlValue& over, bool in_service) {
  YamlValue result = base;
  for (const auto& [key, value] : over.entries) {
    if (YamlValue* known = result.find(key)) {
      *known = merged_at(*known, value, key, in_service);
    } else {
      result.entries.push_back({key, value});
    }
  }
  return result;
}

}  // namespace

YamlValue merged(const YamlValue& base, const YamlValue& over) {
  if (!base.is_map() || !over.is_map()) return over;
  const YamlValue* services = base.find("services");
  const YamlValue* more = over.find("services");
  YamlValue result = merged_map(base, over, false);
  if (services == nullptr || more == nullptr || !services->is_map()) return result;
  YamlValue& joined = *result.find("services");
  joined = *services;
  for (const auto& [name, service] : more->entries) {
    if (YamlValue* known = joined.find(name)) {
      *known = merged_map(*known, service, true);
    } else {
      joined.entries.push_back({name, service});
    }
  }
  return result;
}

}  // namespace proxyenv::dify

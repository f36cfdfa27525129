// SPDX-License-Identifier: Apache-2.0
#include "documents/kubernetes_maps.hpp"

#include <utility>

#include "documents/assigned_names.hpp"
#include "documents/base64.hpp"
#include "documents/yaml_variables.hpp"
#include "text/ascii.hpp"

namespace proxyenv::documents {

namespace {

// `stringData` wins over `data`
// (https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data).
void put_entry(KubernetesMap& map, KubernetesMap::Entry entry) {
  const auto [place, is_new] = map.places.emplace(entry.key, map.entries.size());
  if (is_new) {
    map.entries.push_back(std::move(entry));
  } else {
    KubernetesMap::Entry& known = map.entries[place->second];
    entry.hidden_line = known.line;
    known = std::move(entry);
  }
}

void put_all(KubernetesMap& map, const YamlValue* data, bool is_encoded) {
  if (data == nullptr) return;
  for (const auto& [key, value] : data->entries) {
    KubernetesMap::Entry entry = {key, std::nullopt, value.line, 0};
    const bool is_text = !value.is_map() && !value.is_sequence();
    if (is_text) entry.text = is_encoded ? decode_base64(value.scalar) : value.scalar;
    put_entry(map, std::move(entry));
  }
}

}  // namespace

std::string namespace_of(const YamlValue& object) {
  const YamlValue* metadata = object.find("metadata");
  return metadata == nullptr ? std::string() : scalar_at(*metadata, "namespace");
}

std::string name_of_object(const YamlValue& object) {
  std::string name = ascii::lowered(scalar_at(object, "kind"));
  if (name.empty()) name = "object";
  const YamlValue* metadata = object.find("metadata");
  if (metadata == nullptr) return name;
  std::string own = scalar_at(*metadata, "name");
  if (own.empty()) own = scalar_at(*metadata, "generateName");
  return own.empty() ? name : name + "/" + own;
}

void KubernetesMap::put(const Entry& entry, std::string name,
                        sources::CollectedVariables& variables) {
  variables.mark_taken(entry.key, entry.hidden_line);
  if (entry.text) {
    variables.set(std::move(name), *entry.text, entry.line);
    return;
  }
  const bool has_prefix = sources::proxy_name(name).empty();
  if (has_prefix && likeness_of(entry.key) != Likeness::none) {
    variables.remark(FindingKind::line_not_read, "",
                     entry.key +
                         " has a value that is no text, or no base64 in a Secret, which "
                         "Kubernetes refuses",
                     entry.line);
  } else {
    variables.set_not_known(std::move(name),
                            "has a value that is no text, or no base64 in a Secret, which "
                            "Kubernetes refuses",
                            entry.line);
  }
}

void KubernetesMaps::take(const YamlValue& object) {
  if (const YamlValue* items = object.find("items")) {
    for (const YamlValue& item : items->items) take(item);
  }
  const std::string kind = scalar_at(object, "kind");
  const bool is_secret = kind == "Secret";
  if (!is_secret && kind != "ConfigMap") return;
  KubernetesMap& map = maps_.emplace_back();
  map.kind = is_secret ? KubernetesMap::Kind::secret : KubernetesMap::Kind::config_map;
  map.object = name_of_object(object);
  map.in_namespace = namespace_of(object);
  put_all(map, object.find("data"), is_secret);
  if (is_secret) put_all(map, object.find("stringData"), false);
  const YamlValue* metadata = object.find("metadata");
  if (metadata == nullptr) return;
  SameName& same = by_name_[{map.kind, scalar_at(*metadata, "name")}];
  if (same.count++ == 0) same.first = maps_.size() - 1;
  same.last[map.in_namespace] = maps_.size() - 1;
}

KubernetesMap* KubernetesMaps::find(KubernetesMap::Kind kind, const std::string& in_namespace,
                                    const std::string& name) {
  const auto known = by_name_.find({kind, name});
  if (known == by_name_.end()) return nullptr;
  const SameName& same = known->second;
  // One that stands twice in the text is applied twice: the last one counts.
  if (const auto place = same.last.find(in_namespace); place != same.last.end()) {
    return &maps_[place->second];
  }
  KubernetesMap& only = maps_[same.first];
  const bool may_be_same = in_namespace.empty() || only.in_namespace.empty();
  return same.count == 1 && may_be_same ? &only : nullptr;
}

}  // namespace proxyenv::documents

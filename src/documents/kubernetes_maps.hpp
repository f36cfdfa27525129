// SPDX-License-Identifier: Apache-2.0
// The ConfigMaps and Secrets that stand in a text of Kubernetes objects.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sources/collected_variables.hpp"
#include "yaml/yaml.hpp"

namespace proxyenv::documents {

// The namespace of an object; empty where it is left to who applies it.
[[nodiscard]] std::string namespace_of(const YamlValue& object);
// "deployment/api"; "deployment" where it has no name.
[[nodiscard]] std::string name_of_object(const YamlValue& object);

struct KubernetesMap {
  enum class Kind { config_map, secret };
  struct Entry {
    std::string key;
    std::optional<std::string> text;  // none: Kubernetes refuses it
    std::size_t line = 0;
    std::size_t hidden_line = 0;  // of the same key in `data`, over which `stringData` wins
  };

  Kind kind = Kind::config_map;
  std::string object;  // "secret/s"
  std::string in_namespace;
  std::vector<Entry> entries;                           // of a Secret decoded
  std::unordered_map<std::string, std::size_t> places;  // of the entries, by key
  bool is_taken = false;                                // as a whole, by a container

  // Sets the variable to the entry.
  static void put(const Entry& entry, std::string name, sources::CollectedVariables& variables);
};

class KubernetesMaps {
 public:
  // Takes the object if it is one of them, and those in a List. It is copied. All are taken
  // before one is looked for.
  void take(const YamlValue& object);

  // The one that an object in this namespace finds by its name. Where either has no namespace, the
  // only one of that name is meant. Null where there is none, or no telling which.
  [[nodiscard]] KubernetesMap* find(KubernetesMap::Kind kind, const std::string& in_namespace,
                                    const std::string& name);

  // In the order of the text.
  [[nodiscard]] const std::vector<KubernetesMap>& all() const { return maps_; }

 private:
  std::vector<KubernetesMap> maps_;
  struct SameName {
    std::size_t count = 0;
    std::size_t first = 0;                              // place in maps_
    std::unordered_map<std::string, std::size_t> last;  // places, by namespace
  };
  std::map<std::pair<KubernetesMap::Kind, std::string>, SameName> by_name_;
};

}  // namespace proxyenv::documents

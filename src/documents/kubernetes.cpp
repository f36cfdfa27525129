// SPDX-License-Identifier: Apache-2.0
// The rules: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
// #environment-variables. `env` wins over `envFrom`, a later entry over an earlier one, and
// $(NAME) stands for a variable that was set before (k8s.io/kubernetes,
// third_party/forked/golang/expansion/expand.go).
#include "documents/kubernetes.hpp"

#include <array>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "documents/yaml_variables.hpp"
#include "sources/collected_variables.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::documents {

namespace {

using sources::CollectedVariable;
using sources::CollectedVariables;

// "deployment/api"; "deployment" where it has no name.
std::string name_of(const YamlValue& object) {
  std::string name = ascii::lowered(scalar_at(object, "kind"));
  if (name.empty()) name = "object";
  const YamlValue* metadata = object.find("metadata");
  if (metadata == nullptr) return name;
  std::string own = scalar_at(*metadata, "name");
  if (own.empty()) own = scalar_at(*metadata, "generateName");
  return own.empty() ? name : name + "/" + own;
}

// `$(NAME)` with the variables that were set before; `$$` escapes a dollar. An unknown name stays
// as it is written. No value where a variable in it is not known.
std::optional<std::string> expanded(std::string_view text, const CollectedVariables& known) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$' || i + 1 == text.size()) {
      result.push_back(text[i]);
      continue;
    }
    const std::size_t end = text[i + 1] == '(' ? text.find(')', i) : std::string_view::npos;
    if (text[i + 1] == '$') {
      result.push_back('$');
      ++i;
    } else if (end == std::string_view::npos) {
      result.push_back('$');
    } else {
      const CollectedVariable* found = known.find(text.substr(i + 2, end - i - 2));
      if (found != nullptr && !found->value) return std::nullopt;
      result.append(found == nullptr ? text.substr(i, end - i + 1) : *found->value);
      i = end;
    }
    if (result.size() > (std::size_t{1} << 20U)) return std::nullopt;  // longer than can be
  }
  return result;
}

class Reader {
 public:
  Result<sources::Source> read(const std::vector<YamlValue>& documents) {
    for (const YamlValue& document : documents) find_config_maps(document);
    for (const YamlValue& document : documents) {
      if (auto taken = take_object(document); !taken) return fail(taken.error());
    }
    for (const YamlValue* map : config_maps_in_order_) {
      if (auto taken = take_config_map(*map); !taken) return fail(taken.error());
    }
    if (!has_object_) return fail("holds no object of Kubernetes: none has a kind");
    if (environments_.is_empty()) {
      // Objects without containers set no variable: that is an answer.
      if (auto added = environments_.add("", {}); !added) return fail(added.error());
    }
    return std::move(environments_).take(sources::Format::kubernetes);
  }

 private:
  void find_config_maps(const YamlValue& object) {
    has_object_ = has_object_ || object.find("kind") != nullptr;
    if (const YamlValue* items = object.find("items")) {
      for (const YamlValue& item : items->items) find_config_maps(item);
    }
    if (scalar_at(object, "kind") != "ConfigMap") return;
    config_maps_in_order_.push_back(&object);
    const YamlValue* metadata = object.find("metadata");
    const YamlValue* data = object.find("data");
    if (metadata == nullptr || data == nullptr) return;
    ConfigMap& map = config_maps_[scalar_at(*metadata, "name")];
    map.data = data;
    map.values.clear();
    for (const auto& [key, value] : data->entries) map.values.emplace(key, &value);
  }

  Result<void> take_object(const YamlValue& object) {
    if (const YamlValue* items = object.find("items"); items != nullptr && items->is_sequence()) {
      for (const YamlValue& item : items->items) {
        if (auto taken = take_object(item); !taken) return taken;
      }
      return {};
    }
    return take_pods_in(object, name_of(object));
  }

  // A map with `containers` is a pod's specification, however deep it is.
  Result<void> take_pods_in(const YamlValue& value, const std::string& object) {
    struct Kind {
      std::string_view key;
      std::string_view name;
    };
    constexpr std::array<Kind, 3> kKinds = {{{"initContainers", ", init container "},
                                             {"containers", ", container "},
                                             {"ephemeralContainers", ", ephemeral container "}}};
    for (const Kind& kind : kKinds) {
      const YamlValue* containers = value.find(kind.key);
      if (containers == nullptr) continue;
      for (const YamlValue& container : containers->items) {
        if (!container.is_map()) continue;
        const std::string name =
            text::concatenated({object, kind.name, scalar_at(container, "name")});
        if (auto added = take_container(name, container); !added) return added;
      }
    }
    for (const YamlEntry& entry : value.entries) {
      if (auto taken = take_pods_in(entry.value, object); !taken) return taken;
    }
    for (const YamlValue& item : value.items) {
      if (auto taken = take_pods_in(item, object); !taken) return taken;
    }
    return {};
  }

  Result<void> take_container(const std::string& name, const YamlValue& container) {
    CollectedVariables variables;
    if (const YamlValue* from = container.find("envFrom")) {
      for (const YamlValue& item : from->items) take_all_from(item, variables);
    }
    if (const YamlValue* env = container.find("env")) {
      for (const YamlValue& item : env->items) take_variable(item, variables);
      if (!env->is_sequence() && env->kind != YamlValue::Kind::null) {
        variables.remark(FindingKind::line_not_read, "",
                         "env is no list of `name` and `value`, which Kubernetes refuses",
                         env->line);
      }
    }
    return environments_.add(name, std::move(variables));
  }

  void take_variable(const YamlValue& item, CollectedVariables& variables) const {
    const std::string name = scalar_at(item, "name");
    const YamlValue* value = item.find("value");
    const YamlValue* from = item.find("valueFrom");
    if (name.empty()) {
      variables.remark(FindingKind::line_not_read, "",
                       "env has an item without `name`, which Kubernetes refuses", item.line);
    } else if (from != nullptr) {
      take_value_from(name, *from, variables);
    } else if (value == nullptr || value->kind == YamlValue::Kind::null) {
      variables.set(name, "", item.line);
    } else if (!value->is_scalar()) {
      set_text(variables, name, *value, "Kubernetes");
    } else if (auto text = expanded(value->scalar, variables)) {
      variables.set(name, std::move(*text), value->line);
    } else {
      variables.set_not_known(name, "refers to a variable whose value is not known", value->line);
    }
  }

  void take_value_from(const std::string& name, const YamlValue& from,
                       CollectedVariables& variables) const {
    const YamlValue* reference = from.find("configMapKeyRef");
    if (reference != nullptr) {
      const auto map = config_maps_.find(scalar_at(*reference, "name"));
      if (map != config_maps_.end()) {
        const auto value = map->second.values.find(scalar_at(*reference, "key"));
        if (value != map->second.values.end()) {
          variables.set(name, value->second->scalar, from.line);
          return;
        }
      }
    }
    const std::string_view where = reference != nullptr        ? "a ConfigMap"
                                   : from.find("secretKeyRef") ? "a Secret"
                                   : from.find("fieldRef")     ? "a field of the pod"
                                                               : "elsewhere (valueFrom)";
    variables.set_not_known(name, "is taken from " + std::string(where), from.line);
  }

  void take_all_from(const YamlValue& item, CollectedVariables& variables) {
    const YamlValue* map = item.find("configMapRef");
    const std::string prefix = scalar_at(item, "prefix");
    if (map != nullptr) {
      const std::string name = scalar_at(*map, "name");
      if (const auto found = config_maps_.find(name); found != config_maps_.end()) {
        taken_.insert(name);
        for (const auto& [key, value] : found->second.data->entries) {
          set_text(variables, prefix + key, value, "Kubernetes");
        }
        return;
      }
    }
    const YamlValue* secret = item.find("secretRef");
    const YamlValue* source = map != nullptr ? map : secret;
    const std::string what = map != nullptr ? "ConfigMap" : "Secret";
    variables.remark(FindingKind::value_not_known, "",
                     "envFrom takes all variables of the " + what + " " +
                         (source == nullptr ? std::string() : scalar_at(*source, "name")) +
                         ", which are not known here",
                     item.line);
  }

  Result<void> take_config_map(const YamlValue& map) {
    const YamlValue* data = map.find("data");
    const YamlValue* metadata = map.find("metadata");
    if (data == nullptr) return {};
    if (metadata != nullptr && taken_.count(scalar_at(*metadata, "name")) > 0) return {};
    CollectedVariables variables;
    for (const auto& [key, value] : data->entries) {
      set_text(variables, key, value, "Kubernetes");
    }
    if (!variables.holds_proxy_variable()) return {};
    return environments_.add(name_of(map), std::move(variables));
  }

  struct ConfigMap {
    const YamlValue* data = nullptr;
    std::unordered_map<std::string_view, const YamlValue*> values;  // by key
  };
  std::unordered_map<std::string, ConfigMap> config_maps_;  // by name; those that have data
  std::vector<const YamlValue*> config_maps_in_order_;
  std::set<std::string> taken_;  // ConfigMaps that a container takes as a whole
  sources::CollectedEnvironments environments_;
  bool has_object_ = false;
};

}  // namespace

Result<sources::Source> read_kubernetes(const std::vector<YamlValue>& documents) {
  return Reader().read(documents);
}

}  // namespace proxyenv::documents

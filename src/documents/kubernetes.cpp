// SPDX-License-Identifier: Apache-2.0
// The rules: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
// #environment-variables. `env` wins over `envFrom`, a later entry over an earlier one, and
// $(NAME) stands for a variable that was set before (k8s.io/kubernetes,
// third_party/forked/golang/expansion/expand.go).
#include "documents/kubernetes.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "core/redaction.hpp"
#include "documents/kubernetes_maps.hpp"
#include "documents/kustomization.hpp"
#include "documents/yaml_variables.hpp"
#include "sources/collected_variables.hpp"
#include "text/list.hpp"
#include "yaml/plain_scalar.hpp"

namespace proxyenv::documents {

namespace {

using sources::CollectedVariable;
using sources::CollectedVariables;

// `$(NAME)` with the variables that were set before; `$$` escapes a dollar. An unknown name stays
// as it is written. No value where a variable in it is not known, nor where Argo (`{{inputs.x}}`)
// or Tekton (`$(params.x)`) puts something else in its place.
std::optional<std::string> expanded(std::string_view text, const CollectedVariables& known) {
  if (text.find("{{") != std::string_view::npos) return std::nullopt;
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
      const std::string_view name = text.substr(i + 2, end - i - 2);
      const CollectedVariable* found = known.find(name);
      const bool is_parameter = found == nullptr && name.find('.') != std::string_view::npos;
      if (is_parameter || (found != nullptr && !found->value)) return std::nullopt;
      result.append(found == nullptr ? text.substr(i, end - i + 1) : *found->value);
      i = end;
    }
    if (result.size() > (std::size_t{1} << 20U)) return std::nullopt;  // longer than can be
  }
  return result;
}

// The lists that hold containers, and what one of them is called.
struct ContainerList {
  std::string_view key;
  std::string_view what;
};
constexpr std::array<ContainerList, 5> kLists = {{{"initContainers", "init container"},
                                                  {"containers", "container"},
                                                  {"ephemeralContainers", "ephemeral container"},
                                                  {"steps", "step"},
                                                  {"sidecars", "sidecar"}}};

std::string_view called_in(std::string_view list) {
  const auto* const found = std::find_if(
      kLists.begin(), kLists.end(), [&](const ContainerList& each) { return each.key == list; });
  return found == kLists.end() ? std::string_view() : found->what;
}

// `env` and `envFrom` as containers have them, wherever they stand.
bool has_variables(const YamlValue& map) {
  const YamlValue* from = map.find("envFrom");
  if (from != nullptr && from->is_sequence()) return true;
  const YamlValue* env = map.find("env");
  return env != nullptr && env->is_sequence() &&
         std::any_of(env->items.begin(), env->items.end(),
                     [](const YamlValue& item) { return item.find("name") != nullptr; });
}

// Makes the variables of containers.
class Containers {
 public:
  explicit Containers(KubernetesMaps& maps) : maps_(maps) {}

  // What the container adds to `variables`, which come from a template.
  void take(const YamlValue& container, const std::string& in_namespace,
            CollectedVariables& variables) {
    in_namespace_ = in_namespace;
    if (const YamlValue* from = container.find("envFrom")) {
      for (const YamlValue& item : from->items) take_all_from(item, variables);
    }
    const YamlValue* env = container.find("env");
    if (env == nullptr) return;
    std::set<std::string_view> names;
    for (const YamlValue& item : env->items) {
      const YamlValue* name = item.find("name");
      if (name != nullptr && !names.insert(name->scalar).second) note_twice(*name, variables);
      take_variable(item, variables);
    }
    if (!env->is_sequence() && env->kind != YamlValue::Kind::null) {
      variables.remark(FindingKind::line_not_read, "",
                       "env is no list of `name` and `value`, which Kubernetes refuses", env->line);
    }
  }

 private:
  static void note_twice(const YamlValue& name, CollectedVariables& variables) {
    if (sources::proxy_name(name.scalar).empty()) return;
    variables.remark(FindingKind::line_not_read, name.scalar,
                     name.scalar + " stands twice in env, of which Kubernetes takes the last",
                     name.line);
  }

  void take_variable(const YamlValue& item, CollectedVariables& variables) {
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
    } else if (value->is_plain && resolve_plain(value->scalar).kind != PlainScalar::Kind::text) {
      variables.set_not_known(name,
                              "is no text but a number or a word of YAML, which Kubernetes "
                              "refuses: put it in quotes",
                              value->line);
    } else if (auto text = expanded(value->scalar, variables)) {
      variables.set(name, std::move(*text), value->line);
    } else {
      variables.set_not_known(name, "refers to a variable whose value is not known", value->line);
    }
  }

  void take_value_from(const std::string& name, const YamlValue& from,
                       CollectedVariables& variables) {
    const YamlValue* in_map = from.find("configMapKeyRef");
    const YamlValue* in_secret = from.find("secretKeyRef");
    const YamlValue* reference = in_map != nullptr ? in_map : in_secret;
    if (reference != nullptr) {
      const auto kind =
          in_map != nullptr ? KubernetesMap::Kind::config_map : KubernetesMap::Kind::secret;
      const auto* map = maps_.find(kind, in_namespace_, scalar_at(*reference, "name"));
      if (map != nullptr) {
        const auto place = map->places.find(scalar_at(*reference, "key"));
        if (place != map->places.end()) {
          KubernetesMap::Entry entry = map->entries[place->second];
          variables.mark_taken(entry.key, entry.line);
          entry.line = from.line;
          KubernetesMap::put(entry, name, variables);
          return;
        }
      }
    }
    const std::string_view where = in_map != nullptr       ? "a ConfigMap"
                                   : in_secret != nullptr  ? "a Secret"
                                   : from.find("fieldRef") ? "a field of the pod"
                                                           : "elsewhere (valueFrom)";
    variables.set_not_known(name, "is taken from " + std::string(where), from.line);
  }

  void take_all_from(const YamlValue& item, CollectedVariables& variables) {
    const YamlValue* in_map = item.find("configMapRef");
    const YamlValue* in_secret = item.find("secretRef");
    const YamlValue* source = in_map != nullptr ? in_map : in_secret;
    const std::string name = source == nullptr ? std::string() : scalar_at(*source, "name");
    const auto kind =
        in_map != nullptr ? KubernetesMap::Kind::config_map : KubernetesMap::Kind::secret;
    if (auto* map = maps_.find(kind, in_namespace_, name); map != nullptr) {
      map->is_taken = true;
      const std::string prefix = scalar_at(item, "prefix");
      for (const auto& entry : map->entries) {
        KubernetesMap::put(entry, prefix + entry.key, variables);
      }
      return;
    }
    variables.remark(FindingKind::value_not_known, "",
                     text::concatenated({"envFrom takes all variables of the ",
                                         in_map != nullptr ? "ConfigMap " : "Secret ",
                                         redact_word(name), ", which are not known here"}),
                     item.line);
  }

  KubernetesMaps& maps_;
  std::string in_namespace_;
};

class Reader {
 public:
  explicit Reader(const Surroundings& surroundings) : surroundings_(surroundings) {}

  Result<sources::Source> read(const std::vector<YamlValue>& documents) {
    for (const YamlValue& document : documents) maps_.take(document);
    for (const YamlValue& document : documents) {
      if (auto taken = take_object(document); !taken) return fail(taken.error());
    }
    for (const KubernetesMap& map : maps_.all()) {
      if (auto taken = take_map(map); !taken) return fail(taken.error());
    }
    if (!has_object_) return fail("holds no object of Kubernetes: none has a kind");
    if (environments_.is_empty()) {
      // Objects without containers set no variable: that is an answer.
      if (auto added = environments_.add("", {}); !added) return fail(added.error());
    }
    return std::move(environments_).take(sources::Format::kubernetes);
  }

 private:
  // A map on the way to the containers of an object.
  struct Place {
    std::string object;         // "deployment/api"
    std::string in_namespace;   // of the object
    std::string_view key = {};  // of the map, or of the list that it is an item of
    std::string around = {};    // the `name` of the map around it
  };

  Result<void> take_object(const YamlValue& object) {
    has_object_ = has_object_ || object.find("kind") != nullptr;
    if (is_kustomization(object)) {
      has_object_ = true;
      return read_kustomization(object, surroundings_, environments_);
    }
    const YamlValue* items = object.find("items");
    const bool is_list = items != nullptr && items->is_sequence();
    if (is_list) {
      for (const YamlValue& item : items->items) {
        if (auto taken = take_object(item); !taken) return taken;
      }
    }
    const Place place = {name_of_object(object), namespace_of(object)};
    for (const YamlEntry& entry : object.entries) {
      if (is_list && entry.key == "items") continue;
      if (auto taken = take_at(entry.value, {place.object, place.in_namespace, entry.key}, nullptr);
          !taken) {
        return taken;
      }
    }
    return {};
  }

  // Whatever holds variables as containers do, however deep it is. `base`: the variables of
  // Tekton's stepTemplate, or null.
  Result<void> take_at(const YamlValue& value, const Place& place, const CollectedVariables* base) {
    for (const YamlValue& item : value.items) {
      if (auto taken = take_at(item, place, base); !taken) return taken;
    }
    if (!value.is_map()) return {};
    if (!called_in(place.key).empty() || has_variables(value)) {
      if (auto added = take_container(value, place, base); !added) return added;
    }
    CollectedVariables of_template;
    const YamlValue* step_template = value.find("stepTemplate");
    if (step_template != nullptr) containers_.take(*step_template, place.in_namespace, of_template);
    for (const YamlEntry& entry : value.entries) {
      if (entry.key == "env" || entry.key == "envFrom" || entry.key == "stepTemplate") continue;
      const Place inside = {place.object, place.in_namespace, entry.key, scalar_at(value, "name")};
      const auto* const inherited =
          step_template != nullptr && entry.key == "steps" ? &of_template : nullptr;
      if (auto taken = take_at(entry.value, inside, inherited); !taken) return taken;
    }
    return {};
  }

  Result<void> take_container(const YamlValue& container, const Place& place,
                              const CollectedVariables* base) {
    CollectedVariables variables;
    if (base != nullptr) variables.override_by(*base);
    containers_.take(container, place.in_namespace, variables);
    const std::string_view what = called_in(place.key);
    std::string name = scalar_at(container, "name");
    if (name.empty() && what.empty()) name = place.around;
    return environments_.add(
        text::concatenated(
            {place.object, ", ", what.empty() ? place.key : what, name.empty() ? "" : " ", name}),
        std::move(variables));
  }

  Result<void> take_map(const KubernetesMap& map) {
    if (map.is_taken) return {};
    CollectedVariables variables;
    for (const auto& entry : map.entries) KubernetesMap::put(entry, entry.key, variables);
    if (!variables.holds_proxy_variable()) return {};
    return environments_.add(map.object, std::move(variables));
  }

  const Surroundings& surroundings_;
  KubernetesMaps maps_;
  Containers containers_{maps_};
  sources::CollectedEnvironments environments_;
  bool has_object_ = false;
};

}  // namespace

Result<sources::Source> read_kubernetes(const std::vector<YamlValue>& documents,
                                        const Surroundings& surroundings) {
  return Reader(surroundings).read(documents);
}

}  // namespace proxyenv::documents

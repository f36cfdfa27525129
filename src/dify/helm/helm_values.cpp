// SPDX-License-Identifier: Apache-2.0
#include "dify/helm/helm_values.hpp"

#include <algorithm>
#include <utility>

#include "yaml/yaml.hpp"

namespace proxyenv::dify {

namespace {

// Kubernetes takes no longer name of a service.
constexpr std::size_t kLongestName = 63;

Result<void> read_name(const YamlValue& document, std::string_view key, std::string& name) {
  const YamlValue* value = document.find(key);
  if (value == nullptr) return {};
  if (!value->scalar.empty() && !is_kubernetes_name(value->scalar, kLongestName)) {
    return fail("has a " + std::string(key) +
                " that no service can be called by: small letters, digits and inner hyphens");
  }
  name = value->scalar;
  return {};
}

// The list with a value in it at `outer.inner`, by its name.
void note_list(const YamlValue& document, std::string_view outer, std::string_view inner,
               std::vector<std::string>& lists) {
  const YamlValue* map = document.find(outer);
  const YamlValue* list = map != nullptr ? map->find(inner) : nullptr;
  if (list == nullptr || list->items.empty()) return;
  std::string name = std::string(outer) + "." + std::string(inner);
  if (std::find(lists.begin(), lists.end(), name) == lists.end()) lists.push_back(std::move(name));
}

}  // namespace

Result<void> read_helm_values(const std::string& text, const ChartRow& chart, HelmValues& values) {
  const auto document = parse_yaml(text);
  if (!document) return fail(document.error());
  if (!document->is_map()) return fail("holds no values: a map of names and values");
  for (const auto& [key, name] :
       {std::pair<std::string_view, std::string*>{"nameOverride", &values.names.name},
        {"fullnameOverride", &values.names.full_name}}) {
    if (auto read = read_name(*document, key, *name); !read) return read;
  }
  for (const ChartComponent& component : chart.components) {
    note_list(*document, component.key, "extraEnv", values.lists);
  }
  if (chart.components.empty()) note_list(*document, "global", "extraEnvs", values.lists);
  if (!chart.has_squid) return {};
  note_list(*document, "ssrfProxy", "extraVolumes", values.lists);
  note_list(*document, "ssrfProxy", "extraVolumeMounts", values.lists);
  return {};
}

}  // namespace proxyenv::dify

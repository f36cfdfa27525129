// SPDX-License-Identifier: Apache-2.0
// The rules: sigs.k8s.io/kustomize, api/kv/kv.go: literals are NAME=VALUE without the quotes round
// the value; files of `envs` hold NAME=VALUE lines, comments and blanks in front of a name.
#include "documents/kustomization.hpp"

#include <array>
#include <string>
#include <utility>

#include "core/redaction.hpp"
#include "documents/yaml_variables.hpp"
#include "sources/docker_env_file.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::documents {

namespace {

using sources::CollectedVariables;

constexpr std::array<std::string_view, 2> kGenerators = {"configMapGenerator", "secretGenerator"};

std::string_view without_quotes(std::string_view text) {
  const bool is_quoted = text.size() > 1 && text.front() == text.back() &&
                         (text.front() == '"' || text.front() == '\'');
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

void take_literal(const YamlValue& item, CollectedVariables& variables) {
  const std::string_view text = item.scalar;
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    variables.remark(FindingKind::line_not_read, "",
                     "literals has an item that is not NAME=VALUE, which kustomize refuses",
                     item.line);
    return;
  }
  variables.set(std::string(text.substr(0, equals)),
                std::string(without_quotes(text.substr(equals + 1))), item.line);
}

void take_file(const YamlValue& item, const Surroundings& surroundings,
               CollectedVariables& variables) {
  const auto text = surroundings.read_file(item.scalar);
  const auto read = text ? sources::read_docker_env_file(*text) : fail(text.error());
  if (!read) {
    variables.remark(FindingKind::file_not_read, "",
                     text::concatenated({"envs names ", redact_word(item.scalar),
                                         ", which cannot be read: ", read.error().message}),
                     item.line);
    return;
  }
  for (const char* entry : read->environment.entries()) {
    const auto variable = split_entry(entry);
    if (!variable) continue;
    variables.set(std::string(variable->name), std::string(variable->value), item.line);
  }
}

}  // namespace

bool is_kustomization(const YamlValue& object) {
  const std::string kind = scalar_at(object, "kind");
  if (kind == "Kustomization" || kind == "Component") return true;
  if (!kind.empty()) return false;  // the kind may be left out
  return object.find("resources") != nullptr || object.find(kGenerators[0]) != nullptr ||
         object.find(kGenerators[1]) != nullptr;
}

Result<void> read_kustomization(const YamlValue& object, const Surroundings& surroundings,
                                sources::CollectedEnvironments& environments) {
  for (const std::string_view key : kGenerators) {
    const YamlValue* generators = object.find(key);
    if (generators == nullptr) continue;
    for (const YamlValue& generator : generators->items) {
      CollectedVariables variables;
      for (const std::string_view files : {"envs", "env"}) {
        const YamlValue* named = generator.find(files);
        if (named == nullptr) continue;
        if (named->is_scalar()) take_file(*named, surroundings, variables);
        for (const YamlValue& item : named->items) take_file(item, surroundings, variables);
      }
      if (const YamlValue* literals = generator.find("literals")) {
        for (const YamlValue& item : literals->items) take_literal(item, variables);
      }
      if (!variables.holds_proxy_variable() && !variables.has_remarks()) continue;
      auto added = environments.add(text::concatenated({key, " ", scalar_at(generator, "name")}),
                                    std::move(variables));
      if (!added) return added;
    }
  }
  return {};
}

}  // namespace proxyenv::documents

// SPDX-License-Identifier: Apache-2.0
#include "documents/compose_variables.hpp"

#include <utility>

#include "documents/yaml_variables.hpp"
#include "text/list.hpp"
#include "yaml/plain_scalar.hpp"

namespace proxyenv::documents {

namespace {

using sources::CollectedVariables;
using sources::Lookup;

void put(const std::string& name, sources::Interpolated resolved, std::size_t line,
         CollectedVariables& variables) {
  if (resolved.lost_name && !sources::proxy_name(name).empty()) {
    variables.remark(FindingKind::value_not_known, name,
                     name +
                         " refers to a variable that neither the shell nor .env sets here: Compose "
                         "puts nothing in its place",
                     line);
  }
  variables.set(name, std::move(resolved.text), line);
}

// A name without a value.
void pass_on(const std::string& name, std::size_t line, const Lookup& lookup,
             CollectedVariables& variables) {
  auto value = lookup(name);
  if (!sources::proxy_name(name).empty()) {
    variables.remark(FindingKind::value_not_known, name,
                     text::concatenated({name,
                                         " has no value in the file: Compose passes on that of the "
                                         "shell or of .env, where it is ",
                                         value ? "set" : "not set", " here"}),
                     line);
  }
  if (value) {
    variables.set(name, std::move(*value), line);
  } else {
    variables.unset(name);
  }
}

// NAME: VALUE of a map.
void take_entry(const std::string& name, const YamlValue& value, const Lookup& lookup,
                CollectedVariables& variables) {
  if (value.kind == YamlValue::Kind::null) {
    pass_on(name, value.line, lookup, variables);
    return;
  }
  if (!value.is_scalar() || value.is_plain) {
    // A list or a map, a number, a word. Only a text has references, which begin with a `$`.
    if (!value.is_scalar() || resolve_plain(value.scalar).kind != PlainScalar::Kind::text) {
      set_text(variables, name, value, "Compose");
      return;
    }
  }
  auto resolved = sources::interpolate_and_tell(value.scalar, lookup);
  if (resolved) {
    put(name, std::move(*resolved), value.line, variables);
  } else {
    variables.set_not_known(name, not_resolved(resolved.error()), value.line);
  }
}

void take_item(const YamlValue& item, std::string_view key, const Lookup& lookup,
               CollectedVariables& variables) {
  const bool is_number =
      item.is_plain && resolve_plain(item.scalar).kind != PlainScalar::Kind::text;
  if (!item.is_scalar() || is_number) {
    const std::string name = item.entries.empty() ? std::string() : item.entries.front().key;
    variables.remark(
        FindingKind::line_not_read, name,
        text::concatenated({key, " has an item that is not NAME=VALUE, which Compose refuses"}),
        item.line);
    return;
  }
  // Compose replaces references before it looks for the `=`.
  auto resolved = sources::interpolate_and_tell(item.scalar, lookup);
  const std::string& text = resolved ? resolved->text : item.scalar;
  const std::size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  if (!resolved) {
    variables.set_not_known(name, not_resolved(resolved.error()), item.line);
  } else if (equals == std::string::npos) {
    pass_on(name, item.line, lookup, variables);
  } else {
    resolved->text.erase(0, equals + 1);
    put(name, std::move(*resolved), item.line, variables);
  }
}

}  // namespace

void take_compose_variables(const YamlValue& written, std::string_view key, const Lookup& lookup,
                            CollectedVariables& variables) {
  for (const auto& [name, value] : written.entries) take_entry(name, value, lookup, variables);
  note_twice(variables, written, "Compose");
  for (const YamlValue& item : written.items) take_item(item, key, lookup, variables);
  if (written.is_map() || written.is_sequence()) return;
  variables.remark(FindingKind::line_not_read, "",
                   text::concatenated({key, " is neither a map nor a list, which Compose refuses"}),
                   written.line);
}

std::string not_resolved(const Error& error) {
  return "has a reference that Compose refuses: " + error.message;
}

}  // namespace proxyenv::documents

// SPDX-License-Identifier: Apache-2.0
#include "documents/gitlab_references.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "sources/limits.hpp"
#include "text/ascii.hpp"

namespace proxyenv::documents {

namespace {

using sources::CollectedVariable;
using sources::CollectedVariables;

struct Reference {
  std::string_view name;
  std::size_t length = 0;  // of the whole reference; 0: it is none
};

Reference reference_at(std::string_view text) {
  const bool has_brace = text.starts_with("${");
  const std::size_t begin = has_brace ? 2 : 1;
  std::size_t end = begin;
  while (end < text.size() && (ascii::is_alnum(text[end]) || text[end] == '_')) ++end;
  if (end == begin || (has_brace && !text.substr(end).starts_with('}'))) return {};
  return {text.substr(begin, end - begin), end + (has_brace ? 1 : 0)};
}

// No value where a name is not known, or names refer to each other in a circle. `left`: how many
// references may still be replaced, since a few names can refer to each other very often.
std::optional<std::string> replaced(std::string_view text, const CollectedVariables& known,
                                    std::size_t depth, std::size_t& left) {
  constexpr std::size_t kDeepest = 16;
  if (depth > kDeepest) return std::nullopt;
  std::string result;
  while (!text.empty()) {
    const std::size_t dollar = std::min(text.find('$'), text.size());
    result.append(text.substr(0, dollar));
    text.remove_prefix(dollar);
    if (text.empty()) break;
    if (text.starts_with("$$")) {
      result.push_back('$');
      text.remove_prefix(2);
      continue;
    }
    const Reference reference = reference_at(text);
    if (reference.length == 0) {
      if (text.starts_with("$[[")) return std::nullopt;  // an input
      result.push_back('$');
      text.remove_prefix(1);
      continue;
    }
    const CollectedVariable* found = known.find(reference.name);
    if (found == nullptr || !found->value) return std::nullopt;
    if (left == 0) return std::nullopt;
    --left;
    const auto value = replaced(*found->value, known, depth + 1, left);
    if (!value) return std::nullopt;
    result.append(*value);
    text.remove_prefix(reference.length);
    if (result.size() > sources::kLongestEntry) return std::nullopt;
  }
  return result;
}

}  // namespace

CollectedVariables with_references_replaced(const CollectedVariables& variables) {
  CollectedVariables result = variables;
  for (const CollectedVariable& variable : variables.variables()) {
    if (sources::proxy_name(variable.name).empty() || !variable.value) continue;
    if (variable.value->find('$') == std::string::npos) continue;
    if (variable.value->find("$[[") != std::string::npos) {
      result.set_not_known(variable.name, "is an input, `$[[ ]]`, which GitLab fills in",
                           variable.line);
      continue;
    }
    std::size_t left = 10000;
    if (auto value = replaced(*variable.value, variables, 0, left)) {
      result.set(variable.name, std::move(*value), variable.line);
    } else {
      result.set_not_known(variable.name, "refers to a variable that this file does not hold",
                           variable.line);
    }
  }
  return result;
}

std::string escaped_reference(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped.append(c == '$' ? 2 : 1, c);
  return escaped;
}

}  // namespace proxyenv::documents

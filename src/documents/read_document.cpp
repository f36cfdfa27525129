// SPDX-License-Identifier: Apache-2.0
#include "documents/read_document.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "documents/compose_file.hpp"
#include "documents/compose_include.hpp"
#include "documents/document_text.hpp"
#include "documents/github_actions.hpp"
#include "documents/gitlab_ci.hpp"
#include "documents/kubernetes.hpp"
#include "documents/unread_names.hpp"
#include "sources/dockerfile.hpp"

namespace proxyenv::documents {

namespace {

Result<sources::Source> read_as(sources::Format format, std::vector<YamlValue> documents,
                                std::size_t text_size, const Surroundings& surroundings) {
  using sources::Format;
  switch (format) {
    case Format::compose_file:
      return read_compose_file(std::move(documents), text_size, surroundings);
    case Format::kubernetes:
      return read_kubernetes(documents, surroundings);
    case Format::github_actions:
      return read_github_actions(documents);
    case Format::gitlab_ci:
      return read_gitlab_ci(documents);
    default:
      return fail("is no document that can be read");
  }
}

// Of environments without a variable and a remark one is left where there is no other.
void leave_out_empty(std::vector<sources::SourceEnvironment>& environments) {
  const auto has_nothing = [](const sources::SourceEnvironment& environment) {
    return environment.environment.entries().empty() && environment.remarks.empty();
  };
  if (std::all_of(environments.begin(), environments.end(), has_nothing)) return;
  std::erase_if(environments, has_nothing);
}

Result<sources::Source> read_yaml(const std::string& text, sources::Format format,
                                  const Surroundings& surroundings, IncludeBudget& budget) {
  auto documents = parse_document_text(text);
  if (!documents) return fail(documents.error());
  const auto names = names_in(*documents, text, format);
  const auto repeated = find_repeated_keys(*documents);
  std::vector<ComposeInclude> includes;
  if (format == sources::Format::compose_file) includes = includes_of(*documents);
  auto read = read_as(format, std::move(*documents), text.size(), surroundings);
  if (!read) return read;
  tell_unread_names(names, *read);
  tell_repeated_keys(repeated, *read);
  const ReadComposeText read_text = [&](const std::string& other, const Surroundings& inside) {
    return read_yaml(other, format, inside, budget);
  };
  if (auto added = add_includes(includes, surroundings, budget, read_text, *read); !added) {
    return fail(added.error());
  }
  leave_out_empty(read->environments);
  return read;
}

}  // namespace

Result<sources::Source> read_document(const sources::SourceText& source, sources::Format format,
                                      const Surroundings& surroundings) {
  if (format == sources::Format::dockerfile) return sources::read_dockerfile(source.text);
  IncludeBudget budget;
  return read_yaml(std::string(source.text), format, surroundings, budget);
}

}  // namespace proxyenv::documents

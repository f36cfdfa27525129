// SPDX-License-Identifier: Apache-2.0
#include "documents/read_document.hpp"

#include <string>
#include <utility>

#include "documents/compose_file.hpp"
#include "documents/github_actions.hpp"
#include "documents/gitlab_ci.hpp"
#include "documents/kubernetes.hpp"
#include "sources/dockerfile.hpp"

namespace proxyenv::documents {

namespace {

// Charts and some CI files are templates, which become YAML only when something fills them in.
constexpr std::string_view kTemplate = "{{";
constexpr std::string_view kTemplateAdvice =
    " (it holds `{{`: if it is a template, give its result, as `helm template` prints it)";

}  // namespace

Result<sources::Source> read_document(const sources::SourceText& source, sources::Format format,
                                      const Surroundings& surroundings) {
  using sources::Format;
  if (format == Format::dockerfile) return sources::read_dockerfile(source.text);
  auto documents = parse_yaml_documents(std::string(source.text));
  if (!documents) {
    const bool is_template = source.text.find(kTemplate) != std::string_view::npos;
    return fail(documents.error().message + std::string(is_template ? kTemplateAdvice : ""));
  }
  switch (format) {
    case Format::compose_file:
      return read_compose_file(std::move(*documents), source.text.size(), surroundings);
    case Format::kubernetes:
      return read_kubernetes(*documents);
    case Format::github_actions:
      return read_github_actions(*documents);
    case Format::gitlab_ci:
      return read_gitlab_ci(*documents);
    default:
      return fail("is no document that can be read");
  }
}

}  // namespace proxyenv::documents

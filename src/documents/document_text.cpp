// SPDX-License-Identifier: Apache-2.0
#include "documents/document_text.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace proxyenv::documents {

namespace {

// Charts and some CI files are templates, which become YAML only when something fills them in.
// `${{` begins an expression of GitHub's, which is plain text in YAML.
bool has_template_line(std::string_view text, std::size_t& line) {
  constexpr std::string_view kBegin = "{{";
  std::size_t at = text.find(kBegin);
  while (at != std::string_view::npos && at > 0 && text[at - 1] == '$') {
    at = text.find(kBegin, at + kBegin.size());
  }
  if (at == std::string_view::npos) return false;
  const std::string_view before = text.substr(0, at);
  line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  return true;
}

Error no_yaml(const Error& error, std::string_view text) {
  std::size_t line = 0;
  if (!has_template_line(text, line)) return error;
  return Error{"is a template, since line " + std::to_string(line) +
               " holds `{{`, and no YAML before something fills it in: give the result, as `helm "
               "template` prints it (" +
               error.message + ")"};
}

}  // namespace

Result<std::vector<YamlValue>> parse_document_text(const std::string& text) {
  auto documents = parse_yaml_documents(text);
  if (!documents) return fail(no_yaml(documents.error(), text));
  return documents;
}

}  // namespace proxyenv::documents

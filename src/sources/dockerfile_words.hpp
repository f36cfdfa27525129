// SPDX-License-Identifier: Apache-2.0
// The words of ENV and ARG in a Dockerfile, and what they stand for, as BuildKit 0.12 reads them
// (frontend/dockerfile/parser/line_parsers.go, frontend/dockerfile/shell/lex.go).
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::sources {

struct DockerfileWord {
  std::string text;    // with its quotes and escapes
  std::size_t offset;  // of its first character
};

// Splits at blanks that stand neither in quotes nor behind the escape character.
[[nodiscard]] std::vector<DockerfileWord> split_dockerfile_words(std::string_view rest,
                                                                 char escape);

// NAME=VALUE words, or NAME alone where there is no `=`. `rest` is that of ENV or ARG. The old form
// `ENV NAME the rest` is one assignment. A word of ENV without `=` is an Error, as in Docker.
struct DockerfileAssignment {
  std::string name;                  // with quotes and references
  std::optional<std::string> value;  // likewise; none for `ARG NAME`
  std::size_t offset;
};
[[nodiscard]] Result<std::vector<DockerfileAssignment>> split_env(std::string_view rest,
                                                                  char escape);
[[nodiscard]] std::vector<DockerfileAssignment> split_arg(std::string_view rest, char escape);

// What a name stands for: a value, nothing, or a value that the file does not hold.
struct DockerfileReference {
  std::optional<std::string> value;
  bool is_known = true;
};
using DockerfileLookup = std::function<DockerfileReference(std::string_view name)>;

// A word without quotes and escapes, its references replaced. `not_known` is the name of one whose
// value the file does not hold; the text is then of no use.
struct ExpandedWord {
  std::string text;
  std::string not_known;
};
// An Error where a quote or a `${` has no end, or `${X:?}` wants a variable that is not set.
[[nodiscard]] Result<ExpandedWord> expand_word(std::string_view word, char escape,
                                               const DockerfileLookup& lookup);

}  // namespace proxyenv::sources

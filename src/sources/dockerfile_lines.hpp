// SPDX-License-Identifier: Apache-2.0
// The instructions of a Dockerfile with their continuation lines, as BuildKit cuts them
// (frontend/dockerfile/parser/parser.go, 0.12): comments and empty lines between continuation lines
// fall away, `# escape=` decides the character, and here-documents are skipped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv::sources {

struct DockerfileInstruction {
  std::string name;  // in upper case: "ENV"
  std::string rest;  // what stands behind it, continuation lines joined
  std::size_t line;  // where it begins, from 1

  // The line of the character at this offset in `rest`.
  [[nodiscard]] std::size_t line_of(std::size_t offset) const;

  struct Piece {
    std::size_t offset;  // where a line of the text begins in `rest`
    std::size_t line;
  };
  std::vector<Piece> pieces;

  struct HereLine {
    std::string text;
    std::size_t line;
  };
  std::vector<HereLine> here_lines;  // of its here-documents, those that name a proxy variable
};

struct DockerfileLines {
  char escape = '\\';
  std::vector<DockerfileInstruction> instructions;
};

// An Error where a here-document has no end.
[[nodiscard]] Result<DockerfileLines> read_dockerfile_lines(std::string_view text);

}  // namespace proxyenv::sources

// SPDX-License-Identifier: Apache-2.0
// Instructions of a Dockerfile that name a proxy variable and set none of the image: RUN, ONBUILD,
// CMD, FROM, and lines that are no instruction.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "sources/dockerfile_lines.hpp"

namespace proxyenv::sources {

struct DockerfileMention {
  FindingKind kind;
  std::string variable;  // as it is written; empty where the sentence is about the line
  std::size_t line;
  std::string message;  // holds no text of the file but a name of kFamilies
};

// What is to be said of an instruction that is neither ARG nor ENV, its here-documents included.
[[nodiscard]] std::vector<DockerfileMention> mentions_in(const DockerfileInstruction& instruction);

}  // namespace proxyenv::sources

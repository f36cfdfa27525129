// SPDX-License-Identifier: Apache-2.0
// Tells whether a text is a whole document that holds environments, from its name and the keys that
// stand at the beginning of its lines. It parses nothing: the launcher asks it, and has no YAML.
#pragma once

#include <optional>

#include "sources/source.hpp"
#include "text/result.hpp"

namespace proxyenv::sources {

// compose_file, kubernetes, github_actions, gitlab_ci or dockerfile. No value where the text is
// none of them, or where there is no telling. An Error where it is a document of another program,
// which nobody here reads: it names the program and the way out. Takes one pass over the text.
[[nodiscard]] Result<std::optional<Format>> tell_document(const SourceText& source);

}  // namespace proxyenv::sources

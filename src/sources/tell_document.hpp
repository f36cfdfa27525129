// SPDX-License-Identifier: Apache-2.0
// Tells whether a text is a whole document that holds environments, from its name and the keys that
// stand at the beginning of its lines. It parses nothing: the launcher asks it, and has no YAML.
#pragma once

#include <optional>

#include "sources/source.hpp"

namespace proxyenv::sources {

// compose_file, kubernetes, github_actions, gitlab_ci or dockerfile. No value where the text is
// none of them, or where there is no telling. Takes one pass over the text.
[[nodiscard]] std::optional<Format> tell_document(const SourceText& source);

}  // namespace proxyenv::sources

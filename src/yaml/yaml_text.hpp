// SPDX-License-Identifier: Apache-2.0
// Quotes text as a YAML scalar, so that no character in it can end the scalar.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv {

// In double quotes, the same in JSON. Quotes, backslashes and what acts on a terminal are escaped.
// Neither format has a way to hold bytes that are not UTF-8: these stay as they are, and
// make_setup() refuses a file with them.
[[nodiscard]] std::string yaml_quoted(std::string_view text);

// The same for a Compose file: `$` becomes `$$`, so that no part of the text is read as a
// reference.
[[nodiscard]] std::string compose_literal(std::string_view text);

}  // namespace proxyenv

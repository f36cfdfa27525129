// SPDX-License-Identifier: Apache-2.0
// Quotes text as a YAML scalar, so that no character in it can end the scalar.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv::dify {

// In double quotes, with quotes, backslashes and control characters escaped. This is also valid
// JSON.
[[nodiscard]] std::string yaml_quoted(std::string_view text);

// The same for a Compose file: `$` becomes `$$`, so that no part of the text is read as a
// reference.
[[nodiscard]] std::string compose_literal(std::string_view text);

}  // namespace proxyenv::dify

// SPDX-License-Identifier: Apache-2.0
// Text as a YAML scalar that nothing inside can end.
#pragma once

#include <string>
#include <string_view>

namespace proxyenv::dify {

// In double quotes, with quotes, backslashes and control characters escaped: the same in JSON.
[[nodiscard]] std::string yaml_quoted(std::string_view text);

// The same for a Compose file in which nothing of the text may be taken for a reference: `$$`.
[[nodiscard]] std::string compose_literal(std::string_view text);

}  // namespace proxyenv::dify

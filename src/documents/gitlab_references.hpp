// SPDX-License-Identifier: Apache-2.0
// $NAME, ${NAME} and %NAME% in the values of GitLab's variables.
#pragma once

#include <string>
#include <string_view>

#include "sources/collected_variables.hpp"

namespace proxyenv::documents {

// The same variables, the references in proxy variables replaced. One to a name that is not among
// them makes the value unknown: GitLab has many of its own, and projects and groups add theirs.
[[nodiscard]] sources::CollectedVariables with_references_replaced(
    const sources::CollectedVariables& variables);

// The text with each `$` as `$$`, so that it is no reference.
[[nodiscard]] std::string escaped_reference(std::string_view text);

}  // namespace proxyenv::documents

// SPDX-License-Identifier: Apache-2.0
// The kinds of findings by the names that people write: behind --ignore, in a file of things to
// ignore, in a comment.
#pragma once

#include <string_view>

#include "core/finding.hpp"
#include "text/result.hpp"

namespace proxyenv {

// The kind of that name. An Error suggests the nearest name and does not repeat the word, which may
// be a password that was given to the wrong option.
[[nodiscard]] Result<FindingKind> finding_named(std::string_view name);

}  // namespace proxyenv

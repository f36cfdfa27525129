// SPDX-License-Identifier: Apache-2.0
// The manual pages of the two programs, in the macros of man(7). They hold no date: pages of the
// same source are the same bytes.
#pragma once

#include <string>

namespace proxyenv::docgen {

// proxyenv.1
[[nodiscard]] std::string launcher_page();
// proxyenv-tools.1
[[nodiscard]] std::string companion_page();

}  // namespace proxyenv::docgen

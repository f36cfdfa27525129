// SPDX-License-Identifier: Apache-2.0
// What the forms of `explain` for people say of the routes of one client. Nothing is escaped.
#pragma once

#include <string>

#include "report/routes.hpp"

namespace proxyenv {

// Whether the client knows the target's scheme.
[[nodiscard]] bool has_scheme(const ClientRoutes& routes);

// The rule that decides; two of them, before and after, where one does not say it all. Behind it
// stands where the client goes under another condition: "from HTTPS_PROXY; if the program makes an
// Agent of its own: direct".
[[nodiscard]] std::string rule_of(const ClientRoutes& routes);

}  // namespace proxyenv

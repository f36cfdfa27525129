// SPDX-License-Identifier: Apache-2.0
// Several targets of `explain` for a person: a table of clients and targets, with a letter for each
// route. What is from outside is redacted by the models, and escaped here.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "report/routes.hpp"
#include "text/layout.hpp"

namespace proxyenv {

// So many targets have a table of their own.
inline constexpr std::size_t kMatrixTargets = 20;

// At most kMatrixTargets targets, the first of which has the number `first`. Above stand the
// targets, then the table: D is direct, F fails, P and the letters behind it are proxies, - is a
// client that does not know the scheme; `D>P` is one that goes elsewhere after normalization.
// Clients with the same cells share a row, and those that differ from most come first. Below, each
// rule stands once, with its clients. A table that is wider than the terminal goes on in another
// one below.
[[nodiscard]] std::string render_route_matrix(std::span<const AskedClient> asked,
                                              std::span<const TargetRoutes> targets,
                                              std::size_t first, const Layout& layout = {});

}  // namespace proxyenv

// SPDX-License-Identifier: Apache-2.0
// How most clients find a route. The target's scheme decides which variable counts, and so which
// proxy; only the exemption list depends on the rest of the target. A model chooses the proxy once
// for each scheme, when it is compiled, and consults the list for each target.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/lookup.hpp"

namespace proxyenv::clients {

// The decision of a client for a scheme.
struct Choice {
  Route route;            // if the list does not exempt the target
  bool asks_list = true;  // false: the client does not consult the list
};

using Choices = std::vector<std::pair<std::string_view, Choice>>;  // with their schemes

// Calls choose() for each scheme. The schemes must be literals.
[[nodiscard]] Choices choose_each(Names schemes, const Environment& environment,
                                  const Version& version,
                                  Choice (*choose)(const Environment& environment,
                                                   std::string_view scheme,
                                                   const Version& version));

// The same choices, but that one through a SOCKS proxy fails with this rule.
[[nodiscard]] Choices without_socks(Choices choices, std::string_view rule);

// The choice for a scheme; null if the client has none.
[[nodiscard]] const Choice* find_choice(const Choices& choices, std::string_view scheme);

// The route of a target that the list exempts.
using Bypass = TargetFunction<std::optional<Route>>;

// Makes the Router of the whole client. A scheme without a choice gets Route::no_scheme(client,
// ..., advice).
[[nodiscard]] Router make_router(std::string_view client, Choices choices, Bypass bypass,
                                 std::string_view advice = {});

// The Router of a client that takes this route to every target of these schemes, whatever the list
// says: it reads no variables, say, or cannot be constructed.
[[nodiscard]] Router make_fixed_router(std::string_view client, Names schemes, const Route& route);

}  // namespace proxyenv::clients

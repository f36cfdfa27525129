// SPDX-License-Identifier: Apache-2.0
// How most clients find a route: the scheme of the target decides which variable counts, and with
// it everything but whether the exemption list covers the target. A model settles the first when it
// is compiled, once for each scheme, and asks the list about each target.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/client.hpp"
#include "clients/rules/lookup.hpp"

namespace proxyenv::clients {

// Where a client goes for a scheme.
struct Choice {
  Route route;            // where the list exempts nothing
  bool asks_list = true;  // false: the client goes that way without a look at the list
};

using Choices = std::vector<std::pair<std::string_view, Choice>>;  // with their schemes

// choose() for each of the schemes, which are literals.
[[nodiscard]] Choices choose_each(Names schemes, const Environment& environment,
                                  const Version& version,
                                  Choice (*choose)(const Environment& environment,
                                                   std::string_view scheme,
                                                   const Version& version));

// The choice for a scheme; null where the client has none.
[[nodiscard]] const Choice* find_choice(const Choices& choices, std::string_view scheme);

// The route of a target that the list exempts.
using Bypass = TargetFunction<std::optional<Route>>;

// The whole client. A scheme without a choice is answered by Route::no_scheme(client, ..., advice).
[[nodiscard]] Router make_router(std::string_view client, Choices choices, Bypass bypass,
                                 std::string_view advice = {});

}  // namespace proxyenv::clients

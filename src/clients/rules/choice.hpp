// SPDX-License-Identifier: Apache-2.0
// What most clients settle by the target's scheme alone, and what a model therefore settles when it
// is compiled: everything but whether the exemption list covers the target.
#pragma once

#include <string_view>
#include <vector>

#include "clients/route.hpp"

namespace proxyenv::clients {

struct Choice {
  std::string_view scheme;  // of the target
  Route route;              // where the list exempts nothing
  bool asks_list = true;    // false: the client goes that way without a look at the list
};

// The choice for a scheme; null where the client has none.
[[nodiscard]] const Choice* find_choice(const std::vector<Choice>& choices,
                                        std::string_view scheme);

}  // namespace proxyenv::clients

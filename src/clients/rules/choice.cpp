// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/choice.hpp"

#include <algorithm>

namespace proxyenv::clients {

const Choice* find_choice(const std::vector<Choice>& choices, std::string_view scheme) {
  const auto found = std::find_if(choices.begin(), choices.end(),
                                  [&](const Choice& choice) { return choice.scheme == scheme; });
  return found == choices.end() ? nullptr : &*found;
}

}  // namespace proxyenv::clients

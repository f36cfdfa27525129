// SPDX-License-Identifier: Apache-2.0
#include "clients/rules/by_scheme.hpp"

#include <algorithm>

namespace proxyenv::clients {

Choices choose_each(Names schemes, const Environment& environment, const Version& version,
                    Choice (*choose)(const Environment& environment, std::string_view scheme,
                                     const Version& version)) {
  Choices choices;
  for (const std::string_view scheme : schemes) {
    choices.push_back({scheme, choose(environment, scheme, version)});
  }
  return choices;
}

Choices without_socks(Choices choices, std::string_view rule) {
  for (auto& [scheme, choice] : choices) {
    Route& route = choice.route;
    if (route.proxy.starts_with("socks")) route = Route::error(rule, route.variable);
  }
  return choices;
}

const Choice* find_choice(const Choices& choices, std::string_view scheme) {
  const auto found = std::find_if(choices.begin(), choices.end(),
                                  [&](const auto& choice) { return choice.first == scheme; });
  return found == choices.end() ? nullptr : &found->second;
}

Router make_router(std::string_view client, Choices choices, Bypass bypass,
                   std::string_view advice) {
  return [client, choices = std::move(choices), bypass = std::move(bypass),
          advice](const Target& target) {
    const Choice* const choice = find_choice(choices, target.scheme);
    if (choice == nullptr) return Route::no_scheme(client, target.scheme, advice);
    std::optional<Route> exempt;
    if (choice->asks_list) exempt = bypass(target);
    return exempt ? *exempt : choice->route;
  };
}

Router make_fixed_router(std::string_view client, Names schemes, const Route& route) {
  Choices choices;
  for (const std::string_view scheme : schemes) choices.push_back({scheme, {route, false}});
  return make_router(client, std::move(choices),
                     [](const Target& /*target*/) { return std::optional<Route>(); });
}

}  // namespace proxyenv::clients

// SPDX-License-Identifier: Apache-2.0
// What a finding means for programs: which clients fail because of the variable, and which go
// direct although it is set. Their models are asked, for a fixed set of targets. `check` says it
// behind "why".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clients/client.hpp"
#include "clients/why.hpp"
#include "core/environment.hpp"
#include "core/finding.hpp"

namespace proxyenv {

// The clients, by name, whose route a variable decides. Clients to which it means nothing, or for
// which another variable decides, are in none of these.
struct ClientOutcomes {
  std::vector<std::string_view> fail_everywhere;  // even for hosts that the list exempts
  std::vector<std::string_view> fail;
  std::vector<std::string_view> go_direct;   // though a proxy in that place would be used
  std::vector<std::string_view> speak_http;  // to a proxy that is said to speak SOCKS or TLS
  std::vector<std::string_view> use_it;
};

// All clients, in their newest versions, in one environment.
class Consequences {
 public:
  // The environment must outlive this object.
  explicit Consequences(const Environment& environment);
  explicit Consequences(Environment&&) = delete;

  // What the variable does, a name from kFamilies. A spelling with the same value counts as the
  // same variable. Of a list, only who fails is told.
  [[nodiscard]] ClientOutcomes of(std::string_view variable) const;

  // An error that a client meets, whatever variable it is about.
  struct Failure {
    const Client* client;
    Route route;  // its rule may be shown
  };
  // One for each client and variable, in the order of the catalog.
  [[nodiscard]] std::vector<Failure> failures() const;

 private:
  const Environment& environment_;
  std::vector<std::vector<Route>> routes_;  // by client, then by target
};

// Why the finding matters. Empty where the finding's message says it, or where no client fails or
// goes direct.
[[nodiscard]] Why why_of(const Finding& finding, const Consequences& consequences);

// All that `check` finds: the findings of examine(), each with its `why`, and a client_fails for
// each variable on which clients fail that no error about it names. Sorted as sort_findings()
// does. `own_names`: of PROXYENV_ variables, for examine_names(). The environment
// must outlive the findings.
[[nodiscard]] std::vector<Finding> examine_with_clients(
    const Environment& environment, std::span<const std::string_view> own_names = {});
std::vector<Finding> examine_with_clients(
    Environment&&, std::span<const std::string_view> own_names = {}) = delete;

// edits_for() (core/finding_edits.hpp), where they make no client fail that no error names: what a
// repair uncovers may be another fault, for a person to mend. `socks5://y` in blanks is refused by
// HTTP::Tiny without them, too, because it has no port.
[[nodiscard]] std::vector<Edit> certain_edits(const Finding& finding,
                                              const Environment& environment);

}  // namespace proxyenv

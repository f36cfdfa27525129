// SPDX-License-Identifier: Apache-2.0
// Law 7, no harm, for every client and the plan with default options. The plan turns no working
// route into an error. It sends no target to the proxy that the list exempts in its usual meaning.
// It lets no target bypass the proxy that the list does not name. Harm that cannot be avoided has a
// row in exceptions() or kUnreadForms, with the finding that a person sees. docs/no-harm.md
// explains each row by name (scripts/lint compares).
#pragma once

#include <array>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "clients/catalog.hpp"
#include "core/finding.hpp"
#include "core/readers.hpp"
#include "laws/common_reading.hpp"

namespace proxyenv::testing {

enum class Harm { none, working_fails, exempt_is_proxied, proxied_is_direct };

[[nodiscard]] std::string_view to_string(Harm harm);

[[nodiscard]] bool is_grpc_core(std::string_view client);

// An environment before and after the plan.
struct Normalized {
  explicit Normalized(const std::vector<std::string>& entries);

  Environment before;
  Environment after;
  std::vector<Finding> findings;  // of the environment before and after the plan
};

// A client that has read the environment before and after.
struct AskedClient {
  AskedClient(const Normalized& normalized, const Client& asked);

  const Client* client;
  Router before;
  Router after;
};

// A client's request for one target, before and after.
struct Situation {
  Situation(const Normalized& normalized, const AskedClient& asked, Target wanted);

  const Environment& before;
  const Environment& after;
  const std::vector<Finding>& findings;
  const Client* client;
  Target target;
  Route route_before;
  Route route_after;

  // Every list that this client may read.
  [[nodiscard]] std::vector<ListEntry> lists() const;
  // The entries that exempt this target. no_grpc_proxy, even empty, hides the others from gRPC.
  [[nodiscard]] std::vector<ListEntry> exempting_entries() const;
  [[nodiscard]] bool has(FindingKind kind) const;
  [[nodiscard]] bool has(FindingKind kind, std::string_view variable) const;
};

[[nodiscard]] Harm harm_in(const Situation& it);

struct Exception {
  std::string_view name;
  Harm harm;
  std::string_view clients;  // separated by blanks; empty: all
  std::function<bool(const Situation&)> applies;
};

[[nodiscard]] const std::vector<Exception>& exceptions();

// Forms of entries that some clients do not read, or read differently, and the finding that reports
// it.
struct UnreadForm {
  std::string_view name;
  EntryForm form;
  Habit habit;  // of the clients that read it
  FindingKind finding;
};

// clang-format off
inline constexpr std::array<UnreadForm, 5> kUnreadForms = {{
    {"wildcards", EntryForm::wildcard, Habit::wildcard, FindingKind::wildcards_in_list},
    {"networks", EntryForm::network_v4, Habit::network_v4, FindingKind::networks_in_list},
    {"networks_v6", EntryForm::network_v6, Habit::network_v6, FindingKind::ipv6_network_in_list},
    {"addresses_v6", EntryForm::address_v6, Habit::address_v6, FindingKind::ipv6_address_in_list},
    {"plain_names", EntryForm::name, Habit::name_with_subdomains, FindingKind::names_in_list},
}};
// clang-format on

// The names of the rows that excuse the harm; empty if some part of it is not excused.
[[nodiscard]] std::set<std::string_view> excuses_for(const Situation& it, Harm harm);

}  // namespace proxyenv::testing

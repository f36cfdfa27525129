// SPDX-License-Identifier: Apache-2.0
// What counts as harm for law 7, and the exceptions: harm that cannot be avoided, with the finding
// that a person sees. docs/no-harm.md explains each row by name (scripts/lint compares).
#pragma once

#include <array>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/catalog.hpp"
#include "core/examine.hpp"
#include "core/plan/plan.hpp"
#include "core/readers.hpp"
#include "laws/common_reading.hpp"

namespace proxyenv::testing {

enum class Harm { none, working_fails, exempt_is_proxied, proxied_is_direct };

std::string_view to_string(Harm harm);

// Whether the client is gRPC's C-core, or reads the same lists.
bool is_grpc_core(std::string_view client);

struct Normalized {
  explicit Normalized(const std::vector<std::string>& entries)
      : before(Environment::own(entries)), findings(examine(before)) {
    const Plan plan = make_plan(before, {});
    after = apply(before, plan);
    findings.insert(findings.end(), plan.findings.begin(), plan.findings.end());
  }

  Environment before;
  Environment after;
  std::vector<Finding> findings;  // of the environment before and after the plan
};

// A client that has read the environment before and after.
struct AskedClient {
  AskedClient(const Normalized& normalized, const Client& asked,
              const Assumptions& assumed = Assumptions::in_place())
      : client(&asked),
        assumptions(assumed),
        before(asked.compile(normalized.before, newest_version(asked), assumed)),
        after(asked.compile(normalized.after, newest_version(asked), assumed)) {}

  const Client* client;
  Assumptions assumptions;
  Router before;
  Router after;
};

struct Situation {
  Situation(const Normalized& normalized, const AskedClient& asked, Target wanted)
      : before(normalized.before),
        after(normalized.after),
        findings(normalized.findings),
        client(asked.client),
        assumptions(asked.assumptions),
        target(std::move(wanted)),
        route_before(asked.before(target)),
        route_after(asked.after(target)) {}

  const Environment& before;
  const Environment& after;
  const std::vector<Finding>& findings;
  const Client* client;
  Assumptions assumptions;
  Target target;
  Route route_before;
  Route route_after;

  // Every list that this client may read.
  [[nodiscard]] std::vector<ListEntry> lists() const {
    return listed_entries(before, is_grpc_core(client->name));
  }
  // The entries that exempt this target. no_grpc_proxy, even empty, hides the others from gRPC.
  [[nodiscard]] std::vector<ListEntry> exempting_entries() const {
    const bool has_own = is_grpc_core(client->name) && before.find("no_grpc_proxy").has_value();
    std::vector<ListEntry> entries = lists();
    std::erase_if(entries, [&](const ListEntry& entry) {
      return (has_own && entry.variable != "no_grpc_proxy") || !exempts(entry.text, target);
    });
    return entries;
  }
  [[nodiscard]] bool has(FindingKind kind) const {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& finding) { return finding.kind == kind; });
  }
  [[nodiscard]] bool has(FindingKind kind, std::string_view variable) const {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.kind == kind && finding.variable == variable;
    });
  }
};

Harm harm_in(const Situation& it);

struct Exception {
  std::string_view name;
  Harm harm;
  std::string_view clients;  // separated by blanks; empty: all
  std::function<bool(const Situation&)> applies;
};

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

const std::vector<Exception>& exceptions();

// The names of the rows that excuse the harm; empty if some part of it is not excused.
std::set<std::string_view> excuses_for(const Situation& it, Harm harm);

}  // namespace proxyenv::testing

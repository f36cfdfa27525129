// SPDX-License-Identifier: Apache-2.0
// Law 7, no harm, for every client and the plan with default options. The plan turns no working
// route into an error. It sends no target to the proxy that the list exempts in its usual meaning.
// It lets no target bypass the proxy that the list does not name. Harm that cannot be avoided is in
// kExceptions, with the finding that a person sees. docs/no-harm.md explains each row by name
// (scripts/lint compares). A row that is no longer needed fails the test.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "clients/catalog.hpp"
#include "core/examine.hpp"
#include "core/plan/plan.hpp"
#include "core/readers.hpp"
#include "laws/common_reading.hpp"
#include "laws/generator.hpp"
#include "laws/settings.hpp"
#include "support/client_habits.hpp"
#include "support/client_words.hpp"
#include "support/environment_strings.hpp"
#include "text/display.hpp"
#include "text/utf8.hpp"

using namespace proxyenv;
using namespace proxyenv::testing;

namespace {

enum class Harm { none, working_fails, exempt_is_proxied, proxied_is_direct };

std::string_view to_string(Harm harm) {
  constexpr std::array<std::string_view, 4> kTexts = {
      "no harm", "a working route fails", "an exempt target goes to the proxy",
      "a target that no list names is taken from the proxy"};
  return kTexts[static_cast<std::size_t>(harm)];
}

bool is_grpc_core(std::string_view client) {
  return client == "grpc" || client == "grpc-js" || client == "google-generativeai";
}

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
  AskedClient(const Normalized& normalized, const Client& asked)
      : client(&asked),
        before(asked.compile(normalized.before, newest_version(asked))),
        after(asked.compile(normalized.after, newest_version(asked))) {}

  const Client* client;
  Router before;
  Router after;
};

struct Situation {
  Situation(const Normalized& normalized, const AskedClient& asked, Target wanted)
      : before(normalized.before),
        after(normalized.after),
        findings(normalized.findings),
        client(asked.client),
        target(std::move(wanted)),
        route_before(asked.before(target)),
        route_after(asked.after(target)) {}

  const Environment& before;
  const Environment& after;
  const std::vector<Finding>& findings;
  const Client* client;
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

bool has_list_without_utf8(const Environment& environment) {
  return !is_utf8(environment.find("no_proxy").value_or("")) ||
         !is_utf8(environment.find("NO_PROXY").value_or(""));
}

Harm harm_in(const Situation& it) {
  const auto [was, is] = std::pair(it.route_before.kind, it.route_after.kind);
  if (was != RouteKind::error && is == RouteKind::error) return Harm::working_fails;
  if (was == is) return Harm::none;
  if (was != RouteKind::proxy && is == RouteKind::proxy && !it.exempting_entries().empty()) {
    return Harm::exempt_is_proxied;
  }
  if (was != RouteKind::proxy || is != RouteKind::direct) return Harm::none;
  const auto lists = it.lists();
  if (std::none_of(lists.begin(), lists.end(),
                   [&](const ListEntry& entry) { return may_name(entry.text, it.target); })) {
    return Harm::proxied_is_direct;
  }
  return Harm::none;
}

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
constexpr std::array<UnreadForm, 5> kUnreadForms = {{
    {"wildcards", EntryForm::wildcard, Habit::wildcard, FindingKind::wildcards_in_list},
    {"networks", EntryForm::network_v4, Habit::network_v4, FindingKind::networks_in_list},
    {"networks_v6", EntryForm::network_v6, Habit::network_v6, FindingKind::ipv6_network_in_list},
    {"addresses_v6", EntryForm::address_v6, Habit::address_v6, FindingKind::ipv6_address_in_list},
    {"plain_names", EntryForm::name, Habit::name_with_subdomains, FindingKind::names_in_list},
}};
// clang-format on

const UnreadForm* unread_form(const ListEntry& entry, const Situation& it) {
  const auto* const row =
      std::find_if(kUnreadForms.begin(), kUnreadForms.end(),
                   [&](const UnreadForm& one) { return one.form == form_of(entry.text); });
  if (row == kUnreadForms.end() || !it.has(row->finding)) return nullptr;
  if (is_among(it.client->name, clients_with(row->habit))) return nullptr;
  // The plan writes `*.x` as `.x` for gRPC, but a no_grpc_proxy that is set stays.
  const bool is_rewritten = is_grpc_core(it.client->name) && row->form == EntryForm::wildcard;
  return is_rewritten && entry.variable != "no_grpc_proxy" ? nullptr : row;
}

// The deciding variable is unchanged, and has a finding of severity warning or worse.
bool is_uncovered_fault(const Situation& it) {
  const std::string& variable = it.route_after.variable;
  const auto was = it.before.find(variable);
  return was && was == it.after.find(variable) &&
         std::any_of(it.findings.begin(), it.findings.end(), [&](const Finding& finding) {
           return finding.variable == variable &&
                  row_of(finding.kind).severity >= Severity::warning;
         });
}

const FamilyRow& family_of(std::string_view variable) {
  return *std::find_if(kFamilies.begin(), kFamilies.end(), [&](const FamilyRow& row) {
    return variable == row.lower || variable == row.upper;
  });
}

const std::vector<Exception>& exceptions() {
  static const std::vector<Exception> kExceptions = {
      {"uncovered_fault", Harm::working_fails, "", is_uncovered_fault},
      {"uncovered_fault", Harm::proxied_is_direct, "", is_uncovered_fault},
      {"path_in_proxy", Harm::working_fails, clients_with(Habit::fails_on_query),
       [](const Situation& it) { return it.has(FindingKind::path_in_proxy); }},
      {"star", Harm::exempt_is_proxied, "",
       [](const Situation& it) { return it.has(FindingKind::list_exempts_everything); }},
      {"user_without_password", Harm::working_fails, clients_with(Habit::fails_without_password),
       [](const Situation& it) { return it.has(FindingKind::user_without_password); }},
      {"repaired_other_scheme", Harm::working_fails, "",
       [](const Situation& it) {
         return it.before.find(it.route_after.variable) != it.after.find(it.route_after.variable) &&
                (it.has(FindingKind::socks_proxy) || it.has(FindingKind::tls_proxy));
       }},
      {"lists_in_doubt", Harm::exempt_is_proxied, "",
       [](const Situation& it) {
         return std::any_of(it.findings.begin(), it.findings.end(), [](const Finding& finding) {
           return std::set{FindingKind::case_conflict,    FindingKind::duplicate_conflict,
                           FindingKind::duplicate_entry,  FindingKind::set_but_empty,
                           FindingKind::unreadable_value, FindingKind::unbalanced_quotes}
                      .contains(finding.kind) &&
                  family_of(finding.variable).is_list;
         });
       }},
      {"raw_suffix", Harm::proxied_is_direct, clients_with(Habit::name_as_ending),
       [](const Situation& it) {
         return it.has(FindingKind::names_in_list) || it.has(FindingKind::bad_list_entry) ||
                it.has(FindingKind::ipv6_address_in_list);
       }},
      {"upper_case_target", Harm::exempt_is_proxied, "grpc-js",
       [](const Situation& it) { return it.target.host != it.target.lowered_host(); }},
      {"npm_addresses_v6", Harm::working_fails, "npm",
       [](const Situation& it) {
         return it.target.is_ipv6 && it.has(FindingKind::ipv6_brackets_in_list);
       }},
      {"axios_proxy_v6", Harm::working_fails, clients_with(Habit::ipv6_proxy_as_name),
       [](const Situation& it) {
         return it.has(FindingKind::ipv6_proxy, it.route_after.variable);
       }},
      {"blank_https_proxy", Harm::working_fails, "apt",
       [](const Situation& it) { return it.has(FindingKind::set_but_empty, "https_proxy"); }},
      {"list_is_no_utf8", Harm::exempt_is_proxied, "rust-reqwest",
       [](const Situation& it) {
         return has_list_without_utf8(it.before) &&
                (it.has(FindingKind::bad_list_entry) || it.has(FindingKind::scheme_in_list));
       }},
      {"cgi", Harm::working_fails, clients_with(Habit::refuses_in_cgi),
       [](const Situation& it) { return it.has(FindingKind::go_refuses_in_cgi); }},
  };
  return kExceptions;
}

// The names of the rows that excuse the harm; empty if some part of it is not excused.
std::set<std::string_view> excuses_for(const Situation& it, Harm harm) {
  for (const Exception& row : exceptions()) {
    const bool is_meant = row.clients.empty() || is_among(it.client->name, row.clients);
    if (row.harm == harm && is_meant && row.applies(it)) {
      return {row.name};
    }
  }
  if (harm != Harm::exempt_is_proxied) return {};
  std::set<std::string_view> names;
  for (const ListEntry& entry : it.exempting_entries()) {
    const UnreadForm* row = unread_form(entry, it);
    if (row == nullptr) return {};
    names.insert(row->name);
  }
  return names;
}

bool is_unexplained(const std::vector<std::string>& entries, const Situation& like, Harm harm) {
  const Normalized normalized(entries);
  const Situation it(normalized, AskedClient(normalized, *like.client), like.target);
  return harm_in(it) == harm && excuses_for(it, harm).empty();
}

// The smallest environment with the same harm to the same client.
std::vector<std::string> shrunk(std::vector<std::string> entries, const Situation& like,
                                Harm harm) {
  for (std::size_t i = 0; i < entries.size();) {
    std::vector<std::string> fewer = entries;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (is_unexplained(fewer, like, harm)) {
      entries = std::move(fewer);
      i = 0;
    } else {
      ++i;
    }
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    for (std::size_t at = entries[i].find('=') + 1; at != 0 && at < entries[i].size();) {
      std::vector<std::string> shorter = entries;
      shorter[i].erase(at, 1);
      if (is_unexplained(shorter, like, harm)) {
        entries = std::move(shorter);
      } else {
        ++at;
      }
    }
  }
  return entries;
}

std::string described(const Situation& like, Harm harm, const std::vector<std::string>& entries) {
  const Normalized normalized(entries);
  const Situation it(normalized, AskedClient(normalized, *like.client), like.target);
  std::string text = std::string(it.client->name) + ", " + it.target.text + ": " +
                     std::string(to_string(harm)) + " (" + it.route_after.rule + "):";
  for (const std::string& entry : entries) text.append(" [" + escape_for_display(entry) + "]");
  text.append("\n  after:");
  for (const std::string& entry : strings_of(it.after)) {
    text.append(" [" + escape_for_display(entry) + "]");
  }
  return text;
}

constexpr std::array<std::string_view, 13> kHosts = {
    "example.test", "EXAMPLE.test", "notexample.test", "other.test", "10.1.2.3",
    "localhost",    "127.0.0.1",    "[fd00::1]",       "[::1]",      "a",
    "d:8080",       "b.k",          "a.example.test"};

Target target_for(const Client& client, std::uint64_t random) {
  const std::string scheme = speaks_grpc(client) ? "grpc" : "http";
  const std::string secure = random % 2 == 0 ? "" : "s";
  return parse_target(scheme + secure + "://" + std::string(kHosts[random / 2 % kHosts.size()]))
      .value();
}

// The second cell of the row of docs/no-harm.md that has this name: who is concerned.
std::string clients_cell(std::string_view name) {
  std::ifstream page(std::string(PROXYENV_REPOSITORY) + "/docs/no-harm.md");
  const std::string beginning = "| `" + std::string(name) + "` | ";
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with(beginning)) continue;
    const std::string cell = line.substr(beginning.size());
    return cell.substr(0, cell.find(" | "));
  }
  return {};
}

// The clients for which some lists mean something else, because they do not read the form.
std::string clients_without(const UnreadForm& row) {
  return clients_that([&](const Client& client) {
    const bool reads_no_variable = stands_behind_a_word(client.name, "Java");
    const bool is_rewritten = is_grpc_core(client.name) && row.form == EntryForm::wildcard;
    return !reads_no_variable && !is_rewritten && !is_among(client.name, clients_with(row.habit));
  });
}

bool has_a_word(std::string_view client) {
  return std::any_of(kClientWords.begin(), kClientWords.end(), [&](const ClientWord& it) {
    return is_among(client, it.clients) || is_among(client, it.kin);
  });
}

// Each client that is concerned stands behind a word of the cell, and behind each word stands one.
// A client that no word means need not be named, but "all but" speaks of it, too.
void check_cell(std::string_view name, std::string_view concerned) {
  std::string cell = clients_cell(name);
  CAPTURE(name);
  CAPTURE(cell);
  CHECK_FALSE(cell.empty());
  // "all but": the words stand for the others.
  constexpr std::string_view kAllBut = "all but ";
  const bool is_reversed = cell.starts_with(kAllBut);
  if (is_reversed) cell.erase(0, kAllBut.size());
  for (const Client* const client : all_clients()) {
    CAPTURE(client->name);
    if (stands_behind_a_word(client->name, "Java")) continue;
    if (is_among(client->name, concerned) == is_reversed) continue;
    CHECK(
        (stands_behind_a_word(client->name, cell) || (!is_reversed && !has_a_word(client->name))));
  }
  for (const std::string_view text : words_in(cell)) {
    CAPTURE(text);
    const ClientWord* const word = find_word(text);
    REQUIRE(word != nullptr);
    const auto names = names_in(word->clients);
    CHECK(std::any_of(names.begin(), names.end(), [&](std::string_view client) {
      return is_among(client, concerned) != is_reversed;
    }));
  }
}

}  // namespace

TEST_CASE("7. no harm: the page names the clients that an exception is about") {
  for (const UnreadForm& row : kUnreadForms) check_cell(row.name, clients_without(row));
  for (const Exception& row : exceptions()) {
    if (!row.clients.empty()) check_cell(row.name, row.clients);
  }
}

TEST_CASE("7. no harm: what worked works, what is exempt stays direct, what was proxied stays so") {
  MESSAGE("seed " << seed() << ", " << no_harm_count() << " environments");
  Generator generator(seed());
  std::mt19937_64 random(seed());
  std::map<std::string, std::string> failures;  // by client and harm: the shortest
  std::set<std::string_view> used;
  for (std::uint64_t number = 0; number < no_harm_count(); ++number) {
    const std::vector<std::string> entries = generator.environment();
    const Normalized normalized(entries);
    for (const Client* const client : all_clients()) {
      const AskedClient asked(normalized, *client);
      for (int i = 0; i < 3; ++i) {
        const Situation it(normalized, asked, target_for(*client, random()));
        const Harm harm = harm_in(it);
        if (harm == Harm::none) continue;
        const auto excuses = excuses_for(it, harm);
        for (const std::string_view name : excuses) used.insert(name);
        if (!excuses.empty()) continue;
        const std::string key = std::string(client->name) + std::string(to_string(harm));
        const std::string text = described(it, harm, shrunk(entries, it, harm));
        auto& shortest = failures[key];
        if (shortest.empty() || text.size() < shortest.size()) shortest = text;
      }
    }
  }
  for (const auto& failure : failures) {
    CAPTURE(failure.second);
    CHECK(failures.empty());
  }
  // An exception that is no longer needed must be removed.
  if (no_harm_count() < kEachExceptionOccurs) return;
  for (const Exception& row : exceptions()) {
    CAPTURE(row.name);
    CHECK(used.contains(row.name));
  }
  for (const UnreadForm& row : kUnreadForms) {
    CAPTURE(row.name);
    CHECK(used.contains(row.name));
  }
}
